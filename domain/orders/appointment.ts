/**
 * The appointment is an axis of its own: it may be agreed before anyone is assigned (先约后派) or after (先派后约),
 * and an order may arrive already booked by the platform. Every change keeps its cause and whose fault it was,
 * because payers fine the outlet for some causes and not for others.
 */
import { Fault } from '../kernel/fault.ts';

export const appointmentStatuses = ['none', 'proposed', 'agreed', 'missed'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

export interface Appointment {
  status: AppointmentStatus;
  /** UTC ms, `[start, end)`; null only with `none`. */
  startAt: number | null;
  endAt: number | null;
  /** Times an agreed window was changed. */
  changes: number;
  /** Those of them that count against the outlet. */
  changesOurs: number;
}

export const noAppointment: Appointment = {
  status: 'none',
  startAt: null,
  endAt: null,
  changes: 0,
  changesOurs: 0,
};

export interface ChangeCause {
  code: string;
  zh: string;
  en: string;
  /** True: counts against the outlet or its person. */
  ours: boolean;
}

/** Seeded causes of a changed appointment; an outlet adds its own rows. */
export const changeCauses: readonly ChangeCause[] = [
  { code: 'G01', zh: '用户原因', en: "User's reasons", ours: false },
  { code: 'G02', zh: '师傅排满', en: 'Technicians full', ours: true },
  { code: 'G03', zh: '缺件', en: 'Part missing', ours: true },
  { code: 'G04', zh: '货未到', en: 'Goods not there', ours: false },
  { code: 'G05', zh: '天气', en: 'Weather', ours: false },
  { code: 'G06', zh: '师傅请假', en: 'Technician on leave', ours: true },
];

export type AppointmentStep =
  | { kind: 'propose'; startAt: number; endAt: number }
  | { kind: 'agree'; startAt: number; endAt: number }
  | { kind: 'change'; startAt: number; endAt: number; ours: boolean }
  | { kind: 'miss' }
  | { kind: 'drop' };

/** Which steps each status takes. Booking again after a miss is a change with a cause, never a fresh start. */
export const appointmentSteps: Record<AppointmentStatus, readonly AppointmentStep['kind'][]> = {
  none: ['propose', 'agree'],
  proposed: ['propose', 'agree', 'drop'],
  agreed: ['change', 'miss', 'drop'],
  missed: ['change', 'drop'],
};

/**
 * The appointment after a step. Counters survive `drop`, so a rebooked order keeps its history.
 * Throws `Fault('appointment_step')` for a step the status does not take, `Fault('appointment_window')` for a
 * window that ends before it begins.
 */
export function computeAppointment(now: Appointment, step: AppointmentStep): Appointment {
  if (!appointmentSteps[now.status].includes(step.kind)) {
    throw new Fault('appointment_step', { from: now.status, step: step.kind });
  }
  if ('startAt' in step && !(step.endAt > step.startAt)) throw new Fault('appointment_window', {});
  switch (step.kind) {
    case 'propose':
      return { ...now, status: 'proposed', startAt: step.startAt, endAt: step.endAt };
    case 'agree': {
      // booked, dropped by a hold or a change of hands, and booked again: not a change the user was asked for
      return { ...now, status: 'agreed', startAt: step.startAt, endAt: step.endAt };
    }
    case 'change':
      return {
        status: 'agreed',
        startAt: step.startAt,
        endAt: step.endAt,
        changes: now.changes + 1,
        changesOurs: now.changesOurs + (step.ours ? 1 : 0),
      };
    case 'miss':
      return { ...now, status: 'missed' };
    case 'drop':
      return { ...now, status: 'none', startAt: null, endAt: null };
  }
}

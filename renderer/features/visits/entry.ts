import { atLocal, businessDay, parseClock } from '../../../domain/time/business-day.ts';
import { visitOutcomes } from '../../../domain/visits/outcomes.ts';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { outletZone } from '../../lib/use-format.ts';

export type Found = OutputOf<'visits.findSlip'>;
type Input = InputOf<'visits.returnSlip'>;
export type Shot = NonNullable<Input['shots']>[number];

export interface MachineDraft {
  resultCode: string | null;
  indoorCode: string;
  outdoorCode: string;
  faultId: string | null;
}

/** What a person keys from one slip, as typed. */
export interface Draft {
  day: string;
  arrived: string;
  finished: string;
  outcome: string | null;
  machines: Record<string, MachineDraft>;
  parts: {
    key: string;
    partId: string;
    locationId: string;
    serial: string;
    quantityMilli: number | null;
    payer: 'payer' | 'user' | 'outlet' | 'technician';
  }[];
  extras: { extraChargeId: string; quantityMilli: number | null }[];
  cashFen: number | null;
  qrFen: number | null;
  code: string;
  signed: boolean;
  note: string;
  shots: Shot[];
}

export const outcomeLetters: Record<string, string> = {
  done: 'D',
  partly_done: 'P',
  wait_part: 'W',
  empty_user_absent: 'U',
  empty_goods: 'G',
  empty_site: 'S',
  cancelled_on_site: 'C',
  repair_refused: 'R',
  to_exchange: 'E',
  install_refused: 'I',
};
export const resultLetters: Record<string, string> = {
  installed: 'I',
  repaired: 'R',
  no_fault_found: 'N',
  taught: 'T',
  repair_refused: 'P',
  to_exchange: 'E',
  to_return: 'U',
  taken_in: 'K',
  not_needed: 'W',
  cleaned: 'C',
  measured: 'M',
  appraised_faulty: 'F',
  appraised_sound: 'S',
};

const clockOf = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: outletZone(),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);

/** A fresh draft with what is known already: the visit's own times, what a machine carries, the usual result. */
export function draftOf(found: Found, nowMs: number): Draft {
  const { visit, order } = found;
  const began = visit?.arrivedAt ?? null;
  const dayAt = began ?? order.appointmentStartAt;
  const today = businessDay(nowMs, outletZone());
  const day = dayAt === null ? today : businessDay(dayAt, outletZone());
  return {
    day: day > today ? today : day,
    arrived: began === null ? '' : clockOf(began),
    finished: visit?.endedAt == null ? '' : clockOf(visit.endedAt),
    outcome: visit?.outcome ?? null,
    machines: Object.fromEntries(
      found.machines.map((machine) => [
        machine.id,
        {
          resultCode: machine.resultCode,
          indoorCode: machine.indoorCode ?? '',
          outdoorCode: machine.outdoorCode ?? '',
          faultId: machine.faultId,
        },
      ]),
    ),
    parts: [],
    extras: [],
    cashFen: null,
    qrFen: null,
    code: '',
    signed: false,
    note: '',
    shots: [],
  };
}

/** 930, 0930, 9:30 → 570; null when it is no time of day. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{1,2})[:：.]?(\d{2})$/.exec(text.trim());
  if (!match) return null;
  return parseClock(`${(match[1] ?? '').padStart(2, '0')}:${match[2]}`) ?? null;
}

export type Missing = 'arrived' | 'finished' | 'outcome' | 'results' | 'signed' | 'code' | 'codes';

/** What keeps the slip from being saved at all. */
export function problemsOf(found: Found, draft: Draft): Missing[] {
  const out: Missing[] = [];
  if (minutesOf(draft.arrived) === null) out.push('arrived');
  if (minutesOf(draft.finished) === null) out.push('finished');
  const outcome = visitOutcomes.find((one) => one.code === draft.outcome);
  if (outcome === undefined) out.push('outcome');
  else if (
    outcome.ends &&
    outcome.needsResults &&
    found.machines.some((machine) => draft.machines[machine.id]?.resultCode == null)
  )
    out.push('results');
  return out;
}

/** The command's input. Call only without problems. */
export function inputOf(found: Found, draft: Draft): Input {
  const at = (text: string) => atLocal(draft.day, minutesOf(text) ?? 0, outletZone());
  const arrivedAt = at(draft.arrived);
  const finished = at(draft.finished);
  const faults = new Map(found.faults.map((fault) => [fault.id, fault]));
  return {
    slipId: found.slip.id,
    slipVersion: found.slip.version,
    orderVersion: found.order.version,
    arrivedAt,
    // Past midnight is the next day
    finishedAt:
      finished < arrivedAt && arrivedAt - finished > 12 * 3_600_000 ? finished + 86_400_000 : finished,
    outcome: draft.outcome as Input['outcome'],
    machines: found.machines.map((machine) => {
      const entry = draft.machines[machine.id];
      const fault = entry?.faultId == null ? undefined : faults.get(entry.faultId);
      return {
        machineLineId: machine.id,
        resultCode: entry?.resultCode ?? null,
        indoorCode: entry?.indoorCode.trim() || null,
        outdoorCode: entry?.outdoorCode.trim() || null,
        faultId: entry?.faultId ?? null,
        cause: fault?.causeZh ?? '',
        measure: fault?.measureZh ?? '',
      };
    }),
    parts: draft.parts.map((part) => ({
      partId: part.partId,
      quantityMilli: part.quantityMilli ?? 1000,
      fromLocationId: part.locationId,
      payer: part.payer,
      newSerial: part.serial,
      machineLineId: found.machines.length === 1 ? (found.machines[0]?.id ?? null) : null,
    })),
    extras: draft.extras.map((extra) => ({
      extraChargeId: extra.extraChargeId,
      quantityMilli: extra.quantityMilli ?? 1000,
    })),
    payments: [
      ...((draft.cashFen ?? 0) > 0 ? [{ method: 'cash' as const, amountFen: draft.cashFen ?? 0 }] : []),
      ...((draft.qrFen ?? 0) > 0 ? [{ method: 'qr' as const, amountFen: draft.qrFen ?? 0 }] : []),
    ],
    shots: draft.shots,
    verificationCode: draft.code.trim() || null,
    signed: draft.signed,
    note: draft.note,
  };
}

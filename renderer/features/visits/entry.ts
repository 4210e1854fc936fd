import type { ExchangeDuty } from '../../../domain/stock/exchange.ts';
import type { OldPartBearer } from '../../../domain/stock/old-part.ts';
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
  cause: string;
  measure: string;
}

/** What a person keys from one slip, as typed. */
export interface ExchangeDraft {
  machineLineId: string;
  outCode: string;
  inCode: string;
  borneBy: OldPartBearer;
  duty: ExchangeDuty;
}

export interface Draft {
  day: string;
  arrived: string;
  /** The times are those of the appointment, nobody typed them. */
  prefilled: boolean;
  finished: string;
  outcome: string | null;
  machines: Record<string, MachineDraft>;
  parts: {
    key: string;
    partId: string;
    locationId: string;
    serial: string;
    oldSerial: string;
    quantityMilli: number | null;
    payer: 'payer' | 'user' | 'outlet' | 'technician';
  }[];
  /** Absent in a draft kept before machines could be exchanged. */
  exchanges?: ExchangeDraft[];
  extras: { extraChargeId: string; quantityMilli: number | null }[];
  cashFen: number | null;
  qrFen: number | null;
  code: string;
  codeAsked: string;
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
  // What was agreed is the likely truth, and it is marked as such until somebody changes it
  const start = began === null && visit?.endedAt == null ? order.appointmentStartAt : null;
  const agreed = start !== null && start < nowMs ? start : null;
  const ends = agreed === null ? null : Math.min(agreed + (order.standardMinutes ?? 60) * 60_000, nowMs);
  const day = dayAt === null ? today : businessDay(dayAt, outletZone());
  return {
    day: day > today ? today : day,
    arrived: began !== null ? clockOf(began) : agreed === null ? '' : clockOf(agreed),
    finished: visit?.endedAt != null ? clockOf(visit.endedAt) : ends === null ? '' : clockOf(ends),
    prefilled: agreed !== null,
    outcome: visit?.outcome ?? null,
    machines: Object.fromEntries(
      found.machines.map((machine) => [
        machine.id,
        {
          resultCode: machine.resultCode,
          indoorCode: machine.indoorCode ?? '',
          outdoorCode: machine.outdoorCode ?? '',
          faultId: machine.faultId,
          cause: machine.cause,
          measure: machine.measure,
        },
      ]),
    ),
    parts: [],
    extras: [],
    cashFen: null,
    qrFen: null,
    code: '',
    codeAsked: '',
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

/** The slip as it was left, read back from text; machines that came since get their fresh row. Null for nonsense. */
export function readDraft(found: Found, text: string, nowMs: number): Draft | null {
  try {
    const fresh = draftOf(found, nowMs);
    const kept = JSON.parse(text) as Partial<Draft>;
    return { ...fresh, ...kept, machines: { ...fresh.machines, ...kept.machines } };
  } catch {
    return null;
  }
}

/** A number of ours as its code says it, whole; where it was scanned does not matter. */
export const looksLikeSlip = (code: string): boolean => /PG\d{6}[A-Z]*\d{4,}[\dX]$/i.test(code.trim());

export const draftKey = (slipId: string): string => `slip:${slipId}`;

/** What says which photos are asked for: of a slip, or of an order whose proof comes late. */
export interface ShotPlaces {
  shots: Found['shots'];
  machines: readonly { id: string; lineNo: number }[];
}

/** The places of photos: one per shot, and per machine where each machine needs its own. */
export interface ShotPlace {
  key: string;
  shot: Found['shots'][number];
  machineLineId: string | null;
  /** Number of the machine, from 1, where there are several. */
  machineNo: number | null;
}

export const shotPlaces = (found: ShotPlaces): ShotPlace[] =>
  found.shots.flatMap((shot) =>
    (shot.perMachine && found.machines.length > 1 ? found.machines : [null]).map((machine) => ({
      key: `${shot.name}|${machine?.id ?? ''}`,
      shot,
      machineLineId: machine?.id ?? null,
      machineNo: machine?.lineNo ?? null,
    })),
  );

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
      return {
        machineLineId: machine.id,
        resultCode: entry?.resultCode ?? null,
        indoorCode: entry?.indoorCode.trim() || null,
        outdoorCode: entry?.outdoorCode.trim() || null,
        faultId: entry?.faultId ?? null,
        cause: entry?.cause.trim() ?? '',
        measure: entry?.measure.trim() ?? '',
      };
    }),
    parts: draft.parts.map((part) => ({
      partId: part.partId,
      quantityMilli: part.quantityMilli ?? 1000,
      fromLocationId: part.locationId,
      payer: part.payer,
      newSerial: part.serial,
      oldSerial: part.oldSerial.trim(),
      machineLineId: found.machines.length === 1 ? (found.machines[0]?.id ?? null) : null,
    })),
    exchanges: (draft.exchanges ?? []).map((row) => ({
      ...row,
      outCode: row.outCode.trim(),
      inCode: row.inCode.trim(),
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
    codeAskedAt: minutesOf(draft.codeAsked) === null ? null : at(draft.codeAsked),
    signed: draft.signed,
    note: draft.note,
  };
}

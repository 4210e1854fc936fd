import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  answersAfter,
  answerStates,
  costingAnswers,
  type OldPartAnswer,
  type OldPartBearer,
  type OldPartState,
} from '../../../domain/stock/old-part.ts';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { getLocation, getLocationOf, getUpperStore, moveStock } from './ledger.ts';
import { closeAnsweredBox, noteAccepted } from './old-box.ts';
import { chargeHolder, takeBackCharge } from './old-money.ts';
import { getOldPart, oldKeyOf, oldStepFault, recordOldStep, type OldPartRow } from './old-parts.ts';

export interface AnswerInput {
  id: string;
  version: number;
  answer: OldPartAnswer;
  cause: string;
  note: string;
  bearer: OldPartBearer | null;
  /** Fen; the part's own price where left out. */
  amountFen: number | null;
  dueDay: string | null;
}

/**
 * What the maker said of an old part, or what we said to it: accepted, refused with a cause, appealed within its window,
 * charged to somebody. Stock and money follow. Faults: `old_part_step`, `old_part_cause`, `old_part_appeal_over`,
 * `old_part_bearer`, `period_closed`, `conflict`, `not_found`.
 */
export function answerOldPart(
  tx: Tx,
  input: AnswerInput,
): { id: string; version: number; state: OldPartState } {
  const old = getOldPart(tx, input.id);
  const to = answerStates[input.answer];
  if (!answersAfter[old.state].includes(input.answer)) throw oldStepFault(old.state, to);
  const day = businessDay(tx.at, getZone(tx));
  if (input.answer === 'refused' && input.cause.trim() === '')
    throw new Fault('old_part_cause', { label: old.label_number ?? '' });
  if (input.answer === 'appealed') refuseLateAppeal(tx, old, day);
  const costs = costingAnswers.includes(input.answer);
  if (costs && input.bearer === null) throw new Fault('old_part_bearer', { label: old.label_number ?? '' });
  if (costs && input.bearer === 'technician' && old.holder_staff_id === null)
    throw new Fault('old_part_bearer', { label: old.label_number ?? '' });
  const locationId = to === 'accepted' ? deliver(tx, old) : old.location_id;
  const amountFen = costs ? (input.amountFen ?? old.amount_fen) : 0;
  const version = tx.update(
    'old_part',
    old.id,
    {
      state: to,
      location_id: locationId,
      bearer: costs ? input.bearer : null,
      reason: input.cause === '' ? input.note : input.cause,
    },
    { version: input.version },
  );
  if (old.state === 'charged') takeBackCharge(tx, old);
  if (costs && input.bearer === 'technician') chargeHolder(tx, old, amountFen, input.cause || input.note);
  tx.insert('old_part_answer', {
    old_part_id: old.id,
    answer: input.answer,
    cause: input.cause,
    note: input.note,
    due_day: input.dueDay ?? (input.answer === 'refused' ? appealDay(tx, old.payer_id, day) : null),
    amount_fen: amountFen,
    bearer: costs ? input.bearer : null,
    document_id: old.box_document_id,
    parcel_id: parcelOf(tx, old.box_document_id),
    staff_id: tx.staffId,
    business_day: day,
    at: tx.at,
  });
  recordOldStep(tx, old, to, { answer: input.answer, cause: input.cause, bearer: input.bearer });
  if (to === 'accepted') noteAccepted(tx, old);
  if (old.box_document_id !== null) closeAnsweredBox(tx, old.box_document_id);
  return { id: old.id, version, state: to };
}

/** The maker has it now, by way of the road where it still lay on our shelf. Nothing of ours holds it any more. */
function deliver(tx: Tx, old: OldPartRow): null {
  if (old.location_id === null) return null;
  const move = { quantityMilli: old.quantity_milli, workOrderId: old.work_order_id };
  const transit = oldKeyOf(tx, old, getLocationOf(tx, 'transit'));
  const here = oldKeyOf(tx, old, old.location_id);
  if (getLocation(tx, old.location_id).kind !== 'transit')
    moveStock(tx, { kind: 'old_send', from: here, to: transit, ...move });
  const upper = oldKeyOf(tx, old, getUpperStore(tx, old.payer_id));
  moveStock(tx, {
    kind: 'old_accepted',
    from: transit,
    to: upper,
    ...move,
    documentId: old.box_document_id,
  });
  return null;
}

function refuseLateAppeal(tx: Tx, old: OldPartRow, day: string): void {
  const dueDay = tx.value<string | null>(
    "SELECT due_day FROM old_part_answer WHERE old_part_id = ? AND answer = 'refused' ORDER BY seq DESC LIMIT 1",
    old.id,
  );
  if (dueDay !== undefined && dueDay !== null && dueDay < day)
    throw new Fault('old_part_appeal_over', { label: old.label_number ?? '', day: dueDay });
}

function appealDay(tx: Tx, payerId: string | null, day: string): string | null {
  const days = tx.value<number | null>(
    'SELECT appeal_days FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
    payerId,
    day,
  );
  return days === undefined || days === null ? null : addDays(day, days);
}

const parcelOf = (tx: Tx, boxId: string | null): string | null =>
  (boxId === null
    ? undefined
    : tx.value<string>('SELECT parcel_id FROM parcel_content WHERE document_id = ?', boxId)) ?? null;

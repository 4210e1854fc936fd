import type { Guard } from '../orders/core/apply-action.ts';
import { refusalsFor } from './facts.ts';

/**
 * Refuses people who may not take the order, by the same check the board shows. `params.passed` names refusals a
 * person with the right decided to pass; hard ones (no account upstream, card expired) are never passed.
 */
export const technicianEligible: Guard = (tx, { order, input }) => {
  const staffId = input.params?.staffId;
  if (typeof staffId !== 'string')
    return typeof input.params?.subShopId === 'string' ? true : { reason: 'nobody' };
  const passed = Array.isArray(input.params?.passed) ? (input.params.passed as unknown[]) : [];
  const wish = { day: textOrNull(input.params?.wishDay), slotId: textOrNull(input.params?.wishSlotId) };
  const left = refusalsFor(tx, order, staffId, tx.at, wish).find(
    (refusal) => refusal.hard || !passed.includes(refusal.code),
  );
  return left === undefined ? true : { reason: left.code, ...left.params };
};

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

import type { Guard } from '../orders/core/apply-action.ts';
import { refusalsFor, shopRefusalsFor } from './facts.ts';
import { named } from './named-refusal.ts';

/**
 * Refuses people who may not take the order, by the same check the board shows. `params.passed` names refusals a
 * person with the right decided to pass; hard ones (no account upstream, card expired) are never passed.
 */
export const technicianEligible: Guard = (tx, { order, input }) => {
  const staffId = textOrNull(input.params?.staffId);
  const subShopId = textOrNull(input.params?.subShopId);
  const passed = Array.isArray(input.params?.passed) ? (input.params.passed as unknown[]) : [];
  const wish = { day: textOrNull(input.params?.wishDay), slotId: textOrNull(input.params?.wishSlotId) };
  if (staffId === null && subShopId === null) return { reason: 'nobody' };
  const refusals =
    staffId === null
      ? shopRefusalsFor(tx, order, subShopId ?? '')
      : refusalsFor(tx, order, staffId, tx.at, wish);
  const left = refusals.find((refusal) => refusal.hard || !passed.includes(refusal.code));
  return left === undefined ? true : { reason: left.code, ...named(tx, left).params };
};

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

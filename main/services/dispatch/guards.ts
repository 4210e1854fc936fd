import type { Guard } from '../orders/core/apply-action.ts';

/** Refuses people who may not take the order. The reasons a person sees come from the same check. */
export const technicianEligible: Guard = (tx, { input }) => {
  const staffId = input.params?.staffId;
  if (typeof staffId !== 'string')
    return typeof input.params?.subShopId === 'string' ? true : { reason: 'nobody' };
  const staff = tx.get<{ left_day: string | null }>('SELECT left_day FROM staff WHERE id = ?', staffId);
  if (staff === undefined || staff.left_day !== null) return { reason: 'left' };
  return true;
};

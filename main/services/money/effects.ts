import type { Effect } from '../orders/core/apply-action.ts';

/** Owned by the money room; see compute.ts and post.ts. */
export const computeFees: Effect = () => undefined;
export const postFees: Effect = () => undefined;
export const freezeFees: Effect = () => undefined;
export const unfreezeFees: Effect = () => undefined;
export const reverseFees: Effect = () => undefined;
export const emptyTripFee: Effect = () => undefined;

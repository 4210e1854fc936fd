/** Goods that did not come as announced: short, another thing, broken, or more than asked for. */
export const claimKinds = ['short', 'wrong', 'broken', 'surplus'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** `expired`: nobody told the sender within its window. */
export const claimStates = ['open', 'reported', 'settled', 'refused', 'expired', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];

export const claimOutcomes = ['sent_later', 'credited', 'sent_back', 'kept', 'written_off'] as const;
export type ClaimOutcome = (typeof claimOutcomes)[number];

/** Goods that did not come as announced: short, another thing, broken, or more than asked for. */
export const claimKinds = ['short', 'wrong', 'broken', 'surplus'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** `expired`: nobody told the sender within its window. */
export const claimStates = ['open', 'reported', 'settled', 'refused', 'expired', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];

export const claimOutcomes = ['sent_later', 'credited', 'sent_back', 'kept', 'written_off'] as const;
export type ClaimOutcome = (typeof claimOutcomes)[number];

/** Still somebody's work: to be told, answered, or decided on. */
export const openClaims: readonly ClaimState[] = ['open', 'reported', 'refused', 'expired'];

export const claimSteps = ['reported', 'settled', 'refused', 'expired', 'withdrawn'] as const;
export type ClaimStep = (typeof claimSteps)[number];

const fits: Record<ClaimState, readonly ClaimStep[]> = {
  open: ['reported', 'settled', 'expired', 'withdrawn'],
  reported: ['settled', 'refused', 'withdrawn'],
  refused: ['settled'],
  expired: ['settled'],
  settled: [],
  withdrawn: [],
};

/**
 * What may happen to a claim next. Only a shortage can be withdrawn (it was found after all): goods that are here in
 * another way end by an outcome. It expires only when its window is over.
 */
export const claimStepsOf = (claim: { kind: ClaimKind; state: ClaimState; over: boolean }): ClaimStep[] =>
  fits[claim.state].filter(
    (step) => (step !== 'withdrawn' || claim.kind === 'short') && (step !== 'expired' || claim.over),
  );

const outcomes: Record<ClaimKind, readonly ClaimOutcome[]> = {
  short: ['sent_later', 'credited', 'written_off'],
  wrong: ['sent_back', 'kept', 'written_off'],
  broken: ['sent_back', 'credited', 'kept', 'written_off'],
  surplus: ['sent_back', 'kept'],
};
/** What needs nobody's yes but ours. */
const alone: readonly ClaimOutcome[] = ['kept', 'written_off'];

/** How a claim may end; one the sender refused, or was never told of, only as we can end it alone. */
export const claimOutcomesOf = (claim: { kind: ClaimKind; state: ClaimState }): ClaimOutcome[] =>
  outcomes[claim.kind].filter(
    (outcome) => alone.includes(outcome) || (claim.state !== 'refused' && claim.state !== 'expired'),
  );

/** End of the window in UTC ms; null where the sender gives none. */
export const claimDueAt = (receivedAt: number, claimHours: number | null): number | null =>
  claimHours === null ? null : receivedAt + claimHours * 3_600_000;

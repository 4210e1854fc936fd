/** How loudly an order calls: urgency, rank, complaint, rework and urges, in one number for sorting and as marks. */

export const customerRanks = ['normal', 'vip', 'key_account'] as const;
export type CustomerRank = (typeof customerRanks)[number];

export interface UrgencyFacts {
  urgent: boolean;
  rank: CustomerRank;
  complaint: boolean;
  rework: boolean;
  /** Urges by upstream or user not yet answered, and all of them. */
  openUrges: number;
  urges: number;
}

export type UrgencyMark = 'urgent' | 'complaint' | 'rework' | 'vip' | 'key_account' | 'urged';

/** Marks that stay visible in every list, loudest first. */
export function urgencyMarks(facts: UrgencyFacts): UrgencyMark[] {
  const marks: UrgencyMark[] = [];
  if (facts.urgent) marks.push('urgent');
  if (facts.complaint) marks.push('complaint');
  if (facts.rework) marks.push('rework');
  if (facts.rank !== 'normal') marks.push(facts.rank);
  if (facts.urges > 0) marks.push('urged');
  return marks;
}

/** 0–99; larger first. An unanswered urge weighs more than a rank: someone is waiting for words. */
export function urgencyScore(facts: UrgencyFacts): number {
  const score =
    (facts.urgent ? 40 : 0) +
    (facts.complaint ? 25 : 0) +
    (facts.rework ? 10 : 0) +
    (facts.rank === 'key_account' ? 8 : facts.rank === 'vip' ? 5 : 0) +
    Math.min(facts.openUrges, 3) * 5 +
    Math.min(facts.urges, 2);
  return Math.min(score, 99);
}

/** Places every kind has for itself before the rest goes by rank. */
const kept = 3;

/**
 * The first `limit` of a ranked list, but the best three of each kind are among them: two hundred slips that begin with
 * the same digits must not hide the one person whose code they are. The order stays. Pure.
 */
export function pickFair<T extends { kind: string }>(ranked: readonly T[], limit: number): T[] {
  if (ranked.length <= limit) return [...ranked];
  const taken = new Set<number>();
  const counts = new Map<string, number>();
  for (const [at, { kind }] of ranked.entries()) {
    const count = counts.get(kind) ?? 0;
    if (count < kept && taken.size < limit) taken.add(at);
    counts.set(kind, count + 1);
  }
  for (let at = 0; at < ranked.length && taken.size < limit; at += 1) taken.add(at);
  return [...taken].sort((left, right) => left - right).map((at) => ranked[at] as T);
}

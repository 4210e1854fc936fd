/** What a delivery is counted against: a parcel with its requests, one request, or a paper of ours that is on its way. */
export const deliveryKinds = ['parcel', 'request', 'document'] as const;

/** What was counted of one part when a delivery was unpacked. Quantities in thousandths of the base unit. */
export interface CountedLine {
  partId: string;
  goodMilli: number;
  brokenMilli: number;
  /** It came in place of this part. */
  insteadOf: string | null;
}

export interface SheetOutcome {
  /** Good and awaited: stock. */
  received: Map<string, number>;
  broken: Map<string, number>;
  /** Good and nobody's: more than was awaited, or not awaited at all. */
  surplus: Map<string, number>;
  /** What came instead of something else. */
  wrong: { partId: string; insteadOf: string; quantityMilli: number }[];
  /** Awaited and neither here nor replaced by something else. */
  short: Map<string, number>;
}

const add = (to: Map<string, number>, partId: string, milli: number): void => {
  if (milli > 0) to.set(partId, (to.get(partId) ?? 0) + milli);
};

/**
 * Sets what was counted against what was awaited. Each counted piece is in one place of the outcome, and each awaited
 * piece is received, broken, replaced or short. Nothing awaited (`null`): all good ones are received.
 */
export function compareSheet(
  awaited: ReadonlyMap<string, number> | null,
  counted: readonly CountedLine[],
): SheetOutcome {
  const out: SheetOutcome = {
    received: new Map(),
    broken: new Map(),
    surplus: new Map(),
    wrong: [],
    short: new Map(),
  };
  const open = new Map(awaited ?? []);
  const take = (partId: string, milli: number): number => {
    const taken = Math.min(open.get(partId) ?? 0, milli);
    if (taken > 0) open.set(partId, (open.get(partId) ?? 0) - taken);
    return taken;
  };
  for (const line of counted) {
    if (line.insteadOf !== null) continue;
    const fits = awaited === null ? line.goodMilli : take(line.partId, line.goodMilli);
    add(out.received, line.partId, fits);
    add(out.surplus, line.partId, line.goodMilli - fits);
  }
  for (const line of counted) {
    add(out.broken, line.partId, line.brokenMilli);
    if (line.insteadOf === null) {
      take(line.partId, line.brokenMilli);
      continue;
    }
    take(line.insteadOf, line.goodMilli + line.brokenMilli);
    if (line.goodMilli > 0)
      out.wrong.push({ partId: line.partId, insteadOf: line.insteadOf, quantityMilli: line.goodMilli });
  }
  for (const [partId, milli] of open) add(out.short, partId, milli);
  return out;
}

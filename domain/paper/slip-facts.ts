/**
 * What a work slip leads a person by. When one of these changes, the slip in his hand is wrong and is void; a mark of
 * urgency or a code filled in at the door leaves it as good as it was.
 */
export interface SlipWords {
  door: {
    name: string;
    phones: readonly (string | null)[];
    address: string;
    floor: number | null;
  };
  time: { startAt: number | null; endAt: number | null };
  work: {
    title: string;
    serviceType: string;
    warranty: string | null;
    symptom: string;
    wish: string;
    machines: readonly { brand: string | null; model: string; product: string; quantity: number }[];
  };
}

/** In the order in which a change is named when several came at once. */
export const slipGroups = ['door', 'time', 'work'] as const;
export type SlipGroup = (typeof slipGroups)[number];

/** What stands in `slip.void_reason` for each. */
export const slipVoidReasons: Record<SlipGroup, string> = {
  door: 'door_changed',
  time: 'time_changed',
  work: 'work_changed',
};

/** One mark per group; `hash` keeps a user's words out of the record. */
export function slipMarks(facts: SlipWords, hash: (text: string) => string): string {
  return slipGroups.map((group) => `${group}:${hash(JSON.stringify(facts[group]))}`).join(' ');
}

/** The first group whose mark differs; null when none does, or when nothing was recorded to compare with. */
export function changedGroup(recorded: string | null, now: string): SlipGroup | null {
  if (recorded === null) return null;
  const before = recorded.split(' ');
  return slipGroups.find((_, at) => before[at] !== now.split(' ')[at]) ?? null;
}

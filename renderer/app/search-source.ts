/** What the palette finds besides commands. Filled by the area «search» once its channel exists. */
export interface Hit {
  id: string;
  label: string;
  note?: string;
  path: string;
}

export interface HitGroup {
  /** Word: common `palette.group.<kind>`. */
  kind: 'order' | 'customer' | 'part' | 'staff';
  hits: readonly Hit[];
}

const none: readonly HitGroup[] = [];

export function useEverythingSearch(_text: string): { groups: readonly HitGroup[]; busy: boolean } {
  return { groups: none, busy: false };
}

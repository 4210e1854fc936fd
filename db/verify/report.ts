export type LawName = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6' | 'L7' | 'L8';

export interface LawReport {
  ok: boolean;
  /** Codes and numbers, for machines and people: what was counted, or the first broken row. */
  detail: string;
  checked: number;
}

export type StoreReport = Record<'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6', LawReport>;

/** A law holds over `checked` rows, unless a finder names its first broken row. */
export function judge(checked: number, finders: readonly (() => string | null)[]): LawReport {
  for (const find of finders) {
    const broken = find();
    if (broken !== null) return { ok: false, detail: broken, checked };
  }
  return { ok: true, detail: `${checked} rows`, checked };
}

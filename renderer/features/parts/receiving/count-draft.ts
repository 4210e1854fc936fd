import { compareSheet, type SheetOutcome } from '../../../../domain/stock/receive-sheet.ts';
import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';
import { useDraft } from '../../../lib/drafts.ts';

export type Delivery = OutputOf<'parts.delivery'>;
export type Awaited = Delivery['lines'][number];
/** What the sheet has to know of a part, awaited or not. */
export type SheetPart = Omit<Awaited, 'awaitedMilli' | 'orders'>;

export interface Counted {
  goodMilli: number;
  brokenMilli: number;
  insteadOf: string | null;
  serials: string;
  brokenSerials: string;
  lot: string;
  expiresDay: string | null;
  bin: string;
  costFen: number | null;
  note: string;
}

export interface CountDraft {
  counted: Readonly<Record<string, Counted>>;
  /** Parts nobody announced, in the order they were met. */
  extra: readonly SheetPart[];
  parcelNumber: string;
  coming: boolean;
}

const emptyDraft: CountDraft = { counted: {}, extra: [], parcelNumber: '', coming: false };
const emptyCount: Counted = {
  goodMilli: 0,
  brokenMilli: 0,
  insteadOf: null,
  serials: '',
  brokenSerials: '',
  lot: '',
  expiresDay: null,
  bin: '',
  costFen: null,
  note: '',
};

/** Counting is an hour's work: it is kept by name, whatever page is looked at meanwhile. */
export const useCountDraft = (id: string) => useDraft<CountDraft>(`receive:${id}`, emptyDraft);

export const countOf = (draft: CountDraft, partId: string): Counted => draft.counted[partId] ?? emptyCount;

export const withCount = (draft: CountDraft, partId: string, change: Partial<Counted>): CountDraft => ({
  ...draft,
  counted: { ...draft.counted, [partId]: { ...countOf(draft, partId), ...change } },
});

export const withPart = (draft: CountDraft, part: SheetPart): CountDraft =>
  draft.extra.some((one) => one.partId === part.partId) ? draft : { ...draft, extra: [...draft.extra, part] };

export function withoutPart(draft: CountDraft, partId: string): CountDraft {
  const { [partId]: _gone, ...counted } = draft.counted;
  return { ...draft, counted, extra: draft.extra.filter((one) => one.partId !== partId) };
}

/** Serials stand one a line; blanks between them part them too. */
export const serialsIn = (text: string): string[] => text.split(/\s+/).filter((one) => one !== '');

/** What was counted of parts kept by serial is their serials. */
export function figures(part: SheetPart, count: Counted): { goodMilli: number; brokenMilli: number } {
  return part.tracking === 'serial'
    ? {
        goodMilli: serialsIn(count.serials).length * 1000,
        brokenMilli: serialsIn(count.brokenSerials).length * 1000,
      }
    : count;
}

type SheetInput = InputOf<'parts.receiveSheet'>;

/** The counted lines as they are sent; nothing counted of a part: no line. */
export function linesOf(parts: readonly SheetPart[], draft: CountDraft): SheetInput['lines'] {
  return parts.flatMap((part) => {
    const count = countOf(draft, part.partId);
    const { goodMilli, brokenMilli } = figures(part, count);
    if (goodMilli === 0 && brokenMilli === 0) return [];
    return [
      {
        partId: part.partId,
        goodMilli,
        brokenMilli,
        insteadOf: count.insteadOf,
        serials: part.tracking === 'serial' ? serialsIn(count.serials) : [],
        brokenSerials: part.tracking === 'serial' ? serialsIn(count.brokenSerials) : [],
        lot: count.lot.trim(),
        expiresDay: count.expiresDay,
        bin: count.bin.trim() === '' ? null : count.bin.trim(),
        unitCostFen: part.ownerKind === 'own' ? count.costFen : null,
        note: count.note.trim(),
      },
    ];
  });
}

/** What receiving would make of it, before it is done. */
export function preview(
  awaited: readonly Awaited[] | null,
  parts: readonly SheetPart[],
  draft: CountDraft,
): SheetOutcome {
  return compareSheet(
    awaited === null ? null : new Map(awaited.map((line) => [line.partId, line.awaitedMilli])),
    linesOf(parts, draft).map((line) => ({
      partId: line.partId,
      goodMilli: line.goodMilli,
      brokenMilli: line.brokenMilli ?? 0,
      insteadOf: line.insteadOf ?? null,
    })),
  );
}

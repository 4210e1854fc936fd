/**
 * The creation-time windows of the work-card list, as pure steps over a small cursor.
 *
 * What breaks without these rules: a clock here that jumps ahead would move the cursor past cards that do not
 * exist yet (they would never be asked for); a card that appears while its window is being paged shifts the
 * pages and hides another; a window that ends "now" misses cards still on their way through the platform.
 * So: the end never passes the platform's own time minus a settling time, windows overlap, and a window whose
 * total changed while paging starts over.
 */
import type { JsonCursor } from '../adapter.ts';
import type { TmallSettings } from './settings.ts';

export interface WindowCursor {
  /** Every card created before this (UTC ms, platform clock) has been offered. */
  doneMs: number;
  /** The window being paged; null between windows. */
  open: { fromMs: number; toMs: number; page: number; total: number; restarts: number } | null;
}

export interface WindowAnswer {
  total: number | null;
  pages: number | null;
  itemCount: number;
  /** The platform's clock at the answer, UTC ms. */
  platformMs: number;
  /** False when `platformMs` is only our own clock (no Date header). */
  dateKnown: boolean;
}

type Rules = Pick<
  TmallSettings,
  'windowMinutes' | 'overlapMinutes' | 'settleSeconds' | 'lookbackHours' | 'pageSize'
>;

const maxRestarts = 5;
/** Without a Date header our own clock counts, which TOP lets differ by ten minutes. */
const blindSettleMs = 11 * 60_000;
/** A wrong Date header may not send us back for years. */
const maxStepBackMs = 24 * 3_600_000;
/** Closer to the platform's time than this is caught up; the next round takes the rest. */
const caughtUpMs = 60_000;

export function readWindowCursor(cursor: JsonCursor, platformMs: number, rules: Rules): WindowCursor {
  const number = (name: string): number | null => {
    const value = cursor?.[name];
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
  };
  const doneMs = number('doneMs') ?? platformMs - rules.lookbackHours * 3_600_000;
  const fromMs = number('fromMs');
  const toMs = number('toMs');
  const page = number('page');
  if (fromMs === null || toMs === null || page === null) return { doneMs, open: null };
  return {
    doneMs,
    open: { fromMs, toMs, page, total: number('total') ?? -1, restarts: number('restarts') ?? 0 },
  };
}

export function writeWindowCursor(cursor: WindowCursor): JsonCursor {
  return cursor.open === null ? { doneMs: cursor.doneMs } : { doneMs: cursor.doneMs, ...cursor.open };
}

function settleMs(rules: Rules, dateKnown: boolean): number {
  return dateKnown ? rules.settleSeconds * 1000 : Math.max(blindSettleMs, rules.settleSeconds * 1000);
}

/**
 * The window to ask for. When the clock says nothing new can exist (it may have jumped back), the overlap is
 * asked again: the answer's Date header then tells the truth. Whole seconds, as TOP takes no finer time.
 */
export function openWindow(
  cursor: WindowCursor,
  platformMs: number,
  dateKnown: boolean,
  rules: Rules,
): NonNullable<WindowCursor['open']> {
  if (cursor.open !== null) return cursor.open;
  const fromMs = Math.floor((cursor.doneMs - rules.overlapMinutes * 60_000) / 1000) * 1000;
  const newest = platformMs - settleMs(rules, dateKnown);
  const longest = fromMs + rules.windowMinutes * 60_000;
  const toMs = Math.floor(Math.min(longest, Math.max(newest, cursor.doneMs, fromMs + 1000)) / 1000) * 1000;
  return { fromMs, toMs, page: 1, total: -1, restarts: 0 };
}

function isLastPage(window: NonNullable<WindowCursor['open']>, answer: WindowAnswer, rules: Rules): boolean {
  if (answer.pages !== null) return window.page >= answer.pages;
  if (answer.total !== null) return window.page * rules.pageSize >= answer.total;
  return answer.itemCount < rules.pageSize;
}

/** The cursor after one page, and whether there is more to fetch at once. */
export function advanceWindow(
  cursor: WindowCursor,
  window: NonNullable<WindowCursor['open']>,
  answer: WindowAnswer,
  rules: Rules,
): { next: WindowCursor; more: boolean } {
  const total = answer.total ?? -1;
  const moved = window.page > 1 && window.total !== -1 && total !== -1 && total !== window.total;
  if (moved && window.restarts < maxRestarts) {
    return {
      next: { ...cursor, open: { ...window, page: 1, total: -1, restarts: window.restarts + 1 } },
      more: true,
    };
  }
  if (!isLastPage(window, answer, rules)) {
    return { next: { ...cursor, open: { ...window, page: window.page + 1, total } }, more: true };
  }
  const newest = answer.platformMs - settleMs(rules, answer.dateKnown);
  const doneMs = Math.max(Math.min(window.toMs, newest), cursor.doneMs - maxStepBackMs);
  return { next: { doneMs, open: null }, more: newest - doneMs > caughtUpMs };
}

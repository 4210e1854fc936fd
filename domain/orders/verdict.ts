/**
 * What the upstream says about work we reported: an axis of its own beside our audit. Papers refused (退回重填) and
 * work to be done again (退回重办) have a deadline; missing it costs the whole fee.
 */
import type { OrderAction } from './life.ts';
import type { OrderState } from './states.ts';

export const verdictStatuses = ['none', 'pending', 'passed', 'returned_for_fix', 'refused'] as const;
export type VerdictStatus = (typeof verdictStatuses)[number];
export type FixKind = 'refill' | 'redo';

export interface Verdict {
  status: VerdictStatus;
  /** Only with `returned_for_fix`. */
  fix: FixKind | null;
  /** UTC ms; null when the upstream names none. */
  dueAt: number | null;
  /** Times it was returned. */
  returns: number;
}

const reported: ReadonlySet<string> = new Set<OrderState>(['finished', 'verified', 'audited']);

/** In these states the platform may say something about the work: it was told that it is done. */
export const isReported = (state: string): boolean => reported.has(state);

/** As an order keeps it: one word for where it stands and what is to be done. */
export type VerdictCode = 'pending' | 'passed' | FixKind | 'refused';
/** What a platform may answer to reported work. */
export const platformAnswers = ['passed', 'refill', 'redo', 'refused'] as const;
export type PlatformAnswer = (typeof platformAnswers)[number];

export function verdictStatusOf(code: VerdictCode | null): VerdictStatus {
  if (code === null) return 'none';
  return code === 'refill' || code === 'redo' ? 'returned_for_fix' : code;
}

/** The word for a verdict; null where none was ever given. */
export function verdictCodeOf(verdict: Verdict): VerdictCode | null {
  if (verdict.status === 'none') return null;
  return verdict.status === 'returned_for_fix' ? verdict.fix : verdict.status;
}

export const noVerdict: Verdict = { status: 'none', fix: null, dueAt: null, returns: 0 };

export type VerdictStep =
  | { kind: 'report' }
  | { kind: 'pass' }
  | { kind: 'return'; fix: FixKind; dueAt: number | null }
  | { kind: 'refuse' };

/** The verdict after a step. Upstreams repeat and change their mind, so every step is taken from any status. */
export function computeVerdict(now: Verdict, step: VerdictStep): Verdict {
  switch (step.kind) {
    case 'report':
      return { ...now, status: 'pending', fix: null, dueAt: null };
    case 'pass':
      return { ...now, status: 'passed', fix: null, dueAt: null };
    case 'return': {
      // the same return read twice (re-reading open cards) is one return
      const again = now.status === 'returned_for_fix' && now.fix === step.fix && now.dueAt === step.dueAt;
      return {
        status: 'returned_for_fix',
        fix: step.fix,
        dueAt: step.dueAt,
        returns: now.returns + (again ? 0 : 1),
      };
    }
    case 'refuse':
      return { ...now, status: 'refused', fix: null, dueAt: null };
  }
}

/** The edge a verdict asks for in a state, or null when only the queue changes. */
export function edgeForVerdict(verdict: Verdict, state: OrderState): OrderAction | null {
  if (verdict.status === 'returned_for_fix') {
    if (verdict.fix === 'redo' && ['finished', 'verified', 'audited'].includes(state)) return 'redo';
    if (verdict.fix === 'refill' && ['verified', 'audited'].includes(state)) return 'return_papers';
  }
  if (verdict.status === 'refused' && ['finished', 'verified', 'audited'].includes(state)) return 'dispute';
  return null;
}

/** May our audit pass it? Payers without a verdict stay at `none`. */
export function verdictAllowsAudit(verdict: Verdict, payerGivesVerdict: boolean): boolean {
  return verdict.status === 'passed' || (verdict.status === 'none' && !payerGivesVerdict);
}

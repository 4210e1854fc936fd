/**
 * The life of an old part with money on it: from the machine to the maker's yes, or to the one who pays for it.
 * used = returned + scrapped + held + lost, always.
 */
import { addDays, daysBetween } from '../time/business-day.ts';

export const oldPartStates = [
  'with_technician',
  'in_store',
  'boxed',
  'in_transit',
  'accepted',
  'refused',
  'appealed',
  'charged',
  'scrapped',
  'lost',
] as const;
export type OldPartState = (typeof oldPartStates)[number];

export const oldPartWords: Record<OldPartState, { zh: string; en: string }> = {
  with_technician: { zh: '师傅手上', en: 'With the technician' },
  in_store: { zh: '在旧件库', en: 'In the old-part store' },
  boxed: { zh: '已装箱', en: 'Boxed' },
  in_transit: { zh: '返厂途中', en: 'On its way' },
  accepted: { zh: '已验收', en: 'Accepted' },
  refused: { zh: '拒收', en: 'Refused' },
  appealed: { zh: '申诉中', en: 'Appealed' },
  charged: { zh: '已扣款', en: 'Charged' },
  scrapped: { zh: '就地报废', en: 'Scrapped with consent' },
  lost: { zh: '遗失', en: 'Lost' },
};

export const oldPartSteps: Record<OldPartState, readonly OldPartState[]> = {
  with_technician: ['in_store', 'charged', 'scrapped', 'lost'],
  in_store: ['boxed', 'charged', 'scrapped', 'lost'],
  boxed: ['in_store', 'in_transit'],
  in_transit: ['accepted', 'refused', 'lost'],
  accepted: [],
  // a refused part comes back and may go out again with a new label
  refused: ['in_store', 'appealed', 'charged'],
  appealed: ['accepted', 'charged', 'in_store'],
  charged: ['accepted', 'in_store'],
  scrapped: [],
  lost: ['charged', 'in_store'],
};

/** Still owed to the payer: stands in the list of money at risk. */
export const owedStates: readonly OldPartState[] = [
  'with_technician',
  'in_store',
  'boxed',
  'in_transit',
  'refused',
  'appealed',
];

export function canStep(from: OldPartState, to: OldPartState): boolean {
  return oldPartSteps[from].includes(to);
}

export interface OldPartDue {
  dueDay: string;
  /** Negative when late. */
  daysLeft: number;
  /** What is lost when it does not come back, or 0 when nothing is owed any more. */
  atRiskFen: number;
}

/** Last day of return and money at risk; `days` null = this payer wants no old parts. */
export function oldPartDue(
  part: { state: OldPartState; replacedDay: string; valueFen: number },
  days: number | null,
  today: string,
): OldPartDue | null {
  if (days === null) return null;
  const dueDay = addDays(part.replacedDay, days);
  return {
    dueDay,
    daysLeft: daysBetween(today, dueDay),
    atRiskFen: owedStates.includes(part.state) ? part.valueFen : 0,
  };
}

/** What the maker, or we, said of an old part; the last answer decides where it stands. */
export const oldPartAnswers = [
  'accepted',
  'refused',
  'appealed',
  'appeal_won',
  'appeal_lost',
  'charged',
  'passed_on',
] as const;
export type OldPartAnswer = (typeof oldPartAnswers)[number];

/** Who bears what an old part costs that did not come back or was refused. */
export const oldPartBearers = ['outlet', 'technician', 'payer', 'user'] as const;
export type OldPartBearer = (typeof oldPartBearers)[number];

/** State an answer leads to. */
export const answerStates: Record<OldPartAnswer, OldPartState> = {
  accepted: 'accepted',
  refused: 'refused',
  appealed: 'appealed',
  appeal_won: 'accepted',
  appeal_lost: 'charged',
  charged: 'charged',
  passed_on: 'charged',
};

/** Answers that may follow a state, in the order they are offered. */
export const answersAfter: Record<OldPartState, readonly OldPartAnswer[]> = {
  with_technician: ['charged'],
  in_store: ['charged'],
  boxed: [],
  in_transit: ['accepted', 'refused'],
  accepted: [],
  refused: ['appealed', 'charged'],
  appealed: ['appeal_won', 'appeal_lost'],
  charged: ['passed_on'],
  scrapped: [],
  lost: ['charged'],
};

/** Answers that name somebody who bears the money. */
export const costingAnswers: readonly OldPartAnswer[] = ['charged', 'appeal_lost', 'passed_on'];

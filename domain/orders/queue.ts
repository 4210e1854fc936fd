/**
 * Lists are named by what comes next, not by what happened. One order stands in exactly one queue.
 */
import type { AppointmentStatus } from './appointment.ts';
import type { HoldKey } from './hold.ts';
import { getHoldReason, holdKeys } from './hold.ts';
import type { OrderState } from './states.ts';
import type { VerdictStatus } from './verdict.ts';

export interface QueueFacts {
  state: OrderState;
  holdKey: HoldKey | null;
  appointment: AppointmentStatus;
  /** The visit under way: departed, arrived, or none. */
  visit: 'none' | 'departed' | 'arrived';
  verdict: VerdictStatus;
  /** Every fee line settled with every party. */
  settled: boolean;
}

export const queueNames = [
  'intake',
  'dispatch',
  'acceptance',
  'appointment',
  'visit',
  'on_the_way',
  'on_site',
  'slip_return',
  'papers',
  'audit',
  'settlement',
  'closing',
  'send_back',
  'interception',
  'dispute',
  'done',
  'cancelled',
  ...holdKeys.map((key) => `hold_${key}` as const),
] as const;

export type QueueName = (typeof queueNames)[number];

const over: ReadonlySet<string> = new Set<QueueName>(['audit', 'settlement', 'closing', 'done', 'cancelled']);

/** The work is done: only papers and money are left, or nothing. No deadline of it can be late. */
export const isOverQueue = (queue: string): boolean => over.has(queue);

const words: Record<string, { zh: string; en: string }> = {
  intake: { zh: '待受理', en: 'To take in' },
  dispatch: { zh: '待派单', en: 'To assign' },
  acceptance: { zh: '待接单', en: 'To be accepted' },
  appointment: { zh: '待预约', en: 'To book' },
  visit: { zh: '待上门', en: 'To visit' },
  on_the_way: { zh: '在路上', en: 'On the way' },
  on_site: { zh: '服务中', en: 'On site' },
  slip_return: { zh: '待回单', en: 'Slip to return' },
  papers: { zh: '待补资料', en: 'Papers to complete' },
  audit: { zh: '待审核', en: 'To audit' },
  settlement: { zh: '待结算', en: 'To settle' },
  closing: { zh: '待关单', en: 'To close' },
  send_back: { zh: '退单', en: 'Sent back' },
  interception: { zh: '撤单待确认', en: 'Cancelled upstream' },
  dispute: { zh: '申诉', en: 'In dispute' },
  done: { zh: '已关单', en: 'Closed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

export function queueWords(queue: QueueName): { zh: string; en: string } {
  const known = words[queue];
  if (known !== undefined) return known;
  const { zh, en } = getHoldReason(queue.slice('hold_'.length) as HoldKey);
  return { zh, en };
}

/** The queue an order stands in. */
export function queueOf(facts: QueueFacts): QueueName {
  switch (facts.state) {
    case 'received':
    case 'in_review':
      return 'intake';
    case 'ready':
      return 'dispatch';
    case 'dispatched':
      return 'acceptance';
    case 'accepted':
      if (facts.visit === 'arrived') return 'on_site';
      if (facts.visit === 'departed') return 'on_the_way';
      return facts.appointment === 'agreed' ? 'visit' : 'appointment';
    case 'finished':
      return facts.verdict === 'returned_for_fix' ? 'papers' : 'slip_return';
    case 'verified':
      return facts.verdict === 'returned_for_fix' ? 'papers' : 'audit';
    case 'audited':
      if (facts.verdict === 'returned_for_fix') return 'papers';
      return facts.settled ? 'closing' : 'settlement';
    case 'closed':
      return 'done';
    case 'on_hold':
      return facts.holdKey === null ? 'hold_user_later' : `hold_${facts.holdKey}`;
    case 'sent_back':
      return 'send_back';
    case 'intercepted':
      return 'interception';
    case 'cancelled':
      return 'cancelled';
    case 'disputed':
      return 'dispute';
  }
}

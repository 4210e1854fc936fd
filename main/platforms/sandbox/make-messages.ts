import { createChance, seedOf } from './random.ts';
import type { SandboxOrder } from './shapes.ts';

export interface PlannedMessage {
  /** When the platform writes, UTC ms. */
  at: number;
  kind: 'urge' | 'note' | 'complaint';
  text: string;
  /** From then on how long an answer may take, ms; null when none is wanted. */
  answerMs: number | null;
}

const hour = 3_600_000;
const words = {
  urge: ['用户催上门,请尽快联系', '用户问今天能不能到', '用户再次来电催办'],
  note: ['用户补充:楼下门禁请提前打电话', '用户要求上门前半小时通知', '请带鞋套'],
  complaint: ['用户投诉没有按约上门', '用户投诉电话一直打不通'],
} as const;
const answerMs = { urge: 2 * hour, note: null, complaint: 4 * hour } as const;

/** What a platform writes about one order: nine of a hundred are urged, some get a note, one is complained about. */
export function makeMessages(order: SandboxOrder): PlannedMessage[] {
  const chance = createChance(seedOf('messages', order.id));
  const planned: PlannedMessage[] = [];
  const say = (kind: keyof typeof words, share: number, fromHours: number, toHours: number) => {
    if (!chance.hit(share)) return;
    const at = order.createdAt + Math.round((fromHours + chance.next() * (toHours - fromHours)) * hour);
    planned.push({ at, kind, text: chance.pick(words[kind]), answerMs: answerMs[kind] });
  };
  say('urge', 0.09, 1, 26);
  say('note', 0.06, 0.2, 8);
  say('complaint', 0.01, 6, 48);
  return planned;
}

import { jsonAnswer } from '../sandbox/wire.ts';
import type { WireAnswer } from '../sandbox/wire.ts';
import type { SandboxMessage, SandboxWorld } from '../sandbox/world.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function messageJson(message: SandboxMessage): Record<string, unknown> {
  return {
    id: message.id,
    orderId: message.orderId,
    kind: message.kind,
    text: message.text,
    at: iso(message.at),
    answerDueAt: iso(message.answerDueAt),
  };
}

/** A page of what the platform wrote, oldest first; null when the cursor is not one of ours. */
export function listMessages(world: SandboxWorld, cursor: string | null, limit: number): WireAnswer | null {
  if (cursor !== null && !/^m\d{1,12}$/.test(cursor)) return null;
  const from = cursor === null ? 0 : Number(cursor.slice(1));
  const page = world.messages.slice(from, from + limit);
  const reached = from + page.length;
  return jsonAnswer(200, {
    items: page.map(messageJson),
    nextCursor: `m${reached}`,
    more: reached < world.messages.length,
  });
}

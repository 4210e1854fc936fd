import { Fault } from '../../../domain/kernel/fault.ts';
import type { PlatformMessage } from '../adapter.ts';
import { hostOf } from '../faults.ts';
import { FieldReader, Unusable } from '../fields.ts';
import { fieldOf, isReadObject, listOf, readJson, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { readOwn } from './client.ts';
import type { OwnContext } from './client.ts';

const path = '/v1/messages';
const kinds = ['urge', 'note', 'ticket', 'complaint'] as const;
/** Characters of one message; longer ones are cut. */
const textLimit = 500;

export interface MessagePage {
  messages: PlatformMessage[];
  /** The platform's own text; null where it has no messages at all. */
  position: string | null;
  more: boolean;
}

/** One message, or null when it does not even say which order it is about: nobody could answer it. */
function messageOf(row: ReadObject, ctx: OwnContext): PlatformMessage | null {
  const fields = new FieldReader(ctx.settings.timeUnit);
  try {
    const messageId = fields.id(row, 'id');
    const upstreamId = fields.id(row, 'orderId');
    if (messageId === null || upstreamId === null) return null;
    const kind = fields.text(row, 'kind');
    return {
      messageId,
      upstreamId,
      kind: kinds.find((one) => one === kind) ?? 'note',
      text: fields.text(row, 'text', textLimit),
      at: fields.softTime(row, 'at') ?? ctx.env.now(),
      answerDueAt: fields.softTime(row, 'answerDueAt'),
    };
  } catch (error) {
    if (error instanceof Unusable) return null;
    throw error;
  }
}

function objectIn(text: string): ReadObject | null {
  try {
    const value = readJson(text);
    return isReadObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * What the platform wrote since `position`, oldest first. A platform of an older version has no such route: it is asked
 * no more while the connection stays open. Throws the faults of any read.
 */
export async function pullOwnMessages(position: string | null, ctx: OwnContext): Promise<MessagePage> {
  const none: MessagePage = { messages: [], position, more: false };
  if (ctx.memory.hasNoMessages === true) return none;
  const query: Record<string, string> = { limit: String(ctx.settings.pageSize) };
  if (position !== null) query['cursor'] = position;
  const answer = await readOwn(ctx, { method: 'GET', path, query }, ['route_unknown']);
  if (answer.errorCode === 'route_unknown') {
    ctx.memory.hasNoMessages = true;
    return none;
  }
  const host = hostOf(ctx.settings.baseAddress);
  const unreadable = (problem: string) =>
    new Fault('platform_answer_unreadable', { host, place: path, problem });
  const object = objectIn(answer.text);
  if (object === null) throw unreadable('cut off');
  const next = scalarText(fieldOf(object, 'nextCursor'));
  const more = fieldOf(object, 'more') === true;
  if (next === null || (more && next === position)) throw unreadable('no cursor');
  const messages = listOf(object, 'items')
    .filter(isReadObject)
    .map((row) => messageOf(row, ctx))
    .filter((one) => one !== null);
  return { messages, position: next, more };
}

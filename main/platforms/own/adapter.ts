import { Fault } from '../../../domain/kernel/fault.ts';
import type {
  ConnectionProbe,
  JsonCursor,
  PlatformDefinition,
  PulledPage,
  RereadResult,
  StatementPage,
  StatementWindow,
} from '../adapter.ts';
import { hostOf, skewNotices } from '../faults.ts';
import { fieldOf, isReadObject, readJson, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { sliceItems } from '../json/slice-items.ts';
import { rawItems } from '../raw-items.ts';
import { formatIso } from '../times.ts';
import { ownToCanonical } from './canonical.ts';
import { jsonBody, readOwn } from './client.ts';
import type { OwnAnswer, OwnContext } from './client.ts';
import { pullOwnMessages } from './messages.ts';
import { ownFields, ownSettings } from './settings.ts';
import type { OwnSettings } from './settings.ts';
import { readOwnStatement } from './statement.ts';
import { readBackOwn, sendOwnStep } from './steps.ts';

const lookupLimit = 50;

interface Listing {
  envelope: ReadObject;
  items: string[];
}

/** Cuts `items` out of an answer; a half answer is a fault, so its cursor is never taken. */
function listingOf(ctx: OwnContext, answer: OwnAnswer, place: string): Listing {
  const host = hostOf(ctx.settings.baseAddress);
  const sliced = sliceItems(answer.text, (path) => path.length === 1 && path[0] === 'items');
  if (sliced === null) throw new Fault('platform_answer_unreadable', { host, place, problem: 'cut off' });
  try {
    const envelope = readJson(sliced.envelope);
    if (isReadObject(envelope) && Array.isArray(fieldOf(envelope, 'items')))
      return { envelope, items: sliced.items };
  } catch {
    // Told below.
  }
  throw new Fault('platform_answer_unreadable', { host, place, problem: 'no items' });
}

function unreadable(ctx: OwnContext, place: string, problem: string): Fault {
  return new Fault('platform_answer_unreadable', { host: hostOf(ctx.settings.baseAddress), place, problem });
}

async function pullPage(cursor: JsonCursor, ctx: OwnContext): Promise<PulledPage> {
  const position = cursor === null ? null : scalarText(cursor['position']);
  const query: Record<string, string> = { limit: String(ctx.settings.pageSize) };
  if (position !== null) query['cursor'] = position;
  const answer = await readOwn(ctx, { method: 'GET', path: '/v1/orders', query });
  const { envelope, items } = listingOf(ctx, answer, '/v1/orders');
  const next = scalarText(fieldOf(envelope, 'nextCursor'));
  const more = fieldOf(envelope, 'more');
  if (next === null || typeof more !== 'boolean') throw unreadable(ctx, '/v1/orders', 'no cursor');
  // "More" with an unmoved cursor would be asked for ever.
  if (more && next === position) throw unreadable(ctx, '/v1/orders', 'cursor stands still');
  const total = fieldOf(envelope, 'total');
  const heard = cursor === null ? null : scalarText(cursor['messages'] ?? null);
  // Orders first: what is written about an order then finds it here.
  const written = more ? null : await pullOwnMessages(heard, ctx);
  const said = written === null ? heard : written.position;
  return {
    items: rawItems(items, 'id', ctx.env.now()),
    ...(written === null ? {} : { messages: written.messages }),
    nextCursor: { position: next, ...(said === null ? {} : { messages: said }) },
    more: more || written?.more === true,
    ...(typeof total === 'number' ? { total } : {}),
    platformAt: answer.platformAt,
    notices: skewNotices(ctx.memory.skewMs),
  };
}

async function reread(upstreamIds: readonly string[], ctx: OwnContext): Promise<RereadResult> {
  const result: RereadResult = { items: [], missing: [], left: [], notices: [] };
  for (let at = 0; at < upstreamIds.length; at += lookupLimit) {
    const ids = upstreamIds.slice(at, at + lookupLimit);
    try {
      const answer = await readOwn(ctx, {
        method: 'POST',
        path: '/v1/orders/lookup',
        body: jsonBody({ ids }),
      });
      const { envelope, items } = listingOf(ctx, answer, '/v1/orders/lookup');
      result.items.push(...rawItems(items, 'id', ctx.env.now()));
      const missing = fieldOf(envelope, 'missing');
      if (Array.isArray(missing)) result.missing.push(...missing.map(scalarText).filter((id) => id !== null));
    } catch (error) {
      // What was read is kept; a fault on the very first call is the engine's to see.
      if (at === 0 || !(error instanceof Fault)) throw error;
      result.left.push(...upstreamIds.slice(at));
      result.notices.push({ code: error.code, params: error.params });
      break;
    }
  }
  return result;
}

async function testConnection(ctx: OwnContext): Promise<ConnectionProbe> {
  const answer = await readOwn(ctx, { method: 'GET', path: '/v1/ping' });
  return {
    platformAt: answer.platformAt,
    skewMs: ctx.memory.skewMs,
    notices: skewNotices(ctx.memory.skewMs),
  };
}

async function pullStatement(
  window: StatementWindow,
  cursor: JsonCursor,
  ctx: OwnContext,
): Promise<StatementPage> {
  const query: Record<string, string> = {
    from: formatIso(window.fromAt),
    to: formatIso(window.toAt),
    limit: String(ctx.settings.pageSize),
  };
  const position = cursor === null ? null : scalarText(cursor['position']);
  if (position !== null) query['cursor'] = position;
  const answer = await readOwn(ctx, { method: 'GET', path: '/v1/statements', query });
  const { envelope, items } = listingOf(ctx, answer, '/v1/statements');
  const next = scalarText(fieldOf(envelope, 'nextCursor'));
  const more = fieldOf(envelope, 'more') === true;
  if (more && (next === null || next === position)) throw unreadable(ctx, '/v1/statements', 'no cursor');
  const page = readOwnStatement(items, ctx.settings);
  return { ...page, nextCursor: next === null ? null : { position: next }, more };
}

/** The outlet's own protocol: a change feed by cursor, steps with idempotency keys, statements. */
export const ownPlatform: PlatformDefinition<OwnSettings> = {
  name: 'own',
  traits: {
    pullStyle: 'change_feed',
    rereadOpen: false,
    readBackFirst: false,
    statements: true,
    steps: [
      'accept',
      'assign',
      'reserve',
      'reserve_fail',
      'suspend',
      'sign_in',
      'verify',
      'complete',
      'refuse',
      'send_back',
      'papers',
      'urge_answer',
      'note',
    ],
  },
  settings: ownSettings,
  fields: ownFields,
  pullPage,
  reread,
  toCanonical: ownToCanonical,
  send: sendOwnStep,
  readBack: readBackOwn,
  testConnection,
  pullStatement,
};

import { Fault } from '../../../domain/kernel/fault.ts';
import type {
  ConnectionProbe,
  JsonCursor,
  PlatformDefinition,
  PulledPage,
  RereadResult,
} from '../adapter.ts';
import { skewNotices } from '../faults.ts';
import { fieldOf, objectOf, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { rawItems } from '../raw-items.ts';
import { tmallToCanonical } from './canonical.ts';
import { platformNow, readTop } from './client.ts';
import type { TmallContext } from './client.ts';
import { cardCall, windowCall } from './list-call.ts';
import { markTmallCard, onceShowed, readBackTmall } from './read-back.ts';
import { pullTmallStatement } from './settlement.ts';
import { tmallFields, tmallSettings } from './settings.ts';
import type { TmallSettings } from './settings.ts';
import { cardUnknown, sendTmallStep } from './steps.ts';
import { advanceWindow, openWindow, readWindowCursor, writeWindowCursor } from './windows.ts';

function countOf(data: ReadObject | null, name: string): number | null {
  const text = scalarText(fieldOf(data, name));
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

async function pullPage(cursor: JsonCursor, ctx: TmallContext): Promise<PulledPage> {
  const { settings, env, memory } = ctx;
  // The first exchange of a host tells the platform's clock; until then our own stands in, never ahead of it.
  const before = readWindowCursor(cursor, platformNow(ctx), settings);
  const window = openWindow(before, platformNow(ctx), memory.skewMs !== null, settings);
  const call = windowCall(settings, window.fromMs, window.toMs, window.page);
  const { result, items, platformAt } = await readTop(ctx, call);
  const data = objectOf(result, 'result_data');
  const total = countOf(data, 'total_count');
  // With the platform's clock known only now, a first cursor starts where the platform says it should.
  const base = cursor === null ? readWindowCursor(null, platformNow(ctx), settings) : before;
  const startWrong =
    cursor === null && Math.abs(base.doneMs - before.doneMs) > settings.overlapMinutes * 60_000;
  const { next, more } = startWrong
    ? { next: base, more: true }
    : advanceWindow(
        before,
        window,
        {
          total,
          pages: countOf(data, 'total_page_count'),
          itemCount: items.length,
          platformMs: platformNow(ctx),
          dateKnown: platformAt !== null,
        },
        settings,
      );
  return {
    items: rawItems(items, 'id', env.now()),
    nextCursor: writeWindowCursor(next),
    more,
    platformAt,
    notices: skewNotices(memory.skewMs),
  };
}

/**
 * No modified-time filter exists for providers: open cards are read one by one. Only "does not exist" counts as
 * missing, because the engine closes such orders; a card refused for any other reason is left for later and does
 * not keep the others from their turn.
 */
async function reread(upstreamIds: readonly string[], ctx: TmallContext): Promise<RereadResult> {
  const result: RereadResult = { items: [], missing: [], left: [], notices: [] };
  let first: Fault | null = null;
  for (const [at, id] of upstreamIds.entries()) {
    try {
      const { items } = await readTop(ctx, cardCall(ctx.settings, id));
      const own = rawItems(items, 'id', ctx.env.now()).filter((item) => item.upstreamId === id);
      if (items.length === 0) result.missing.push(id);
      else if (own.length === 0) result.left.push(id);
      result.items.push(...own);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'platform_rejected' && error.params['code'] === cardUnknown) {
        result.missing.push(id);
        continue;
      }
      first ??= error;
      if (result.notices.length === 0) result.notices.push({ code: error.code, params: error.params });
      // A refusal concerns the one card; everything else would hit the next one too.
      if (error.code === 'platform_rejected') {
        result.left.push(id);
        continue;
      }
      result.left.push(...upstreamIds.slice(at));
      break;
    }
  }
  if (first !== null && result.items.length === 0 && result.missing.length === 0) throw first;
  return result;
}

async function testConnection(ctx: TmallContext): Promise<ConnectionProbe> {
  const now = platformNow(ctx);
  const { platformAt } = await readTop(ctx, windowCall(ctx.settings, now - 60_000, now, 1));
  return { platformAt, skewMs: ctx.memory.skewMs, notices: skewNotices(ctx.memory.skewMs) };
}

/** Tmall service centre through TOP: creation windows, open cards read again, steps without keys. */
export const tmallPlatform: PlatformDefinition<TmallSettings> = {
  name: 'tmall',
  traits: {
    pullStyle: 'creation_window',
    rereadOpen: true,
    readBackFirst: true,
    statements: true,
    steps: ['assign', 'reserve', 'reserve_fail', 'suspend', 'sign_in', 'verify', 'complete'],
  },
  settings: tmallSettings,
  fields: tmallFields,
  pullPage,
  reread,
  toCanonical: tmallToCanonical,
  send: sendTmallStep,
  readBack: readBackTmall,
  markBefore: markTmallCard,
  shownBy: onceShowed,
  testConnection,
  pullStatement: pullTmallStatement,
};

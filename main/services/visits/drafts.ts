import type { Handlers, ServiceContext } from '../context.ts';

/**
 * Half-typed slips, in the host's memory and nowhere else: a reload of the window or another window of the same desk
 * finds them, a disk never does. Per outlet (its gate), person and slip; the oldest give way.
 */
const kept = new WeakMap<object, Map<string, string>>();
const most = 200;

const draftsOf = (ctx: ServiceContext): Map<string, string> => {
  let drafts = kept.get(ctx.host.sessions);
  if (drafts === undefined) {
    drafts = new Map();
    kept.set(ctx.host.sessions, drafts);
  }
  return drafts;
};

const keyOf = (ctx: ServiceContext, slipId: string) => `${ctx.session.staffId ?? ''} ${slipId}`;

export const draftHandlers = {
  'visits.keepDraft': (ctx, { slipId, text }) => {
    const drafts = draftsOf(ctx);
    const key = keyOf(ctx, slipId);
    drafts.delete(key);
    if (text !== '') drafts.set(key, text);
    for (const oldest of drafts.keys()) {
      if (drafts.size <= most) break;
      drafts.delete(oldest);
    }
    return { kept: text !== '' };
  },
  'visits.draft': (ctx, { slipId }) => ({ text: draftsOf(ctx).get(keyOf(ctx, slipId)) ?? null }),
} satisfies Handlers;

import { Fault } from '../../../domain/kernel/fault.ts';
import type { ReadBack, ReadMark, StepMessage } from '../adapter.ts';
import { fieldOf, isReadObject, objectOf, readJson, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { readTime } from '../times.ts';
import { platformNow, readTop } from './client.ts';
import type { TmallContext } from './client.ts';
import { cardCall } from './list-call.ts';
import type { TmallSettings } from './settings.ts';

function text(card: ReadObject | null, name: string): string {
  return scalarText(fieldOf(card, name)) ?? '';
}

function isSet(card: ReadObject, name: string): boolean {
  return typeof readTime(text(card, name)) === 'number';
}

function sameSecond(card: ReadObject, name: string, at: number | undefined): boolean {
  const found = readTime(text(card, name));
  return typeof found === 'number' && at !== undefined && Math.floor(found / 1000) === Math.floor(at / 1000);
}

function statusIn(card: ReadObject, settings: TmallSettings, wanted: readonly string[]): boolean {
  const raw = text(card, 'status_code');
  return Object.hasOwn(settings.statusMap, raw) && wanted.includes(settings.statusMap[raw] ?? '');
}

/**
 * A report that may recur in the same words (nobody answers, two days running) counts as ours only when the card
 * changed since; two minutes are allowed between the clocks.
 */
function changedSince(card: ReadObject, at: number): boolean {
  const changed = readTime(text(card, 'gmt_modify'));
  return typeof changed !== 'number' || changed >= at - 120_000;
}

/** The words of a card that a step told in the same words twice leaves a trace in. */
function markOf(card: ReadObject): ReadMark {
  return {
    status: text(card, 'status_code'),
    modified: text(card, 'gmt_modify'),
    failure: text(card, 'reserve_fail_desc'),
  };
}

/** True when the card is no longer what it was before the step was first sent; by time where nobody looked then. */
function movedOn(card: ReadObject, message: StepMessage): boolean {
  const { before } = message;
  if (before === undefined || before === null || before['modified'] === '')
    return changedSince(card, message.at);
  const now = markOf(card);
  return Object.keys(now).some((name) => now[name] !== before[name]);
}

/** Whether the card already shows what the message says. */
export function cardShows(card: ReadObject, message: StepMessage, settings: TmallSettings): ReadBack {
  const { payload } = message;
  const shown = (done: boolean): ReadBack => (done ? 'done' : 'not_done');
  switch (message.step) {
    case 'assign': {
      const provider = objectOf(card, 'service_provider');
      return shown(text(provider, 'worker_id') === (payload.worker?.accountId ?? ' '));
    }
    case 'reserve':
      return shown(
        sameSecond(card, 'gmt_reserve_start', payload.slotStartAt) &&
          sameSecond(card, 'gmt_reserve_end', payload.slotEndAt),
      );
    case 'reserve_fail':
      return shown(
        text(card, 'reserve_fail_desc') === (payload.reasonText ?? payload.reasonCode ?? ' ') &&
          movedOn(card, message),
      );
    case 'suspend':
      return shown(statusIn(card, settings, ['on_hold']) && movedOn(card, message));
    case 'sign_in':
      return shown(isSet(card, 'gmt_sign_in'));
    case 'verify':
      return shown(isSet(card, 'gmt_identify') || statusIn(card, settings, ['verified', 'settled']));
    case 'complete': {
      // The batch number moves on when a batch is completed.
      const sequence = scalarText(message.echo['sequence'] ?? null);
      const moved = sequence !== null && text(card, 'sequence') !== '' && text(card, 'sequence') !== sequence;
      return shown(moved || statusIn(card, settings, ['finished', 'verified', 'settled']));
    }
    default:
      return 'unknown';
  }
}

/**
 * When the message was written, by the platform's clock. A moment that has not come there yet was written before our
 * clock was put back: then it stands as it is, and counts as long ago where even so it lies ahead.
 */
function writtenAt(message: StepMessage, ctx: TmallContext): number {
  const now = platformNow(ctx);
  const there = message.at + (ctx.memory.skewMs ?? 0);
  if (there <= now) return there;
  return message.at <= now ? message.at : 0;
}

/**
 * The card as it stands: a page may repeat it as it was earlier, so the copy changed last counts. Copies changed at the
 * same moment that say different things cannot be told apart; then it has to be read again.
 */
export function latestCard(items: readonly string[], upstreamId: string): ReadObject | null | 'disagree' {
  let latest: { card: ReadObject; raw: string; at: number } | null = null;
  let agree = true;
  for (const raw of items) {
    const card = readJson(raw);
    if (!isReadObject(card) || text(card, 'id') !== upstreamId) continue;
    const changed = readTime(text(card, 'gmt_modify'));
    const at = typeof changed === 'number' ? changed : Number.NEGATIVE_INFINITY;
    if (latest === null || at > latest.at) {
      latest = { card, raw, at };
      agree = true;
    } else if (at === latest.at && raw !== latest.raw) agree = false;
  }
  return agree ? (latest?.card ?? null) : 'disagree';
}

/** Steps the platform takes again and again in the same words; all others show by themselves that they arrived. */
const recurring: readonly string[] = ['suspend', 'reserve_fail'];

/** The card before a recurring step is sent for the first time. Faults as every read. */
export async function markTmallCard(message: StepMessage, ctx: TmallContext): Promise<ReadMark | null> {
  if (!recurring.includes(message.step)) return null;
  const { items } = await readTop(ctx, cardCall(ctx.settings, message.upstreamId));
  const card = latestCard(items, message.upstreamId);
  if (card === 'disagree') throw new Fault('upstream_unconfirmed', { step: message.step });
  return card === null ? null : markOf(card);
}

/**
 * Whether a copy of the card, other than the one the mark was taken from and not older, shows the step. The platform may
 * count in whole seconds: a change right after the mark may bear the same time.
 */
export function onceShowed(rawText: string, message: StepMessage, settings: TmallSettings): boolean {
  const marked = readTime(message.before?.['modified'] ?? '');
  if (typeof marked !== 'number') return false;
  try {
    const card = readJson(rawText);
    if (!isReadObject(card) || text(card, 'id') !== message.upstreamId) return false;
    const changed = readTime(text(card, 'gmt_modify'));
    return typeof changed === 'number' && changed >= marked && cardShows(card, message, settings) === 'done';
  } catch {
    return false;
  }
}

/** Reads the card before a step is sent again. */
export async function readBackTmall(message: StepMessage, ctx: TmallContext): Promise<ReadBack> {
  try {
    const { items } = await readTop(ctx, cardCall(ctx.settings, message.upstreamId));
    if (items.some((item) => onceShowed(item, message, ctx.settings))) return 'done';
    const card = latestCard(items, message.upstreamId);
    if (card === 'disagree') return 'unknown';
    if (card !== null) return cardShows(card, { ...message, at: writtenAt(message, ctx) }, ctx.settings);
    // A card the platform does not have cannot show anything; sending will say that it is gone.
    return items.length === 0 ? 'not_done' : 'unknown';
  } catch {
    return 'unknown';
  }
}

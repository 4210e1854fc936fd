import type { Handlers } from '../context.ts';
import { listHealth } from './health.ts';
import { doneByHand, listMessages, retryMessage, withdrawMessage } from './messages.ts';
import { discard, getQuarantineItem, listCodes, listQuarantine, mapCode, replay } from './quarantine.ts';
import { getPlatform, pullSoon, savePlatform, setPaused, testPlatform } from './settings.ts';

/** Handlers of the area «platforms»: connections and their health, what waits, what could not be read. */
export const handlers: Handlers = {
  'platforms.list': (ctx) => listHealth(ctx),
  'platforms.get': (ctx, input) => getPlatform(ctx, input.id),
  'platforms.save': (ctx, input) => savePlatform(ctx, input),
  'platforms.test': (ctx, input) => testPlatform(ctx, input),
  'platforms.pause': (ctx, input) => setPaused(ctx, input, true),
  'platforms.resume': (ctx, input) => setPaused(ctx, input, false),
  'platforms.pullNow': (ctx, input) => pullSoon(ctx, input.id),
  'platforms.messages': (ctx, input) => listMessages(ctx, input),
  'platforms.deadLetters': (ctx, input) => listMessages(ctx, { ...input, state: 'dead' }),
  'platforms.retryMessage': (ctx, input) => retryMessage(ctx, input),
  'platforms.withdrawMessage': (ctx, input) => withdrawMessage(ctx, input),
  'platforms.doneByHand': (ctx, input) => doneByHand(ctx, input),
  'platforms.quarantine': (ctx, input) => listQuarantine(ctx, input),
  'platforms.quarantineItem': (ctx, input) => getQuarantineItem(ctx, input.id),
  'platforms.replay': (ctx, input) => replay(ctx, input.id),
  'platforms.discard': (ctx, input) => discard(ctx, input),
  'platforms.unknownCodes': (ctx, input) => listCodes(ctx, input.id),
  'platforms.mapCode': (ctx, input) => mapCode(ctx, input),
};

import { Fault } from '../../../domain/kernel/fault.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { getSetting } from '../masters.ts';
import { checkPin } from '../session/login.ts';
import { officialDays } from './holidays.ts';
import { getBackups } from './copies.ts';
import { coverageHandlers } from './coverage.ts';
import { recoveryGroups } from './recovery.ts';
import { needCopy, startRestore } from './restore.ts';
import { getHalt, getRestored, resumeSending } from './restored.ts';
import {
  getCalendarForm,
  getOutlet,
  listFeatures,
  putSetting,
  saveCalendar,
  saveOutlet,
  setFeature,
} from './settings.ts';
import { slotHandlers } from './slots.ts';
import { assertEmpty, startOwn } from './start-own.ts';
import { getState } from './state.ts';

/** Handlers of the area «outlet»: first run, the outlet's own data, copies, switches. */
export const handlers: Handlers = {
  ...slotHandlers,
  ...coverageHandlers,
  'outlet.state': (ctx) => getState(ctx),
  'outlet.startDemo': (ctx) => {
    assertEmpty(ctx);
    return ctx.host.startJob('outlet.demo', {}, ctx.session);
  },
  'outlet.startOwn': (ctx, input) => startOwn(ctx, input),
  'outlet.recoveryKey': async (ctx, input) => {
    const { staffId } = ctx.session;
    if (staffId === null) throw new Fault('login_needed');
    await checkPin(ctx, staffId, input.pin);
    const key = ctx.host.storeKey();
    // The answer of a command is kept for repeats; the key itself must not be among them.
    const { shownBefore } = runCommand(ctx, 'outlet.recoveryKey', (tx) => {
      const before = getSetting<number>(tx, 'outlet', 'recovery_shown', 0);
      putSetting(tx, 'outlet', 'recovery_shown', before + 1);
      tx.audit({ action: 'outlet.recovery_key', entity: 'outlet', entityId: staffId });
      return { shownBefore: before };
    });
    return { groups: recoveryGroups(key), shownBefore };
  },
  'outlet.get': (ctx) => getOutlet(ctx),
  'outlet.save': (ctx, input) => saveOutlet(ctx, input),
  'outlet.calendar': (ctx) => getCalendarForm(ctx),
  'outlet.saveCalendar': (ctx, input) => saveCalendar(ctx, input),
  'outlet.holidays': (_ctx, input) => ({ days: officialDays(input.year) }),
  'outlet.features': (ctx) => listFeatures(ctx),
  'outlet.setFeature': (ctx, input) => setFeature(ctx, input),
  'outlet.backups': (ctx) => getBackups(ctx),
  'outlet.backupNow': (ctx) => {
    const at = new Date(ctx.env.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    return ctx.host.startJob('outlet.backup', { name: `hand-${at}` }, ctx.session);
  },
  'outlet.inspectCopy': (ctx, input) => {
    needCopy(ctx, input.name);
    return ctx.host.startJob('outlet.inspect', { name: input.name }, ctx.session);
  },
  'outlet.restore': (ctx, input) => startRestore(ctx, input),
  'outlet.halt': (ctx) => getHalt(ctx),
  'outlet.restored': (ctx) => getRestored(ctx),
  'outlet.resumeSending': (ctx) => resumeSending(ctx),
  // The host itself answers these while the store is shut; here the outlet is open and there is nothing to rescue.
  'outlet.rescue': () => ({ code: null, params: {}, keyKnown: true, copies: [] }),
  'outlet.rescueKey': () => {
    throw new Fault('outlet_exists');
  },
  'outlet.rescueRestore': () => {
    throw new Fault('outlet_exists');
  },
  'outlet.checkStore': (ctx) => ctx.host.startJob('outlet.check', {}, ctx.session),
};

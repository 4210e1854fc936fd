import { Fault } from '../../../domain/kernel/fault.ts';
import type { ServiceContext } from '../context.ts';
import { verifyPin } from './pin.ts';

/** Wrong tries before the first pause; each further one doubles it, up to an hour. */
const freeTries = 5;
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;

interface PinRow {
  pinHash: string | null;
  pinTries: number;
  pinBlockedUntil: number | null;
  leftDay: string | null;
}

/** A hash nobody's PIN fits: a person without one costs as much time as a person with one. */
const nobodysHash = 'scrypt$00000000000000000000000000000000$00';

const checking = new Map<string, Promise<void>>();

/**
 * Checks a PIN and counts the tries in the store, so that a restart does not give new ones.
 * Faults: `pin_wrong` (tries left), `pin_blocked` (until when). One check per person at a time: parallel guesses
 * would each see the same count.
 */
export async function checkPin(ctx: ServiceContext, staffId: string, pin: string): Promise<void> {
  const before = checking.get(staffId) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => checkOnce(ctx, staffId, pin));
  checking.set(staffId, mine);
  try {
    await mine;
  } finally {
    if (checking.get(staffId) === mine) checking.delete(staffId);
  }
}

async function checkOnce(ctx: ServiceContext, staffId: string, pin: string): Promise<void> {
  const row = ctx.read
    .prepare(
      `SELECT pin_hash AS pinHash, pin_tries AS pinTries, pin_blocked_until AS pinBlockedUntil, left_day AS leftDay
         FROM staff WHERE id = ?`,
    )
    .get(staffId) as PinRow | undefined;
  const nowMs = ctx.env.now();
  const untilMs = row?.pinBlockedUntil ?? null;
  // A clock set back must not keep a person out for years: no pause is longer than the longest
  if (untilMs !== null && untilMs > nowMs && untilMs - nowMs <= longestPauseMs) {
    throw new Fault('pin_blocked', { untilMs });
  }
  const right = await verifyPin(row?.pinHash ?? nobodysHash, pin);
  if (row && right && row.leftDay === null) return clearTries(ctx, staffId, row.pinTries);
  if (!row) throw new Fault('pin_wrong', { left: freeTries - 1 });
  countTry(ctx, staffId, row.pinTries + 1, nowMs);
}

function clearTries(ctx: ServiceContext, staffId: string, tries: number): void {
  ctx.gate.run(
    { command: 'session.login', requestId: ctx.env.newId(), deskId: ctx.session.deskId, staffId },
    (tx) => {
      if (tries > 0) tx.update('staff', staffId, { pin_tries: 0, pin_blocked_until: null });
      tx.audit({ action: 'session.login', entity: 'staff', entityId: staffId });
    },
  );
}

function countTry(ctx: ServiceContext, staffId: string, tries: number, nowMs: number): never {
  const over = tries - freeTries;
  const untilMs = over < 0 ? null : nowMs + Math.min(longestPauseMs, firstPauseMs * 2 ** over);
  ctx.gate.run(
    { command: 'session.pin_wrong', requestId: ctx.env.newId(), deskId: ctx.session.deskId, staffId: null },
    (tx) => {
      tx.update('staff', staffId, { pin_tries: tries, pin_blocked_until: untilMs });
      tx.audit({ action: 'session.pin_wrong', entity: 'staff', entityId: staffId, params: { tries } });
    },
  );
  if (untilMs !== null) throw new Fault('pin_blocked', { untilMs });
  throw new Fault('pin_wrong', { left: freeTries - tries });
}

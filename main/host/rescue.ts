import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkCopy, listCopies, opens } from '../../db/backup.ts';
import { openDatabase } from '../../db/connection.ts';
import { readCopy } from '../../db/copy-contents.ts';
import { copyPath, findFailedRestore, wishRestore } from '../../db/restore-wish.ts';
import { storeFiles } from '../../db/store.ts';
import type { Env } from '../../domain/kernel/env.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';
import type { Answer } from '../../preload/contract/define.ts';
import { contract, type CheckedInputOf, type OutputOf } from '../../preload/contract/index.ts';
import { keyOfRecovery } from '../services/outlet/recovery.ts';
import { verifyPin } from '../services/session/pin.ts';
import type { ServiceContext } from '../services/context.ts';
import { defaultGrants } from './default-grants.ts';
import type { HostLog } from './log.ts';
import { maskText } from './mask-text.ts';
import { type AnyHandler, Router } from './router.ts';
import { SessionTable } from './sessions.ts';
import { staffSource } from './staff-source.ts';

/** Why an outlet does not open where a person can do something about it in a window. */
const rescuable: ReadonlySet<string> = new Set<FaultCode>([
  'store_key_missing',
  'store_key_wrong',
  'store_damaged',
  'log_damaged',
]);
export const isRescuable = (code: string): boolean => rescuable.has(code);

export interface RescueParts {
  dir: string;
  env: Env;
  log: HostLog;
  /** What the opening failed with. */
  code: string;
  params: FaultParams;
  /** The key that was tried; null when none was found. */
  key: string | null;
  /** Keeps a key that was proven, where this computer keeps it. */
  keepKey(hex: string): void;
  /** Opens the outlet and serves it; throws what it fails with. */
  open(key: string): Promise<void>;
}

/** Wrong PINs before the first pause, as at the login; counted in memory, the store being shut. */
const freeTries = 5;
const pauseMs = 60_000;

/**
 * Stands in for an outlet that cannot be opened: says why, takes the recovery key, restores a copy. Nobody can be
 * logged in; the key is its own proof, and a restore asks for a manager's code and PIN as they are in the copy.
 */
export class Rescue {
  readonly sessions: SessionTable;
  readonly #parts: RescueParts;
  readonly #router: Router;
  #code: string;
  #params: FaultParams;
  #key: string | null;
  #tries = 0;
  #blockedUntilMs = 0;

  constructor(parts: RescueParts) {
    this.#parts = parts;
    this.#key = parts.key;
    this.#code = parts.code;
    this.#params = parts.params;
    this.#settle(parts.code, parts.params);
    this.sessions = new SessionTable(parts.env, () => null);
    const handlers: Record<string, unknown> = {
      'outlet.rescue': () => this.#state(),
      'outlet.rescueKey': (_: unknown, input: CheckedInputOf<'outlet.rescueKey'>) =>
        this.#takeKey(input.typed),
      'outlet.rescueRestore': (_: unknown, input: CheckedInputOf<'outlet.rescueRestore'>) =>
        this.#restore(input),
    };
    this.#router = new Router({
      contract,
      handlers: handlers as Record<string, AnyHandler>,
      sessions: this.sessions,
      env: parts.env,
      log: parts.log,
      maskText,
      findAnswer: () => null,
      // These handlers have no store to work with
      context: () => null as unknown as ServiceContext,
      checkOutputs: true,
    });
  }

  get log(): HostLog {
    return this.#parts.log;
  }
  get code(): string {
    return this.#code;
  }
  get params(): FaultParams {
    return this.#params;
  }

  /** Answers the three channels of a rescue; everything else is refused with the reason the outlet is shut. */
  readonly call = (
    sender: string,
    channel: string,
    input: unknown,
    options: { requestId?: string | undefined } = {},
  ): Promise<Answer> =>
    String(channel).startsWith('outlet.rescue')
      ? this.#router.call(sender, channel, input, options)
      : Promise.resolve({ ok: false, error: { code: this.#code, params: this.#params } });

  /** A key that opens a copy but not the store says that the store is injured from its first page on. */
  #settle(code: string, params: FaultParams): void {
    const injured = code === 'store_key_wrong' && this.#key !== null && this.#opensAny(this.#key, false);
    this.#code = injured ? 'store_damaged' : code;
    this.#params = injured ? { place: storeFiles.store } : params;
  }

  #copies(): { name: string; bytes: number; madeAtMs: number }[] {
    return listCopies(join(this.#parts.dir, storeFiles.copies)).sort((a, b) => b.madeAtMs - a.madeAtMs);
  }

  #opensAny(key: string, orStore: boolean): boolean {
    const { dir } = this.#parts;
    if (orStore && opens(join(dir, storeFiles.store), key)) return true;
    if (opens(join(dir, storeFiles.keyring), key)) return true;
    return this.#copies().some((copy) => opens(copyPath(dir, copy.name), key));
  }

  #state(): OutputOf<'outlet.rescue'> {
    const key = this.#key;
    return {
      code: this.#code,
      params: this.#params,
      keyKnown: key !== null && this.#opensAny(key, true),
      copies: this.#copies()
        .slice(0, 50)
        .map(({ name, bytes, madeAtMs }) => ({
          name,
          bytes,
          madeAt: Math.round(madeAtMs),
          contents: key === null ? null : this.#contents(name, key),
        })),
    };
  }

  #contents(name: string, key: string): OutputOf<'outlet.rescue'>['copies'][number]['contents'] {
    try {
      const { lastAt, orders, lastOrderNumber } = readCopy(copyPath(this.#parts.dir, name), key);
      return { lastAt, orders, lastOrderNumber };
    } catch {
      return null;
    }
  }

  async #takeKey(typed: string): Promise<OutputOf<'outlet.rescueKey'>> {
    const hex = keyOfRecovery(typed);
    if (hex === null || !this.#opensAny(hex, true)) throw new Fault('recovery_key_wrong');
    this.#parts.log.info('rescue_key');
    this.#parts.keepKey(hex);
    this.#key = hex;
    return { opened: await this.#tryOpen(hex) };
  }

  async #restore(input: CheckedInputOf<'outlet.rescueRestore'>): Promise<OutputOf<'outlet.rescueRestore'>> {
    const { dir, env } = this.#parts;
    const key = this.#key;
    if (key === null) throw new Fault('store_key_missing');
    const path = copyPath(dir, input.name);
    if (!existsSync(path)) throw new Fault('not_found', { entity: 'copy', id: input.name });
    const staffId = await this.#checkPerson(path, key, input.staffCode, input.pin);
    checkCopy(path, key);
    wishRestore(dir, { copy: input.name, withLog: input.withLog, staffId, atMs: env.now() });
    this.#parts.log.info('rescue_restore');
    if (await this.#tryOpen(key)) return { restored: true };
    throw new Fault((findFailedRestore(dir)?.code ?? this.#code) as FaultCode, this.#params);
  }

  /** Faults: `pin_wrong`, `pin_blocked`, `forbidden`. */
  async #checkPerson(path: string, key: string, code: string, pin: string): Promise<string> {
    const nowMs = this.#parts.env.now();
    if (nowMs < this.#blockedUntilMs) throw new Fault('pin_blocked', { untilMs: this.#blockedUntilMs });
    // Counted before the check: guesses side by side count too
    this.#tries += 1;
    if (this.#tries >= freeTries)
      this.#blockedUntilMs = nowMs + pauseMs * 2 ** Math.min(6, this.#tries - freeTries);
    const db = openDatabase(path, { key, readonly: true });
    try {
      const row = db.prepare('SELECT id, pin_hash AS hash FROM staff WHERE code = ?').get(code) as
        | { id: string; hash: string | null }
        | undefined;
      const right = row?.hash ? await verifyPin(row.hash, pin) : false;
      if (!row || !right) throw new Fault('pin_wrong', { left: Math.max(0, freeTries - this.#tries) });
      this.#tries = 0;
      this.#blockedUntilMs = 0;
      if (!staffSource(db, defaultGrants)(row.id)?.permissions.has('backup.run'))
        throw new Fault('forbidden', { action: 'backup.run' });
      return row.id;
    } finally {
      db.close();
    }
  }

  async #tryOpen(key: string): Promise<boolean> {
    try {
      await this.#parts.open(key);
      return true;
    } catch (error) {
      const fault =
        error instanceof Fault
          ? error
          : new Fault('internal', { ref: this.#parts.log.error('rescue', error) });
      this.#settle(fault.code, fault.params);
      return false;
    }
  }
}

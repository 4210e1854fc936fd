import { Fault } from '../../../domain/kernel/fault.ts';
import { knownUpstreamStatuses } from '../../../domain/orders/canonical.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Canonicalized } from '../../platforms/adapter.ts';
import { findPlatform } from '../../platforms/index.ts';
import { runCommand } from '../command.ts';
import type { ServiceContext } from '../context.ts';
import { readerOf } from '../masters.ts';
import { ingestItem, replayItem } from '../sync/ingest/ingest-item.ts';
import { getStored } from './settings.ts';

type Item = OutputOf<'platforms.quarantine'>['items'][number];

const columns =
  'i.id, i.connection_id AS connectionId, i.upstream_id AS upstreamId, i.reason, i.reason_params AS params, i.received_at AS receivedAt';
type Row = Omit<Item, 'params'> & { params: string | null };
const toItem = (row: Row): Item => ({
  ...row,
  reason: row.reason ?? '',
  params: row.params === null ? {} : (JSON.parse(row.params) as Item['params']),
});

export function listQuarantine(
  ctx: ServiceContext,
  input: CheckedInputOf<'platforms.quarantine'>,
): OutputOf<'platforms.quarantine'> {
  const reader = readerOf(ctx.read);
  const where = "FROM inbox i WHERE i.state = 'quarantined' AND (? IS NULL OR i.connection_id = ?)";
  const bound = [input.connectionId, input.connectionId];
  const total = reader.get<{ n: number }>(`SELECT count(*) AS n ${where}`, ...bound)?.n ?? 0;
  const rows = reader.all<Row>(
    `SELECT ${columns} ${where} ORDER BY i.received_at LIMIT ? OFFSET ?`,
    ...bound,
    input.limit,
    input.offset,
  );
  return { total, items: rows.map(toItem) };
}

interface Held extends Row {
  state: string;
  rawSealed: string;
}

/** Faults: `not_found`; `quarantine_step` when it was dealt with already and `open` is asked. */
function getHeld(ctx: ServiceContext, id: string, open: boolean): Held & { raw: string } {
  const row = readerOf(ctx.read).get<Held>(
    `SELECT ${columns}, i.state, i.raw_sealed AS rawSealed FROM inbox i WHERE i.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'inbox', id });
  if (open && row.state !== 'quarantined') throw new Fault('quarantine_step', { state: row.state });
  return { ...row, raw: ctx.host.seal.open<string>(row.rawSealed) ?? '' };
}

/** Shown to a person at most: a payload of a megabyte helps nobody. */
const shownChars = 20_000;

export function getQuarantineItem(ctx: ServiceContext, id: string): OutputOf<'platforms.quarantineItem'> {
  const held = getHeld(ctx, id, false);
  const { state: _state, rawSealed: _sealed, raw, ...row } = held;
  return { item: toItem(row), raw: raw.slice(0, shownChars), length: raw.length };
}

/** Reads a payload with today's settings of its connection. Faults: `platform_settings_wrong`. */
function readAgain(
  ctx: ServiceContext,
  connectionId: string,
  raw: string,
  receivedAt: number,
): Canonicalized {
  const { adapter: name, values } = getStored(ctx, connectionId);
  const adapter = findPlatform(name);
  const settings = adapter?.settings.safeParse(values);
  if (adapter === null || settings?.success !== true)
    throw new Fault('platform_settings_wrong', {
      field: String(settings?.error?.issues[0]?.path[0] ?? 'adapter'),
    });
  return adapter.toCanonical(raw, settings.data, receivedAt);
}

const payerOf = (ctx: ServiceContext, id: string) =>
  readerOf(ctx.read).get<{ payerId: string | null }>(
    'SELECT payer_id AS payerId FROM connection WHERE id = ?',
    id,
  )?.payerId ?? null;

/** Takes a quarantined payload in, if it can be read now. */
export function replay(ctx: ServiceContext, id: string): OutputOf<'platforms.replay'> {
  const held = getHeld(ctx, id, true);
  const canonical = readAgain(ctx, held.connectionId, held.raw, held.receivedAt);
  if (!canonical.ok) {
    const { reason, params } = canonical;
    return { applied: false, reason, params, workOrderNumber: null };
  }
  const connection = { id: held.connectionId, payerId: payerOf(ctx, held.connectionId) };
  return runCommand(ctx, 'platforms.replay', (tx) => {
    const item = { upstreamId: canonical.order.upstreamId, rawText: held.raw, receivedAt: held.receivedAt };
    replayItem(tx, connection, id, item, canonical.order);
    tx.update('inbox', id, { decided_at: tx.at, decided_by: tx.staffId });
    tx.event({ entity: 'inbox', entityId: id, kind: 'inbox.replayed' });
    tx.audit({ action: 'inbox.replay', entity: 'inbox', entityId: id });
    const made = tx.get<{ number: string }>(
      'SELECT w.number FROM inbox i JOIN work_order_source l ON l.source_order_id = i.source_order_id JOIN work_order w ON w.id = l.work_order_id WHERE i.id = ?',
      id,
    );
    return { applied: true, reason: null, params: {}, workOrderNumber: made?.number ?? null };
  });
}

/** Put aside by a person, with a reason; the raw text stays. */
export function discard(ctx: ServiceContext, input: { id: string; reason: string }): { discarded: true } {
  getHeld(ctx, input.id, true);
  return runCommand(ctx, 'platforms.discard', (tx) => {
    const keyId = tx.value<number>('SELECT key_id FROM inbox WHERE id = ?', input.id) ?? 0;
    tx.update('inbox', input.id, { state: 'discarded', decided_at: tx.at, decided_by: tx.staffId });
    const personal = { keyId, value: { reason: input.reason } };
    tx.event({ entity: 'inbox', entityId: input.id, kind: 'inbox.discarded', personal });
    tx.audit({ action: 'inbox.discard', entity: 'inbox', entityId: input.id, personal });
    return { discarded: true as const };
  });
}

export function listCodes(ctx: ServiceContext, id: string): OutputOf<'platforms.unknownCodes'> {
  const reader = readerOf(ctx.read);
  return {
    codes: reader.all(
      "SELECT 'status' AS field, upstream_status_raw AS raw, count(*) AS orders FROM source_order WHERE connection_id = ? AND upstream_status = 'unknown' GROUP BY 2 ORDER BY 3 DESC LIMIT 200",
      id,
    ),
    mapped: reader.all(
      'SELECT field, raw, canonical, at FROM code_mapping WHERE connection_id = ? ORDER BY seq',
      id,
    ),
    choices: [...knownUpstreamStatuses],
  };
}

/** Orders read again per command: the gate is not held longer than its 20 ms. */
const perCommand = 8;

/**
 * Maps a status word of a platform that has a table of them; orders that carry it are read again from their raw
 * payload. Faults: `platform_settings_wrong` where the platform's words are fixed.
 */
export async function mapCode(
  ctx: ServiceContext,
  input: CheckedInputOf<'platforms.mapCode'>,
): Promise<{ replayed: number }> {
  const { adapter: name, values } = getStored(ctx, input.id);
  const adapter = findPlatform(name);
  const hasMap = adapter?.fields.some((field) => field.name === 'statusMap') === true;
  if (!hasMap || !(knownUpstreamStatuses as readonly string[]).includes(input.canonical))
    throw new Fault('platform_settings_wrong', { field: 'statusMap' });
  const parsed = adapter?.settings.safeParse(values);
  const statusMap = {
    ...((parsed?.success === true ? (parsed.data as { statusMap?: Record<string, string> }).statusMap : {}) ??
      {}),
    [input.raw]: input.canonical,
  };
  const waiting = readerOf(ctx.read).all<{ rawSealed: string; upstreamId: string; receivedAt: number }>(
    "SELECT i.raw_sealed AS rawSealed, s.upstream_id AS upstreamId, i.received_at AS receivedAt FROM source_order s JOIN inbox i ON i.id = s.inbox_id WHERE s.connection_id = ? AND s.upstream_status = 'unknown' AND s.upstream_status_raw = ?",
    input.id,
    input.raw,
  );
  runCommand(ctx, 'platforms.mapCode', (tx) => {
    const settings = JSON.parse(
      tx.value<string>('SELECT settings FROM connection WHERE id = ?', input.id) ?? '{}',
    ) as object;
    tx.update('connection', input.id, { settings: { ...settings, statusMap } });
    const known = tx.value<string>(
      'SELECT id FROM code_mapping WHERE connection_id = ? AND field = ? AND raw = ?',
      input.id,
      input.field,
      input.raw,
    );
    const row = { canonical: input.canonical, staff_id: tx.staffId, at: tx.at };
    if (known === undefined)
      tx.insert('code_mapping', { connection_id: input.id, field: input.field, raw: input.raw, ...row });
    else tx.update('code_mapping', known, row);
    tx.audit({
      action: 'connection.map_code',
      entity: 'connection',
      entityId: input.id,
      params: { field: input.field, raw: input.raw, canonical: input.canonical },
    });
    return { replayed: waiting.length };
  });
  const connection = { id: input.id, payerId: payerOf(ctx, input.id) };
  for (let at = 0; at < waiting.length; at += perCommand) {
    const slice = waiting.slice(at, at + perCommand).flatMap((row) => {
      const raw = ctx.host.seal.open<string>(row.rawSealed);
      if (raw === null) return [];
      const item = { upstreamId: row.upstreamId, rawText: raw, receivedAt: row.receivedAt };
      return [{ item, canonical: readAgain(ctx, input.id, raw, row.receivedAt) }];
    });
    ctx.gate.run(
      {
        command: 'system.map_code',
        requestId: ctx.env.newId(),
        deskId: ctx.session.deskId,
        staffId: ctx.session.staffId,
      },
      (tx) => {
        for (const { item, canonical } of slice) ingestItem(tx, connection, item, canonical);
      },
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { replayed: waiting.length };
}

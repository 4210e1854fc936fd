import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { VisitOutcomeCode } from '../../../domain/visits/outcomes.ts';
import {
  computeVerification,
  shotNamesEn,
  type ShotTaken,
  type VerificationFacts,
  type VerificationItem,
} from '../../../domain/verification/policy.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { maxPictureBytes } from '../../../preload/contract/picture-files.ts';
import type { RowReader } from '../masters.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { findCodeProblems } from './codes.ts';
import { checkProof, lastVisitSql } from './guards.ts';
import { isWorked } from './outcome.ts';
import { policyOf, readShots } from './policy.ts';
import type { VisitRow } from './visit-row.ts';

export interface ShotEntry {
  name: string;
  machineLineId: string | null;
  hash: string;
  fileName: string;
  pictureHash: string | null;
  takenAt: number | null;
  width?: number | null | undefined;
  height?: number | null | undefined;
}

/**
 * Puts photos to the order under their shots' names. Faults: `picture_missing` (its file is not here yet),
 * `picture_unreadable`, `picture_too_large`.
 */
export function attachShots(tx: Tx, order: OrderRow, shots: readonly ShotEntry[], atDesk: boolean): void {
  for (const shot of shots) {
    const blob = tx.get<{ mime: string; size: number }>(
      'SELECT mime, size FROM blob WHERE id = ?',
      shot.hash,
    );
    if (blob === undefined) throw new Fault('picture_missing', { name: shot.name });
    if (!blob.mime.startsWith('image/')) throw new Fault('picture_unreadable', { name: shot.fileName });
    if (blob.size > maxPictureBytes)
      throw new Fault('picture_too_large', { name: shot.fileName, limitMb: maxPictureBytes / 1024 / 1024 });
    const known = tx.value<string>(
      "SELECT id FROM attachment WHERE entity = 'work_order' AND entity_id = ? AND blob_id = ? AND name = ? AND machine_line_id IS ?",
      order.id,
      shot.hash,
      shot.name,
      shot.machineLineId,
    );
    if (known !== undefined) continue;
    tx.insert('attachment', {
      blob_id: shot.hash,
      entity: 'work_order',
      entity_id: order.id,
      name: shot.name,
      file_name: shot.fileName,
      picture_hash: shot.pictureHash,
      machine_line_id: shot.machineLineId,
      width: shot.width ?? null,
      height: shot.height ?? null,
      taken_at: shot.takenAt,
      staff_id: tx.staffId,
      at_desk: atDesk,
      at: tx.at,
      key_id: order.key_id,
    });
  }
}

/** Another order that carries the same file or the same picture already, or null. */
export function pictureUsedBy(
  read: RowReader,
  orderId: string,
  hash: string,
): { id: string; number: string } | null {
  return (
    read.get<{ id: string; number: string }>(
      `SELECT w.id, w.number FROM attachment a JOIN work_order w ON w.id = a.entity_id
       WHERE a.entity = 'work_order' AND a.entity_id <> ? AND (a.blob_id = ? OR a.picture_hash = ?) ORDER BY a.seq LIMIT 1`,
      orderId,
      hash,
      hash,
    ) ?? null
  );
}

export interface ProofInput {
  outcome: VisitOutcomeCode;
  /** New code or signature; what was keyed before stays. */
  code: string | null;
  signed: boolean;
  atDesk: boolean;
}

interface ProofRow {
  id: string;
  version: number;
  kind: VerificationItem['kind'];
  name: string;
  state: 'present' | 'missing' | 'repeated' | 'refused' | 'waived';
  value: string | null;
  at_desk: number;
  flags: string;
}

/** What a row says beside its state: the machine, and why. */
interface ProofFlags {
  machineLineId?: string | null;
  [name: string]: string | number | null | undefined;
}

const readFlags = (text: string): ProofFlags => {
  const value = JSON.parse(text) as ProofFlags | unknown[];
  return Array.isArray(value) ? {} : value;
};

const rowsOf = (read: RowReader, visitId: string): ProofRow[] =>
  read.all<ProofRow>(
    'SELECT id, version, kind, name, state, value, at_desk, flags FROM verification WHERE visit_id = ? ORDER BY seq',
    visitId,
  );

const keyOf = (kind: string, name: string, machineLineId: string | null | undefined) =>
  `${kind}|${name}|${machineLineId ?? ''}`;

/**
 * Reckons the proof of a visit from the order as it stands and writes it item by item. What was let go by name stays
 * let go until the proof itself is there.
 */
export function writeProof(tx: Tx, order: OrderRow, visit: VisitRow, input: ProofInput): void {
  const known = rowsOf(tx, visit.id);
  const policy = policyOf(tx, order, input.outcome);
  const before = new Map(
    known.map((row) => [keyOf(row.kind, row.name, readFlags(row.flags).machineLineId), row]),
  );
  const code = input.code ?? before.get(keyOf('code', 'code', null))?.value ?? null;
  const signedBefore = before.get(keyOf('signature', 'signature', null))?.state === 'present';
  const facts = factsOf(tx, order, visit, input, code, input.signed || signedBefore);
  const result = computeVerification(policy, facts);
  const seen = new Set<string>();
  for (const item of withPresentCodes(tx, order, policy.machineCodes, result.items)) {
    const key = keyOf(item.kind, item.name, item.machineId);
    if (seen.has(key)) continue;
    seen.add(key);
    const old = before.get(key);
    const state = item.state === 'wrong' ? 'refused' : item.state;
    if (old?.state === 'waived' && state !== 'present') continue;
    const row = {
      state,
      value: item.kind === 'code' ? code : (item.params.code ?? null),
      at_desk: item.atDesk || (state === 'present' && input.atDesk && item.kind !== 'shot'),
      flags: { machineLineId: item.machineId, ...item.params },
      staff_id: tx.staffId,
      at: tx.at,
    };
    if (old === undefined)
      tx.insert('verification', {
        visit_id: visit.id,
        work_order_id: order.id,
        kind: item.kind,
        name: item.name,
        key_id: order.key_id,
        ...row,
      });
    else if (old.state !== state || old.value !== row.value) tx.update('verification', old.id, row);
  }
  // What is no longer asked for (another outcome, a code put right) does not stand in the way.
  for (const [key, row] of before) if (!seen.has(key)) tx.remove('verification', row.id);
  for (const flag of result.flags)
    tx.event({
      entity: 'visit',
      entityId: visit.id,
      workOrderId: order.id,
      visitId: visit.id,
      kind: `proof.${flag.code}`,
      params: flag.params,
    });
}

function factsOf(
  tx: Tx,
  order: OrderRow,
  visit: VisitRow,
  input: ProofInput,
  code: string | null,
  signed: boolean,
): VerificationFacts {
  const machines = tx.all<{
    id: string;
    result_code: string | null;
    indoor_code: string | null;
    outdoor_code: string | null;
  }>(
    'SELECT id, result_code, indoor_code, outdoor_code FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
    order.id,
  );
  const parts =
    tx.value<number>(
      'SELECT count(*) FROM part_use WHERE work_order_id = ? AND reversed_at IS NULL',
      order.id,
    ) ?? 0;
  const height =
    tx.value<number>(
      "SELECT count(*) FROM quote q JOIN quote_line l ON l.quote_id = q.id JOIN extra_charge e ON e.id = l.extra_charge_id WHERE q.work_order_id = ? AND q.state = 'agreed' AND e.name_zh LIKE '%高空%'",
      order.id,
    ) ?? 0;
  const shots = tx
    .all<{
      name: string;
      blob_id: string;
      picture_hash: string | null;
      machine_line_id: string | null;
      at_desk: number;
    }>(
      "SELECT name, blob_id, picture_hash, machine_line_id, at_desk FROM attachment WHERE entity = 'work_order' AND entity_id = ? ORDER BY seq",
      order.id,
    )
    .map(
      (row): ShotTaken => ({
        name: row.name,
        machineId: row.machine_line_id,
        hash: row.picture_hash ?? row.blob_id,
        atDesk: row.at_desk === 1,
      }),
    );
  const worked = new Set(
    machines.filter((machine) => isWorked(machine.result_code)).map((machine) => machine.id),
  );
  return {
    machineIds: machines.map((machine) => machine.id),
    conditions: [
      ...(parts > 0 ? (['part_changed'] as const) : []),
      ...(height > 0 ? (['height_work'] as const) : []),
    ],
    shots,
    usedHashes: (hash) => pictureUsedBy(tx, order.id, hash)?.number ?? null,
    code: code === null ? null : { value: code, atDesk: input.atDesk, askedAt: visit.code_asked_at },
    arrivedAt: visit.arrived_at,
    placeOffM: visit.place_off_m,
    codeProblems: findCodeProblems(
      tx,
      order.id,
      machines.map((machine) => ({
        machineLineId: machine.id,
        indoorCode: machine.indoor_code,
        outdoorCode: machine.outdoor_code,
      })),
      (machineId) => worked.has(machineId),
    ),
    signature: signed ? { atDesk: input.atDesk } : null,
  };
}

/** Codes without a problem are proof, too: the page shows them as present, not as nothing. */
function withPresentCodes(
  tx: Tx,
  order: OrderRow,
  asked: boolean,
  items: readonly VerificationItem[],
): VerificationItem[] {
  if (!asked) return [...items];
  const wrong = new Set(
    items
      .filter((item) => item.kind === 'machine_code')
      .map((item) => keyOf('machine_code', item.name, item.machineId)),
  );
  const present = tx
    .all<{ id: string; indoor_code: string | null; outdoor_code: string | null }>(
      'SELECT id, indoor_code, outdoor_code FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
      order.id,
    )
    .flatMap((line) =>
      (['indoor', 'outdoor'] as const).flatMap((name): VerificationItem[] => {
        const code = name === 'indoor' ? line.indoor_code : line.outdoor_code;
        return code === null || wrong.has(keyOf('machine_code', name, line.id))
          ? []
          : [
              {
                kind: 'machine_code',
                name,
                machineId: line.id,
                state: 'present',
                atDesk: false,
                params: { code },
              },
            ];
      }),
    );
  return [...items, ...present];
}

/** Nothing is missing and its slip is in. */
export function isProved(tx: Tx, orderId: string): boolean {
  if (!isProofMet(tx, orderId)) return false;
  const slips = tx.value<number>(
    "SELECT count(*) FROM slip WHERE work_order_id = ? AND state IN ('out', 'back')",
    orderId,
  );
  return slips === undefined || slips === 0;
}

/**
 * The order is verified when it is finished, its slip is in and nothing is missing. What the platform sent back waits
 * until it goes there again (papers.ts). `told`: the platform knows already. Returns the order as it stands.
 */
export function verifyIfMet(tx: Tx, order: OrderRow, told = false): OrderRow {
  if (stateOf(order) !== 'finished' || order.verdict === 'refill' || !isProved(tx, order.id)) return order;
  const code = tx.value<string | null>(
    "SELECT value FROM verification WHERE work_order_id = ? AND kind = 'code' AND state = 'present' ORDER BY seq DESC LIMIT 1",
    order.id,
  );
  return applyAction(tx, {
    orderId: order.id,
    action: 'verify',
    params: {
      upstream: code === undefined || code === null ? {} : { verifyCode: code },
      ...(told ? { upstreamTold: true } : {}),
    },
  });
}

export const isProofMet = (read: RowReader, orderId: string): boolean => checkProof(read, orderId) === true;

/** What a person should look at though nothing is missing: a code asked for before anyone was there, no place known. */
export function proofFlags(read: RowReader, orderId: string, placeWithinM: number | null): string[] {
  const visit = read.get<{
    arrived_at: number | null;
    code_asked_at: number | null;
    place_off_m: number | null;
  }>(`SELECT arrived_at, code_asked_at, place_off_m FROM visit WHERE id = ${lastVisitSql}`, { orderId });
  if (visit === undefined) return [];
  const { arrived_at: arrivedAt, code_asked_at: askedAt } = visit;
  return [
    ...(askedAt !== null && (arrivedAt === null || askedAt < arrivedAt) ? ['code_before_arrival'] : []),
    ...(placeWithinM !== null && visit.place_off_m === null ? ['place_unknown'] : []),
  ];
}

/** The items as windows take them. Codes themselves stay out: they are on the machines, masked there. */
export function proofItems(read: RowReader, orderId: string): OutputOf<'visits.proof'>['items'] {
  const english = shotNamesEn(
    read
      .all<{ shots: string }>('SELECT shots FROM photo_policy ORDER BY code')
      .flatMap((row) => readShots(row.shots)),
  );
  return read
    .all<ProofRow>(
      'SELECT id, version, kind, name, state, value, at_desk, flags FROM verification WHERE work_order_id = ? ORDER BY seq',
      orderId,
    )
    .map((row) => {
      const { machineLineId = null, code: _code, ...rest } = readFlags(row.flags);
      const params: Record<string, string | number | null> = {};
      for (const [name, value] of Object.entries(rest)) if (value !== undefined) params[name] = value;
      return {
        id: row.id,
        version: row.version,
        kind: row.kind,
        name: row.name,
        nameEn: row.kind === 'shot' ? (english.get(row.name) ?? '') : '',
        machineLineId,
        state: row.state,
        atDesk: row.at_desk === 1,
        params,
      };
    });
}

/** A code or a model was put right after the visit: its proof is reckoned anew, and the order verified if that was all. */
export function proveAgain(tx: Tx, order: OrderRow): void {
  const known = tx.value<number>(
    `SELECT count(*) FROM verification WHERE work_order_id = @orderId AND visit_id = ${lastVisitSql}`,
    { orderId: order.id },
  );
  if (known === undefined || known === 0) return;
  const visit = lastEndedVisit(tx, order.id);
  const outcome = (visit.outcome ?? 'done') as VisitOutcomeCode;
  writeProof(tx, order, visit, { outcome, code: null, signed: false, atDesk: true });
  verifyIfMet(tx, order);
}

/** The last ended visit: the one whose proof counts. Faults: `visit_step`. */
export function lastEndedVisit(tx: Tx, orderId: string): VisitRow {
  const row = tx.get<VisitRow>(
    "SELECT * FROM visit WHERE work_order_id = ? AND state = 'ended' ORDER BY visit_no DESC LIMIT 1",
    orderId,
  );
  if (row === undefined) throw new Fault('visit_step', { state: 'none', step: 'proof' });
  return row;
}

import type { Gate } from '../../db/gate.ts';
import type { Tx } from '../../db/tx.ts';
import { hourMs } from '../../domain/time/business-day.ts';
import type { CanonicalOrder } from '../../domain/orders/canonical.ts';
import { assertEdge, type OrderAction } from '../../domain/orders/life.ts';
import type { OrderState } from '../../domain/orders/states.ts';
import { applyAction } from './orders/core/apply-action.ts';
import { getOrder, stateOf } from './orders/core/order-row.ts';
import { buildPaper, paperLanguage } from './paper/build/index.ts';
import { revealAll } from './paper/masks.ts';
import { enqueuePaper } from './paper/job-row.ts';
import { countCopy, slipToPrint } from './paper/slips.ts';
import { issueParts } from './parts/issue.ts';
import { ingestItem } from './sync/ingest/ingest-item.ts';
import { returnSlip } from './visits/return-slip.ts';

/** The first play prepares the statements; the code is warm after some more. */
const times = 8;

/** How far a play went, and what ended it early. */
export interface Rehearsed {
  steps: ('taken' | 'assigned' | 'issued' | 'keyed')[];
  ended: unknown;
}

/**
 * Plays one order through the house in a transaction that is always undone, before the outlet opens its doors.
 * The first order, the first assignment and the first slip of a process cost many times what the later ones do:
 * statements are prepared, code is compiled, masters are read. Here nobody waits for it. Writes nothing, tells nobody.
 * A house without technicians, platforms or stock rehearses less. Answers for the last play.
 */
export function rehearse(gate: Gate): Rehearsed {
  let last: Rehearsed = { steps: [], ended: null };
  for (let time = 0; time < times; time += 1) {
    const steps: Rehearsed['steps'] = [];
    last = { steps, ended: gate.rehearse((tx) => play(tx, time, steps)) };
  }
  return last;
}

function play(tx: Tx, time: number, steps: Rehearsed['steps']): void {
  const connection = tx.get<{ id: string; payer_id: string | null }>(
    "SELECT id, payer_id FROM connection WHERE mode = 'api' ORDER BY id LIMIT 1",
  );
  const staffId = tx.value<string>(
    "SELECT staff_id FROM staff_role WHERE role_id = 'technician' ORDER BY staff_id LIMIT 1",
  );
  if (connection === undefined || staffId === undefined) return;
  const upstreamId = `rehearsal-${time}`;
  const order = inventOrder(upstreamId, tx.at);
  const item = { upstreamId, rawText: JSON.stringify(order), receivedAt: tx.at };
  ingestItem(tx, { id: connection.id, payerId: connection.payer_id }, item, { ok: true, order, notes: [] });
  const orderId = tx.value<string>('SELECT id FROM work_order WHERE upstream_number = ?', upstreamId);
  if (orderId === undefined) return;
  steps.push('taken');
  if (stateOf(getOrder(tx, orderId)) === 'received') step(tx, orderId, 'approve');
  step(tx, orderId, 'assign', { staffId, subShopId: null, helperId: null });
  steps.push('assigned');
  const parts = issuePart(tx, orderId, staffId);
  if (parts.length > 0) steps.push('issued');
  keySlip(tx, orderId, parts, takeShots(tx, time));
  steps.push('keyed');
}

/** One edge of the table with every guard passed: what is rehearsed is the way, not whether it may be gone. */
function step(tx: Tx, orderId: string, action: OrderAction, params: Record<string, unknown> = {}): void {
  const read = getOrder(tx, orderId);
  const override = assertEdge(stateOf(read), action, undefined as OrderState | undefined).needs;
  applyAction(tx, { orderId, read, action, version: read.version, override, params });
}

type Keyed = Parameters<typeof returnSlip>[1];

/** Hands one part of the fullest shelf to the man, so that the slip has one to use. A house without stock has none. */
function issuePart(tx: Tx, workOrderId: string, staffId: string): Keyed['parts'] {
  const shelf = tx.get<{ part_id: string; location_id: string }>(
    `SELECT b.part_id, b.location_id FROM stock_balance b
      JOIN location l ON l.id = b.location_id AND l.kind = 'main'
      JOIN part p ON p.id = b.part_id AND p.tracking = 'quantity'
     WHERE b.quantity_milli - b.reserved_milli >= 1000 AND b.condition = 'good'
     ORDER BY b.quantity_milli DESC, b.id LIMIT 1`,
  );
  if (shelf === undefined) return [];
  const line = { partId: shelf.part_id, quantityMilli: 1000, workOrderId, fromLocationId: shelf.location_id };
  issueParts(tx, {
    staffId,
    lines: [{ ...line, lot: null, serial: null, note: '' }],
    // Whatever would be refused is let go: what is rehearsed is the way.
    approvedBy: staffId,
  });
  return [
    {
      partId: shelf.part_id,
      quantityMilli: 1000,
      machineLineId: null,
      fromLocationId: null,
      payer: 'user',
      newSerial: '',
      oldSerial: '',
    },
  ];
}

/** Two pictures that no file stands for. */
function takeShots(tx: Tx, time: number): Keyed['shots'] {
  return ['一', '二'].map((name, index) => {
    const hash = `rehearsal-${time}-${index}`;
    tx.insert('blob', { id: hash, size: 1, mime: 'image/png', stored_at: tx.at });
    const picture = { pictureHash: hash, width: 1, height: 1, takenAt: tx.at };
    return { name, hash, fileName: `${name}.png`, machineLineId: null, ...picture };
  });
}

function keySlip(tx: Tx, orderId: string, parts: Keyed['parts'], shots: Keyed['shots']): void {
  const order = getOrder(tx, orderId);
  const slip = slipToPrint(tx, order);
  const copyNo = countCopy(tx, slip, order.staff_id);
  const printing = { atMs: tx.at, copyNo, by: '', language: paperLanguage(tx), reveals: revealAll };
  const paper = buildPaper(tx, 'service_slip', slip.id, printing);
  const printerId = tx.value<string>('SELECT id FROM printer LIMIT 1');
  if (printerId !== undefined) enqueuePaper(tx, paper, copyNo, printerId);
  const machines = tx.all<{ id: string }>('SELECT id FROM machine_line WHERE work_order_id = ?', orderId);
  const extras = tx.all<{ id: string }>('SELECT id FROM extra_charge ORDER BY code LIMIT 2');
  returnSlip(tx, {
    slipId: slip.id,
    slipVersion: tx.value<number>('SELECT version FROM slip WHERE id = ?', slip.id) ?? 1,
    orderVersion: getOrder(tx, orderId).version,
    people: [],
    departedAt: null,
    arrivedAt: tx.at - hourMs,
    finishedAt: tx.at,
    outcome: 'done',
    causeCode: null,
    machines: machines.map(({ id }, index) => ({
      machineLineId: id,
      resultCode: 'installed',
      indoorCode: `REHEARSAL${index}A`,
      outdoorCode: `REHEARSAL${index}B`,
      faultId: null,
      cause: '',
      measure: '',
    })),
    parts,
    exchanges: [],
    extras: extras.map(({ id }) => ({ extraChargeId: id, quantityMilli: 1000, unitFen: null })),
    payments: [{ method: 'cash', amountFen: 100, receiptNumber: '' }],
    shots,
    verificationCode: '246810',
    signed: true,
    note: '',
    codeAskedAt: null,
    nextContactAt: null,
  });
}

const inventOrder = (upstreamId: string, now: number): CanonicalOrder => ({
  upstreamId,
  tradeId: null,
  status: 'open',
  statusRaw: 'open',
  revision: '1',
  serviceType: 'install',
  serviceCode: null,
  serviceName: '安装',
  customer: {
    name: '彩排用户',
    phone: '13900000000',
    phoneMasked: false,
    virtualPhone: null,
    virtualPhoneExpiresAt: null,
    phone2: null,
  },
  address: { province: '', city: '', county: '', town: '', detail: '彩排路1号' },
  machines: [
    {
      upstreamLineId: null,
      brand: null,
      category: null,
      model: null,
      productName: '壁挂式空调',
      quantity: 1,
      indoorCode: null,
      outdoorCode: null,
      warranty: 'in_warranty',
      purchasedAt: null,
    },
  ],
  fees: [],
  appointmentStartAt: null,
  appointmentEndAt: null,
  wishStartAt: null,
  wishEndAt: null,
  urgent: false,
  remark: '',
  faultText: '',
  createdAt: now,
  modifiedAt: now,
  goodsArrivedAt: null,
  goodsExpectedAt: null,
  echo: {},
});

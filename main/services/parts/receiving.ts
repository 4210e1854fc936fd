import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { parcelSteps } from '../../../domain/stock/parcel.ts';
import { compareSheet, type CountedLine } from '../../../domain/stock/receive-sheet.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { arriveCounted } from './arrive-counted.ts';
import {
  awaitedOf,
  type Awaited,
  type Delivery,
  type DeliveryHead,
  getDelivery,
  requestsIn,
  sumByPart,
} from './awaited.ts';
import { openClaim, settleShortages, type OpenedClaim, shortOfRequest } from './claims.ts';
import { PaperWriter, type OpenPaper } from './documents.ts';
import { fillShorts, resumeFilled, type FilledOrder } from './fill.ts';
import { storesOf } from './issue.ts';
import { getLocationOf, getUpperStore, partParams } from './ledger.ts';
import { getParcel, stepParcel } from './parcels.ts';
import { bringIn } from './receive.ts';
import { receiveRequest } from './requests.ts';
import { getPart, type PartRow } from './reservations.ts';

export interface SheetLine extends CountedLine {
  serials: readonly string[];
  brokenSerials: readonly string[];
  lot: string;
  expiresDay: string | null;
  bin: string | null;
  unitCostFen: number | null;
  note: string;
}

export interface SheetInput {
  delivery: (Delivery & { version: number }) | null;
  toLocationId: string | null;
  /** What did not come: `claim` it of the sender, or it is still `coming` in another box. */
  rest: 'claim' | 'coming';
  parcelNumber: string;
  lines: readonly SheetLine[];
}

export type SheetDone = OpenPaper & { releasedOrders: FilledOrder[]; claims: OpenedClaim[] };

/**
 * 整单收货: a delivery as it was counted. What was awaited and is good becomes stock, and waiting orders get theirs;
 * what is broken lies with the dead ones, what is wrong or too much lies apart until it is settled; each of these, and
 * what is missing, is a claim with the sender's window. Nothing awaited: all that was counted comes in.
 * Faults: `conflict`, `receive_nothing`, `receive_lot_needed` {part}, `receive_more` {part}, `stock_*`, `not_found`.
 */
export function receiveSheet(tx: Tx, input: SheetInput): SheetDone {
  const head = input.delivery === null ? null : getDelivery(tx, input.delivery);
  if (head !== null && head.version !== input.delivery?.version)
    throw new Fault('conflict', { entity: head.kind, id: head.id });
  const lines = input.lines.filter((line) => line.goodMilli > 0 || line.brokenMilli > 0);
  assertCounted(tx, lines);
  if (head?.kind === 'document') return { ...arriveCounted(tx, head, lines), claims: [] };
  const awaited = input.delivery === null ? [] : awaitedOf(tx, input.delivery);
  if (lines.length === 0 && (input.rest === 'coming' || awaited.length === 0))
    throw new Fault('receive_nothing');
  const work = new Sheet(tx, input, head, awaited);
  return work.post(lines);
}

function assertCounted(tx: Tx, lines: readonly SheetLine[]): void {
  for (const line of lines) {
    const part = getPart(tx, line.partId);
    if (part.tracking === 'lot' && line.lot === '')
      throw new Fault('receive_lot_needed', partParams(tx, part.id));
    if (part.tracking !== 'serial') continue;
    const named = [...line.serials, ...line.brokenSerials];
    if (
      line.serials.length * 1000 !== line.goodMilli ||
      line.brokenSerials.length * 1000 !== line.brokenMilli ||
      new Set(named).size !== named.length
    )
      throw new Fault('stock_serial_needed', partParams(tx, part.id));
  }
}

/** Good pieces of a counted line not yet put anywhere. */
interface Open {
  line: SheetLine;
  part: PartRow;
  goodMilli: number;
  serials: string[];
}

class Sheet {
  readonly #tx: Tx;
  readonly #input: SheetInput;
  readonly #head: DeliveryHead | null;
  readonly #awaited: readonly Awaited[];
  readonly #store: string;
  readonly #paper: PaperWriter;
  readonly #claims: OpenedClaim[] = [];

  constructor(tx: Tx, input: SheetInput, head: DeliveryHead | null, awaited: readonly Awaited[]) {
    this.#tx = tx;
    this.#input = input;
    this.#head = head;
    this.#awaited = awaited;
    this.#store = input.toLocationId ?? head?.toLocationId ?? storesOf(tx)[0] ?? getLocationOf(tx, 'main');
    const [first] = input.lines;
    const payerId = head?.payerId ?? (first === undefined ? null : getPart(tx, first.partId).payer_id);
    const requestIds = [...new Set(awaited.flatMap((one) => one.requestId ?? []))];
    this.#paper = new PaperWriter(tx, 'receipt', {
      fromLocationId: getUpperStore(tx, payerId),
      toLocationId: this.#store,
      head: {
        parcelNumber: input.parcelNumber === '' ? (head?.tracking ?? '') : input.parcelNumber,
        carrier: head?.carrier ?? '',
        sourceNumber: head?.number ?? '',
        requestId: requestIds.length === 1 ? requestIds[0] : null,
        ...(head?.kind === 'parcel' ? { parcelId: head.id } : {}),
      },
    });
  }

  post(lines: readonly SheetLine[]): SheetDone {
    const tx = this.#tx;
    const compared = compareSheet(this.#head === null ? null : sumByPart(this.#awaited), lines);
    const open: Open[] = lines.map((line) => ({
      line,
      part: getPart(tx, line.partId),
      goodMilli: line.goodMilli,
      serials: [...line.serials],
    }));
    for (const [partId, milli] of compared.received) this.#receive(open, partId, milli);
    for (const one of open) this.#setApart(one);
    const shorts = this.#rest(compared.short);
    const { releasedOrders, ...paper } = this.#close([...compared.received.keys()]);
    for (const one of shorts) this.#claims.push(openClaim(tx, { ...one, documentId: paper.documentId }));
    return { ...paper, releasedOrders, claims: this.#claims };
  }

  /** Awaited and good: stock, and the requests that wait for it are told, the first one first. */
  #receive(open: readonly Open[], partId: string, milli: number): void {
    let left = milli;
    for (const one of open) {
      if (one.part.id !== partId || one.line.insteadOf !== null || left === 0) continue;
      const quantityMilli = Math.min(left, one.goodMilli);
      if (quantityMilli === 0) continue;
      this.#bring(one, quantityMilli, 'good', {
        locationId: this.#store,
        bin: one.line.bin ?? one.part.bin_id ?? '',
      });
      left -= quantityMilli;
    }
    let told = milli;
    for (const wait of this.#awaited) {
      if (wait.partId !== partId || wait.requestId === null || told === 0) continue;
      const quantityMilli = Math.min(told, wait.owedMilli);
      receiveRequest(this.#tx, wait.requestId, partId, quantityMilli);
      settleShortages(this.#tx, wait.requestId, partId, this.#paper.documentId);
      told -= quantityMilli;
    }
  }

  #bring(one: Open, quantityMilli: number, condition: 'good' | 'inspect' | 'doa', to: Place, broken = false) {
    const bySerial = one.part.tracking === 'serial';
    const serials = !bySerial
      ? []
      : broken
        ? one.line.brokenSerials
        : one.serials.splice(0, quantityMilli / 1000);
    if (!broken) one.goodMilli -= quantityMilli;
    return bringIn(this.#tx, this.#paper, {
      part: one.part,
      from: getUpperStore(this.#tx, one.part.payer_id),
      to,
      condition,
      quantityMilli,
      serials,
      lot: one.line.lot,
      expiresDay: one.line.expiresDay,
      unitCostFen: one.line.unitCostFen ?? one.part.cost_fen,
      note: one.line.note,
    });
  }

  /** What is broken, wrong or too much lies apart, in nobody's promise, and is claimed. */
  #setApart(one: Open): void {
    const { line, part } = one;
    const claim = (
      kind: 'wrong' | 'broken' | 'surplus',
      to: Place,
      pieces: ReturnType<typeof bringIn>,
      announcedMilli: number,
    ) => {
      for (const piece of pieces)
        this.#claims.push(
          openClaim(this.#tx, {
            ...this.#about(line.insteadOf ?? part.id),
            kind,
            partId: line.insteadOf ?? part.id,
            otherPartId: line.insteadOf === null ? null : part.id,
            quantityMilli: piece.quantityMilli,
            announcedMilli,
            unitFen: part.cost_fen,
            lot: line.lot,
            serial: piece.serial,
            locationId: to.locationId,
            pairId: piece.pairId,
            documentId: this.#paper.documentId,
            lineId: piece.lineId,
            note: line.note,
          }),
        );
    };
    const awaited = sumByPart(this.#awaited).get(line.insteadOf ?? part.id) ?? 0;
    if (one.goodMilli > 0) {
      const to = { locationId: this.#store, bin: '' };
      claim(
        line.insteadOf === null ? 'surplus' : 'wrong',
        to,
        this.#bring(one, one.goodMilli, 'inspect', to),
        awaited,
      );
    }
    if (line.brokenMilli > 0) {
      const to = { locationId: getLocationOf(this.#tx, 'doa'), bin: '' };
      claim('broken', to, this.#bring(one, line.brokenMilli, 'doa', to, true), awaited);
    }
  }

  #about(partId: string) {
    const waits = this.#awaited.filter((one) => one.partId === partId);
    const wait = waits.find((one) => shortOfRequest(this.#tx, one) > 0) ?? waits[0];
    return {
      requestId: wait?.requestId ?? null,
      workOrderId: wait?.workOrderId ?? null,
      parcelId: this.#head?.kind === 'parcel' ? this.#head.id : null,
      payerId: this.#head?.payerId ?? getPart(this.#tx, partId).payer_id,
    };
  }

  /** What did not come stands on the paper as asked and not done; the claims of it, where it is not just late. */
  #rest(short: ReadonlyMap<string, number>) {
    if (this.#input.rest === 'coming') return [];
    const tx = this.#tx;
    const claims = [];
    for (const [partId, milli] of short) {
      const part = getPart(tx, partId);
      const lineId = this.#paper.line({
        key: {
          partId,
          locationId: getUpperStore(tx, part.payer_id),
          bin: '',
          condition: 'good',
          ownerKind: part.owner_kind,
          ownerId: part.payer_id ?? '',
          lot: '',
          serial: '',
        },
        quantityMilli: milli,
        doneMilli: 0,
        // It costs nothing while it is not here
        unitFen: 0,
      });
      let left = milli;
      for (const wait of this.#awaited.filter((one) => one.partId === partId).toReversed()) {
        const missing = Math.min(left, shortOfRequest(tx, wait));
        if (missing <= 0) continue;
        left -= missing;
        claims.push({
          ...this.#about(partId),
          requestId: wait.requestId,
          workOrderId: wait.workOrderId,
          kind: 'short' as const,
          partId,
          otherPartId: null,
          quantityMilli: missing,
          announcedMilli: wait.owedMilli,
          unitFen: wait.unitFen,
          lot: '',
          serial: '',
          locationId: null,
          pairId: null,
          lineId,
          note: '',
        });
      }
    }
    return claims;
  }

  #close(partIds: readonly string[]): OpenPaper & { releasedOrders: FilledOrder[] } {
    const tx = this.#tx;
    const done = this.#paper.close();
    const { delivery, rest } = this.#input;
    if (delivery !== null && rest === 'claim')
      for (const id of requestsIn(tx, delivery))
        if (tx.value<string>('SELECT state FROM parts_request WHERE id = ?', id) !== 'short')
          tx.update('parts_request', id, { state: 'short' });
    if (this.#head?.kind === 'parcel') this.#stepParcel(this.#head.id);
    return { ...done, releasedOrders: resumeFilled(tx, fillShorts(tx, partIds), applyAction) };
  }

  #stepParcel(id: string): void {
    const parcel = getParcel(this.#tx, id);
    const to = this.#input.rest === 'coming' ? 'part_arrived' : 'arrived';
    if (parcelSteps[parcel.state].includes(to))
      stepParcel(this.#tx, { id, version: parcel.version, to, reason: '', bearer: null });
  }
}

interface Place {
  locationId: string;
  bin: string;
}

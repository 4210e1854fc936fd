/**
 * What a platform remembers: orders with their state, a change sequence, steps it was told, statement rows.
 * Both sandboxes wear their own protocol over it. Time comes from outside and never runs backwards here.
 */
import type { UpstreamStatus, UpstreamStep } from '../../../domain/orders/canonical.ts';
import type { PlannedMessage } from './make-messages.ts';
import type { SandboxAddress, SandboxOrder } from './shapes.ts';

export interface SandboxCard {
  order: SandboxOrder;
  status: UpstreamStatus;
  /** Position in the change feed; grows with every change of any order. */
  seq: number;
  revision: number;
  modifiedAt: number;
  worker: { id: string; name: string; phone: string } | null;
  slot: { startAt: number; endAt: number } | null;
  reserveFail: { code: string; text: string } | null;
  holdReason: string;
  signedInAt: number | null;
  finishedAt: number | null;
  verifiedAt: number | null;
  cancelledAt: number | null;
  /** Steps applied, in order: what a test compares with what the outlet meant to say. */
  told: { step: UpstreamStep; at: number; detail: StepDetail }[];
  sequence: number;
}

export interface StepDetail {
  worker?: { id: string; name: string; phone: string };
  slot?: { startAt: number; endAt: number };
  reason?: { code: string; text: string };
  verifyCode?: string;
  sequence?: string;
  pictureUrls?: string[];
  text?: string;
  messageId?: string;
}

/** What the platform wrote about an order. */
export interface SandboxMessage {
  id: string;
  orderId: string;
  kind: 'urge' | 'note' | 'ticket' | 'complaint';
  text: string;
  at: number;
  answerDueAt: number | null;
  /** The outlet's answer, as told. */
  answer: string | null;
}

export type Verdict =
  | { ok: true }
  | { ok: false; code: 'order_unknown' | 'order_closed' | 'step_refused'; said: string };

export interface SettlementRow {
  id: string;
  orderId: string;
  tradeId: string;
  kind: 'fee' | 'commission';
  /** Signed from the outlet's side. */
  amountFen: number;
  bookedAt: number;
  paidAt: number;
}

export interface WorldOptions {
  now: () => number;
  /** Orders of [from, to); called with growing, touching slices. */
  source?: (from: number, to: number) => SandboxOrder[];
  /** Where the platform's memory begins, UTC ms. */
  startAt: number;
  /** From verified to booked in the statement. */
  settleAfterMs?: number;
  commissionPercent?: number;
  /** Called for every fee row: planted differences of statements. */
  settleFen?: (order: SandboxOrder, feeFen: number) => number;
  /** What it will write about an order; nothing unless told. */
  messages?: (order: SandboxOrder) => readonly PlannedMessage[];
}

const closed: readonly UpstreamStatus[] = ['cancelled', 'refused', 'settled'];

export class SandboxWorld {
  readonly cards = new Map<string, SandboxCard>();
  readonly rows: SettlementRow[] = [];
  /** In the order they were written. */
  readonly messages: SandboxMessage[] = [];
  private readonly options: WorldOptions;
  private readonly feed: { seq: number; id: string }[] = [];
  private readonly due: { at: number; id: string; change: number }[] = [];
  private toSay: { orderId: string; planned: PlannedMessage }[] = [];
  private isDueSorted = true;
  private seq = 0;
  private reachedMs: number;

  constructor(options: WorldOptions) {
    this.options = options;
    this.reachedMs = options.startAt;
  }

  now(): number {
    return this.options.now();
  }

  /** Brings orders and changes up to the present. Cheap when nothing is due. */
  advance(): void {
    const to = this.now();
    if (to > this.reachedMs) {
      const orders = this.options.source?.(this.reachedMs, to) ?? [];
      this.reachedMs = to;
      for (const order of orders) this.add(order);
    }
    // Latest first, so that what is due comes off the end; sorted once per batch of new orders.
    if (!this.isDueSorted) this.due.sort((a, b) => b.at - a.at);
    this.isDueSorted = true;
    while ((this.due.at(-1)?.at ?? Number.POSITIVE_INFINITY) <= this.reachedMs) {
      const next = this.due.pop() as { id: string; change: number };
      this.applyChange(next.id, next.change);
    }
    const said = this.toSay.filter(({ planned }) => planned.at <= this.reachedMs);
    if (said.length === 0) return;
    this.toSay = this.toSay.filter(({ planned }) => planned.at > this.reachedMs);
    said.sort((a, b) => a.planned.at - b.planned.at);
    for (const { orderId, planned } of said) this.say(orderId, planned, planned.at);
  }

  /** The platform writes about an order that is still open. */
  say(
    orderId: string,
    words: Pick<SandboxMessage, 'kind' | 'text'> & { answerMs: number | null },
    at = this.now(),
  ): SandboxMessage | null {
    const card = this.cards.get(orderId);
    if (card === undefined || !this.isOpen(card)) return null;
    const message: SandboxMessage = {
      id: `${orderId}-M${1 + this.messages.filter((one) => one.orderId === orderId).length}`,
      orderId,
      kind: words.kind,
      text: words.text,
      at,
      answerDueAt: words.answerMs === null ? null : at + words.answerMs,
      answer: null,
    };
    this.messages.push(message);
    return message;
  }

  add(order: SandboxOrder): SandboxCard {
    const card: SandboxCard = {
      order,
      status: 'open',
      seq: 0,
      revision: 0,
      modifiedAt: order.createdAt,
      worker: null,
      slot: null,
      reserveFail: null,
      holdReason: '',
      signedInAt: null,
      finishedAt: null,
      verifiedAt: null,
      cancelledAt: null,
      told: [],
      sequence: 1,
    };
    this.cards.set(order.id, card);
    this.touch(card, order.createdAt);
    order.changes.forEach((change, index) => this.due.push({ at: change.at, id: order.id, change: index }));
    if (order.changes.length > 0) this.isDueSorted = false;
    for (const planned of this.options.messages?.(order) ?? [])
      this.toSay.push({ orderId: order.id, planned });
    return card;
  }

  private touch(card: SandboxCard, at: number): void {
    this.seq += 1;
    card.seq = this.seq;
    card.revision += 1;
    card.modifiedAt = at;
    this.feed.push({ seq: this.seq, id: card.order.id });
  }

  private applyChange(id: string, index: number): void {
    const card = this.cards.get(id);
    const change = card?.order.changes[index];
    if (card === undefined || change === undefined) return;
    if (change.kind === 'cancel') this.cancel(id, change.at);
    else if (change.kind === 'goods_arrived') this.edit(id, { goodsArrivedAt: change.at }, change.at);
    else if (change.kind === 'address' && change.address !== undefined)
      this.changeAddress(id, change.address, change.at);
    else if (change.kind === 'remark') this.edit(id, { remark: change.remark ?? '' }, change.at);
    else if (change.kind === 'phone') {
      this.edit(
        id,
        { customer: { ...card.order.customer, phone: change.phone ?? card.order.customer.phone } },
        change.at,
      );
    }
  }

  isOpen(card: SandboxCard): boolean {
    return !closed.includes(card.status) && card.finishedAt === null;
  }

  /** The platform or the user withdraws an order; finished ones stay. */
  cancel(id: string, at = this.now()): boolean {
    const card = this.cards.get(id);
    if (card === undefined || !this.isOpen(card)) return false;
    card.status = 'cancelled';
    card.cancelledAt = at;
    this.touch(card, at);
    return true;
  }

  /** Its check finds the papers wanting: they are to be filled again. */
  returnPapers(id: string, at = this.now()): boolean {
    return this.judgePapers(id, 'returned', at);
  }

  /** Its check passes what was filled again. */
  passPapers(id: string, at = this.now()): boolean {
    return this.judgePapers(id, 'verified', at);
  }

  private judgePapers(id: string, status: 'returned' | 'verified', at: number): boolean {
    const card = this.cards.get(id);
    if (card === undefined || card.finishedAt === null) return false;
    card.status = status;
    this.touch(card, at);
    return true;
  }

  changeAddress(id: string, address: SandboxAddress, at = this.now()): boolean {
    return this.edit(id, { address }, at);
  }

  /** Changes any part of an order that is still open. */
  edit(id: string, patch: Partial<SandboxOrder>, at = this.now()): boolean {
    const card = this.cards.get(id);
    if (card === undefined || !this.isOpen(card)) return false;
    card.order = { ...card.order, ...patch };
    this.touch(card, at);
    return true;
  }

  /** Cards whose latest change lies behind `seq`, oldest change first. */
  since(seq: number, limit: number): { cards: SandboxCard[]; lastSeq: number; more: boolean } {
    const cards: SandboxCard[] = [];
    let lastSeq = seq;
    let low = 0;
    let high = this.feed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.feed[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < this.feed.length; index += 1) {
      const entry = this.feed[index] as { seq: number; id: string };
      const card = this.cards.get(entry.id);
      // Superseded entries are skipped: the card comes again, at its later place.
      if (card?.seq === entry.seq) {
        if (cards.length === limit) return { cards, lastSeq, more: true };
        cards.push(card);
      }
      lastSeq = entry.seq;
    }
    return { cards, lastSeq, more: false };
  }

  findByCode(verifyCode: string): SandboxCard | null {
    for (const card of this.cards.values()) if (card.order.verifyCode === verifyCode) return card;
    return null;
  }

  /** Tells the platform one step; it judges by the state it has. */
  tell(id: string, step: UpstreamStep, at: number, detail: StepDetail): Verdict {
    const card = this.cards.get(id);
    if (card === undefined) return { ok: false, code: 'order_unknown', said: '工单不存在' };
    if (card.status === 'cancelled') return { ok: false, code: 'order_closed', said: '服务单已取消' };
    if (card.status === 'refused') return { ok: false, code: 'order_closed', said: '服务单已退回' };
    const problem = this.judge(card, step, detail);
    if (problem !== null) return { ok: false, code: 'step_refused', said: problem };
    this.write(card, step, detail);
    card.told.push({ step, at, detail });
    this.touch(card, this.now());
    return { ok: true };
  }

  private judge(card: SandboxCard, step: UpstreamStep, detail: StepDetail): string | null {
    const working = step !== 'verify' && step !== 'note' && step !== 'urge_answer' && step !== 'papers';
    if (card.finishedAt !== null && working) return '服务单已完结';
    if (step === 'papers' && card.status !== 'returned') return '没有退回的资料';
    if (step === 'assign' && (detail.worker?.id ?? '') === '') return '工人不存在';
    if (step === 'reserve' && (detail.slot === undefined || detail.slot.endAt <= detail.slot.startAt))
      return '预约时间不正确';
    if (step === 'verify') {
      if (card.verifiedAt !== null) return '核销码已使用';
      if (detail.verifyCode !== card.order.verifyCode) return '核销码不正确';
    }
    if (step === 'complete' && detail.sequence !== undefined && detail.sequence !== String(card.sequence))
      return '批次号不正确';
    return null;
  }

  private write(card: SandboxCard, step: UpstreamStep, detail: StepDetail): void {
    const now = this.now();
    if (step === 'accept') card.status = 'accepted';
    else if (step === 'assign') {
      card.worker = detail.worker ?? null;
      card.status = card.slot === null ? 'assigned' : 'booked';
    } else if (step === 'reserve') {
      card.slot = detail.slot ?? null;
      card.status = 'booked';
    } else if (step === 'reserve_fail') card.reserveFail = detail.reason ?? { code: '', text: '' };
    else if (step === 'suspend') {
      card.status = 'on_hold';
      card.holdReason = detail.reason?.text ?? '';
    } else if (step === 'sign_in') {
      card.signedInAt = now;
      card.status = 'on_site';
    } else if (step === 'complete') {
      card.finishedAt = now;
      card.status = card.verifiedAt === null ? 'finished' : 'verified';
      if (card.verifiedAt !== null) this.settle(card);
    } else if (step === 'verify') {
      card.verifiedAt = now;
      card.status = card.finishedAt === null ? card.status : 'verified';
      if (card.finishedAt !== null) this.settle(card);
    } else if (step === 'papers') card.status = 'finished';
    else if (step === 'urge_answer') {
      const asked = this.messages.find((one) => one.id === detail.messageId);
      if (asked !== undefined) asked.answer = detail.text ?? '';
    } else if (step === 'refuse' || step === 'send_back') card.status = 'refused';
  }

  private settle(card: SandboxCard): void {
    const { order } = card;
    const bookedAt = this.now() + (this.options.settleAfterMs ?? 0);
    const amountFen = this.options.settleFen?.(order, order.feeFen) ?? order.feeFen;
    const base = { orderId: order.id, tradeId: order.tradeId, bookedAt, paidAt: bookedAt };
    this.rows.push({ ...base, id: `${order.id}01`, kind: 'fee', amountFen });
    const percent = this.options.commissionPercent ?? 0;
    // Half a fen rounds away from the outlet, as integer arithmetic.
    const commission = Math.floor((amountFen * percent + 50) / 100);
    if (commission > 0)
      this.rows.push({ ...base, id: `${order.id}02`, kind: 'commission', amountFen: -commission });
  }

  /** Rows booked in [from, to), and already booked by now. */
  rowsBetween(from: number, to: number): SettlementRow[] {
    const now = this.now();
    return this.rows.filter(({ bookedAt }) => bookedAt >= from && bookedAt < to && bookedAt <= now);
  }
}

/**
 * What the sync engine knows of a platform. Nothing here names one: an adapter is registered under a word
 * (main/platforms/index.ts) and everything that differs is behind these few functions.
 *
 * Three pull styles exist upstream (change feed, creation windows with pages, work queue), so the cursor is
 * opaque JSON: the engine stores `nextCursor` in the same transaction as the items and hands it back unread.
 * Windows overlap and feeds repeat, so the engine must take every item as "perhaps seen before".
 *
 * Errors: pullPage, reread, pullStatement and testConnection throw `Fault` with a code of the `platforms`
 * group (params carry host, retrySeconds …); `reactionTo` in faults.ts tells the engine what to do with it.
 * send, readBack and toCanonical never throw.
 */
import type { z } from 'zod';
import type { Env } from '../../domain/kernel/env.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import type { FaultParams } from '../../domain/kernel/fault.ts';
import type { CanonicalOrder, UpstreamStatus, UpstreamStep } from '../../domain/orders/canonical.ts';
import type { IntakeNote, QuarantineParams, QuarantineReason } from '../../domain/orders/quarantine.ts';

export type JsonScalar = string | number | boolean | null;
export type JsonCursor = { readonly [name: string]: JsonScalar } | null;

/** One thing a platform sent, before anyone has understood it. */
export interface RawItem {
  /** As the platform wrote it; '' when the item carries none (it will be quarantined as `id_missing`). */
  upstreamId: string;
  /** The item's own bytes as text, cut out of the page, not re-serialised. */
  rawText: string;
  /** UTC ms of this computer. */
  receivedAt: number;
}

/** Something worth showing on the health page although the call worked. */
export interface PlatformNotice {
  code: FaultCode;
  params: FaultParams;
}

/** Words of a platform about one order: an urge, a note, a ticket, a complaint. */
export interface PlatformMessage {
  messageId: string;
  /** Of the order it is about. */
  upstreamId: string;
  kind: 'urge' | 'note' | 'ticket' | 'complaint';
  text: string;
  /** UTC ms. */
  at: number;
  /** Until when it wants an answer; null: none is wanted. */
  answerDueAt: number | null;
}

export interface PulledPage {
  items: RawItem[];
  /** Of platforms that write; perhaps seen before, like items. */
  messages?: PlatformMessage[];
  nextCursor: JsonCursor;
  /** True: call again at once. False: caught up; wait for the next round. */
  more: boolean;
  /** All cards it holds for this shop, where it counts them: comparable with ours. Never the count of a window. */
  total?: number;
  /** The platform's own clock when it answered (UTC ms), if it told. */
  platformAt: number | null;
  notices: PlatformNotice[];
}

export interface RereadResult {
  items: RawItem[];
  /** Ids the platform says it does not have (any more). */
  missing: string[];
  /** Ids not asked for because the platform limited us or failed; try them in a later round. */
  left: string[];
  notices: PlatformNotice[];
}

/** Lives as long as the host holds the connection open. Never stored; losing it costs one extra exchange. */
export interface ConnectionMemory {
  /** Platform clock minus ours, ms; null until the first answer with a Date header. */
  skewMs: number | null;
  /** It answered that it has no messages to fetch; not asked again. */
  hasNoMessages?: boolean;
}

export interface PlatformContext<S = unknown> {
  env: Env;
  settings: S;
  memory: ConnectionMemory;
  signal?: AbortSignal;
  /** Bytes of an attachment named in a step; the engine gives it, adapters hold no files. */
  readPicture?: (hash: string) => Promise<Uint8Array>;
}

export interface StepPicture {
  hash: string;
  /** With extension, e.g. `outdoor-unit.jpg`. */
  name: string;
  contentType: 'image/jpeg' | 'image/png';
  /** The platform's address of it, when an earlier try has already uploaded it. */
  url?: string | null;
}

/** What happened, in canonical words; stored as JSON in the outbox. Every field beyond the head is optional. */
export interface StepPayload {
  worker?: { accountId: string | null; name: string; phone: string };
  /** UTC ms. */
  slotStartAt?: number;
  slotEndAt?: number;
  reasonCode?: string;
  reasonText?: string;
  nextContactAt?: number;
  verifyCode?: string;
  completedCount?: number;
  /** Decimal degrees as text, as measured. */
  latitude?: string;
  longitude?: string;
  pictures?: StepPicture[];
  machines?: {
    upstreamLineId: string | null;
    indoorCode: string | null;
    outdoorCode: string | null;
    done: boolean;
  }[];
  remark?: string;
  /** The platform's message that this answers. */
  messageId?: string;
  /** Who typed it at our desk instead of the technician's own device. */
  deskEntryBy?: string;
}

export interface StepMessage {
  /** Ours, stable over retries: the idempotency key. */
  key: string;
  step: UpstreamStep;
  upstreamId: string;
  /** CanonicalOrder.echo of the latest known state. */
  echo: CanonicalOrder['echo'];
  /** When it happened, UTC ms. */
  at: number;
  payload: StepPayload;
  /** What the platform's own record said before the first try; see `markBefore`. */
  before?: ReadMark | null;
}

/** Words of the platform's own record, compared only with later words of the same record. */
export type ReadMark = Readonly<Record<string, string>>;

/**
 * done: the platform has it (or had it already). refused: it will never take it; a person decides.
 * retry: it certainly did not take it; send again later. unknown: the exchange broke off; where the platform
 * has no idempotency keys (`traits.readBackFirst`) ask `readBack` before sending again.
 */
export interface StepResult {
  outcome: 'done' | 'retry' | 'refused' | 'unknown';
  retryAfterMs?: number;
  code?: FaultCode;
  params?: FaultParams;
  /** The platform's own words, cut to 500 characters; may name a person. */
  answer?: string;
  /** Addresses of pictures already uploaded, by hash: put them into the payload before the next try. */
  uploaded?: Record<string, string>;
}

export type ReadBack = 'done' | 'not_done' | 'unknown';

export interface StatementWindow {
  /** UTC ms, from inclusive, to exclusive. Adapters slice longer windows themselves. */
  fromAt: number;
  toAt: number;
}

/** One money movement as the platform books it. */
export interface StatementRow {
  rowId: string;
  upstreamId: string | null;
  tradeId: string | null;
  feeKind: string;
  /** Signed from the outlet's side: positive comes to us. */
  amountFen: number;
  final: boolean;
  bookedAt: number;
  paidAt: number | null;
  note: string;
  rawText: string;
}

export interface StatementPage {
  rows: StatementRow[];
  rejected: { rawText: string; reason: QuarantineReason; params: QuarantineParams }[];
  nextCursor: JsonCursor;
  more: boolean;
}

export type Canonicalized =
  | { ok: true; order: CanonicalOrder; notes: IntakeNote[] }
  | { ok: false; reason: QuarantineReason; params: QuarantineParams };

export interface ConnectionProbe {
  /** UTC ms of the platform, if told. */
  platformAt: number | null;
  skewMs: number | null;
  notices: PlatformNotice[];
}

export interface PlatformTraits {
  pullStyle: 'change_feed' | 'creation_window' | 'work_queue';
  /** Changes do not come by themselves: open orders must be read again by id. */
  rereadOpen: boolean;
  /** No idempotency keys upstream: after `unknown`, read before sending again. */
  readBackFirst: boolean;
  statements: boolean;
  /** Canonical steps it can be told. */
  steps: readonly UpstreamStep[];
}

/** How a settings form shows one field; sentences come from the window's catalogue by `name`. */
export interface SettingField {
  name: string;
  kind: 'address' | 'text' | 'secret' | 'number' | 'choice' | 'switch' | 'map';
  choices?: readonly string[];
  /** Public facts do not settle it: the default is our best reading. */
  unsure?: boolean;
}

/**
 * `S` is any by default: the registry holds definitions of different settings, and each parses its own with
 * `settings` before anything else is called.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export interface PlatformDefinition<S = any> {
  name: string;
  traits: PlatformTraits;
  settings: z.ZodType<S>;
  fields: readonly SettingField[];
  pullPage(cursor: JsonCursor, ctx: PlatformContext<S>): Promise<PulledPage>;
  /** The engine passes the oldest-unseen open orders first, as many as its budget allows. */
  reread(upstreamIds: readonly string[], ctx: PlatformContext<S>): Promise<RereadResult>;
  /** Pure. `receivedAt` stands in when the order names no time of its own. */
  toCanonical(rawText: string, settings: S, receivedAt: number): Canonicalized;
  send(message: StepMessage, ctx: PlatformContext<S>): Promise<StepResult>;
  readBack(message: StepMessage, ctx: PlatformContext<S>): Promise<ReadBack>;
  /**
   * For steps that may be told again in the same words: the record as it stands before this one is sent, so that a
   * later read can tell ours from the one before without any clock. Null: this step needs none. Throws as reads do.
   */
  markBefore?(message: StepMessage, ctx: PlatformContext<S>): Promise<ReadMark | null>;
  /**
   * Whether the record as it was once pulled shows a step that was marked before, for records that moved on since and
   * tell no more. Only a state later than the mark, by the record's own time, may count. Never throws.
   */
  shownBy?(rawText: string, message: StepMessage, settings: S): boolean;
  testConnection(ctx: PlatformContext<S>): Promise<ConnectionProbe>;
  pullStatement?(
    window: StatementWindow,
    cursor: JsonCursor,
    ctx: PlatformContext<S>,
  ): Promise<StatementPage>;
}

export type { UpstreamStatus, UpstreamStep };

import type { z } from 'zod';
import type { Env } from '../../domain/kernel/env.ts';
import { Fault, isFault } from '../../domain/kernel/fault.ts';
import { featuresOf } from '../../domain/access/features.ts';
import { faultCodes } from '../../domain/kernel/fault-codes.ts';
import type { AnyChannel, Answer, MaskKind } from '../../preload/contract/define.ts';
import type { ServiceContext, Session } from '../services/context.ts';
import { holds, maskingFor } from './access.ts';
import { Answers } from './answers.ts';
import { canonicalJson, hashInput } from './json-guard.ts';
import type { HostLog } from './log.ts';
import { applyOutputPlan, compileOutputPlan, type OutputPlan } from './output-plan.ts';
import { RateLimit } from './rate-limit.ts';
import { inputFault } from './input-fault.ts';
import type { SessionTable } from './sessions.ts';

/** Handlers are typed where they are written; here they are a table, and what goes in was checked by the schema. */
export type AnyHandler = (ctx: ServiceContext, input: never) => unknown;

export interface RouterParts {
  contract: Readonly<Record<string, AnyChannel>>;
  handlers: Readonly<Record<string, AnyHandler | undefined>>;
  sessions: SessionTable;
  env: Env;
  log: HostLog;
  maskText(kind: MaskKind, text: string): string;
  /** The store's memory of an earlier answer to the same request of the same desk. */
  findAnswer(deskId: string, requestId: string): { inputHash: string | null; answer: unknown } | null;
  /** Parts of the program this outlet has switched off. */
  featuresOff?: () => ReadonlySet<string>;
  /** Makes what a handler works with. `call` names the request for the gate. */
  context(session: Session, call: { channel: string; requestId: string; inputHash: string }): ServiceContext;
  /** Parses every answer by its schema and throws on a mismatch: on in tests and development. */
  checkOutputs: boolean;
}

export interface CallOptions {
  /** Commands: the same id again returns the first answer. Made here when absent. */
  requestId?: string | undefined;
}

interface Route {
  channel: AnyChannel;
  handler: AnyHandler;
  plan: OutputPlan;
}

const defaultMaxBytes = 64 * 1024;
const requestIdShape = /^[A-Za-z0-9_-]{8,64}$/;
const known = new Set<string>(faultCodes);

/**
 * The one door from windows to services. Checks sender, login, permission, rate, size and schema, in that order,
 * so that nobody learns more from a refusal than the step before allows; masks and strips every answer.
 */
export class Router {
  readonly #parts: RouterParts;
  readonly #routes = new Map<string, Route>();
  readonly #rates: RateLimit;
  readonly #answers = new Answers();

  constructor(parts: RouterParts) {
    this.#parts = parts;
    this.#rates = new RateLimit(() => parts.env.now());
    for (const [name, channel] of Object.entries(parts.contract)) {
      const handler = parts.handlers[name];
      if (handler) this.#routes.set(name, { channel, handler, plan: compileOutputPlan(channel.output) });
    }
  }

  /** Never throws: every outcome is an answer. `sender` is the session id of the desk that asks. */
  async call(sender: string, name: string, input: unknown, options: CallOptions = {}): Promise<Answer> {
    try {
      return { ok: true, value: await this.#answer(sender, name, input, options) };
    } catch (error) {
      return { ok: false, error: this.#faultOf(error, String(name).slice(0, 80)) };
    }
  }

  async #answer(sender: string, name: string, input: unknown, options: CallOptions): Promise<unknown> {
    const { sessions } = this.#parts;
    const session = sessions.find(sender);
    if (!session) throw new Fault('desk_unknown');
    const route = typeof name === 'string' ? this.#routes.get(name) : undefined;
    if (!route) throw new Fault('unknown_channel', { channel: String(name).slice(0, 80) });
    const { channel } = route;
    this.#checkLogin(session, channel.permission);
    this.#checkRate(session, name, channel);
    const { canonical, checked } = this.#checkInput(channel, input);
    if (channel.kind === 'command') this.#checkFeature(name, channel, checked);
    const value =
      channel.kind === 'command'
        ? await this.#runCommand(session, name, route, checked, canonical, options.requestId)
        : await this.#run(session, name, route, checked, this.#parts.env.newId(), '');
    // Read again: login and logout change the session they answer
    const reader = sessions.find(sender) ?? session;
    return applyOutputPlan(route.plan, value, maskingFor(reader, channel.permission, this.#parts.maskText));
  }

  #checkLogin(session: Session, permission: string): void {
    if (permission === 'public') return;
    const state = this.#parts.sessions.state(session);
    if (state === 'out') throw new Fault('login_needed');
    if (state === 'locked') throw new Fault('desk_locked');
    if (permission !== 'anyone' && !holds(session, permission)) {
      throw new Fault('forbidden', { action: permission });
    }
  }

  #checkRate(session: Session, name: string, channel: AnyChannel): void {
    const perMinute = channel.perMinute ?? (channel.kind === 'query' ? 1200 : 600);
    const waitMs = this.#rates.take(`${session.deskId}\n${session.id}\n${name}`, perMinute);
    if (waitMs > 0) throw new Fault('rate_limited', { retryMs: waitMs });
  }

  #checkFeature(name: string, { permission }: AnyChannel, input: unknown): void {
    const off = this.#parts.featuresOff?.();
    if (off === undefined || off.size === 0) return;
    const feature = featuresOf({ name, permission, input }).find((code) => off.has(code));
    if (feature !== undefined) throw new Fault('feature_off', { feature });
  }

  #checkInput(channel: AnyChannel, input: unknown): { canonical: string; checked: unknown } {
    const limitBytes = channel.maxBytes ?? defaultMaxBytes;
    const canonical = canonicalJson(input ?? {});
    if (canonical.length > limitBytes || Buffer.byteLength(canonical) > limitBytes) {
      throw new Fault('input_too_large', { limitBytes });
    }
    const parsed = channel.input.safeParse(input ?? {});
    if (!parsed.success) throw inputFault(parsed.error);
    return { canonical, checked: parsed.data };
  }

  async #runCommand(
    session: Session,
    name: string,
    route: Route,
    checked: unknown,
    canonical: string,
    givenId: string | undefined,
  ): Promise<unknown> {
    const requestId = givenId ?? this.#parts.env.newId();
    if (typeof requestId !== 'string' || !requestIdShape.test(requestId)) {
      throw new Fault('input_invalid', { field: 'requestId', problem: 'format' });
    }
    const hash = hashInput(name, canonical);
    return this.#answers.once(`${session.deskId}\n${requestId}`, hash, async () => {
      const earlier = givenId === undefined ? null : this.#parts.findAnswer(session.deskId, requestId);
      if (earlier) {
        if (earlier.inputHash !== null && earlier.inputHash !== hash) throw new Fault('request_reused');
        const fits = route.channel.output.safeParse(earlier.answer);
        if (fits.success) return earlier.answer;
      }
      return this.#run(session, name, route, checked, requestId, hash);
    });
  }

  async #run(
    session: Session,
    name: string,
    route: Route,
    checked: unknown,
    requestId: string,
    inputHash: string,
  ): Promise<unknown> {
    const ctx = this.#parts.context(session, { channel: name, requestId, inputHash });
    const value = await route.handler(ctx, checked as never);
    if (this.#parts.checkOutputs) checkOutput(name, route.channel.output, value);
    return value;
  }

  #faultOf(error: unknown, channel: string): { code: string; params: Fault['params'] } {
    if (isFault(error) && known.has(error.code))
      return { code: error.code, params: plainParams(error.params) };
    const full = (error as { code?: unknown } | null | undefined)?.code;
    if (full === 'SQLITE_FULL' || full === 'ENOSPC') {
      this.#parts.log.error('disk_full', error, { channel });
      return { code: 'disk_full', params: {} };
    }
    if (full === 'SQLITE_CORRUPT' || full === 'SQLITE_NOTADB') {
      this.#parts.log.error('store_damaged', error, { channel });
      return { code: 'store_damaged', params: { place: channel } };
    }
    const ref = this.#parts.log.error('internal', error, { channel });
    return { code: 'internal', params: { ref } };
  }
}

/** Params are small and flat by type; a service that hands on an object is cut here, not trusted. */
function plainParams(params: Fault['params'] | undefined): Fault['params'] {
  const out: Fault['params'] = {};
  for (const [key, value] of Object.entries(params ?? {})) {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') out[key] = value;
    else if (typeof value === 'string') out[key] = value.slice(0, 200);
  }
  return out;
}

function checkOutput(name: string, schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const places = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new Error(`answer of ${name} does not fit its schema: ${places.join('; ')}`);
}

/**
 * A server that behaves like the outlet's own platform, as a pure function of requests (handle) that can also
 * be put on a port (sandbox/serve.ts). docs/own-platform.openapi.yaml describes exactly this.
 */
import { createHash } from 'node:crypto';
import { dated, Misbehaviour } from '../sandbox/misbehave.ts';
import type { MisbehaveOptions } from '../sandbox/misbehave.ts';
import { jsonAnswer, textAnswer } from '../sandbox/wire.ts';
import type { WireAnswer, WireHandler, WireRequest } from '../sandbox/wire.ts';
import type { SandboxCard, SandboxWorld, SettlementRow } from '../sandbox/world.ts';
import { detailOf, eventSchema } from './sandbox-event.ts';
import { listMessages } from './sandbox-messages.ts';
import { OwnGuard } from './sandbox-guard.ts';
import { ownOrderJson } from './sandbox-order.ts';

export interface OwnSandboxOptions {
  world: SandboxWorld;
  keyId: string;
  secret: string;
  /** The platform's clock; the world's unless it is to be wrong. */
  now?: () => number;
  toleranceMs?: number;
  misbehave?: MisbehaveOptions;
}

export interface OwnSandbox {
  handle: WireHandler;
  trouble: Misbehaviour;
  world: SandboxWorld;
  /** Requests that passed the guard. */
  served: number;
}

const maxLimit = 200;
const maxLookup = 50;

function failure(status: number, code: string, message: string): WireAnswer {
  return jsonAnswer(status, { error: { code, message } });
}

interface Remembered {
  fingerprint: string;
  answer: WireAnswer;
  eventId: string;
}

class OwnServer {
  private readonly world: SandboxWorld;
  private readonly trouble: Misbehaviour;
  private readonly now: () => number;
  private readonly keyed = new Map<string, Remembered>();
  private readonly texts = new Map<string, { revision: number; text: string }>();

  constructor(world: SandboxWorld, trouble: Misbehaviour, now: () => number) {
    this.world = world;
    this.trouble = trouble;
    this.now = now;
  }

  route(request: WireRequest): WireAnswer {
    const url = new URL(request.target, 'http://sandbox');
    // The address may carry a path of its own in front.
    const path = url.pathname.slice(url.pathname.indexOf('/v1/'));
    const method = request.method;
    if (method === 'GET' && path === '/v1/ping')
      return jsonAnswer(200, { time: new Date(this.now()).toISOString() });
    if (method === 'GET' && path === '/v1/orders') return this.listOrders(url.searchParams);
    if (method === 'POST' && path === '/v1/orders/lookup') return this.lookup(request);
    if (method === 'GET' && path === '/v1/messages') return this.listMessages(url.searchParams);
    if (method === 'GET' && path === '/v1/statements') return this.listStatement(url.searchParams);
    if (method === 'POST' && path === '/v1/pictures')
      return this.keyedAnswer(request, 'picture', () => this.takePicture(request));
    const event = /^\/v1\/orders\/([^/]+)\/events$/.exec(path);
    if (method === 'POST' && event !== null) {
      return this.keyedAnswer(request, 'event', (key) =>
        this.takeEvent(request, decodeURIComponent(event[1] ?? ''), key),
      );
    }
    const known = /^\/v1\/orders\/([^/]+)\/events\/([^/]+)$/.exec(path);
    if (method === 'GET' && known !== null) return this.findEvent(decodeURIComponent(known[2] ?? ''));
    const one = /^\/v1\/orders\/([^/]+)$/.exec(path);
    if (method === 'GET' && one !== null) {
      const card = this.world.cards.get(decodeURIComponent(one[1] ?? ''));
      return card === undefined
        ? failure(404, 'order_unknown', 'no such order')
        : textAnswer(200, this.textOf(card));
    }
    return failure(404, 'route_unknown', 'no such route');
  }

  private textOf(card: SandboxCard): string {
    const held = this.texts.get(card.order.id);
    if (held?.revision === card.revision) return held.text;
    const text = JSON.stringify(ownOrderJson(card));
    this.texts.set(card.order.id, { revision: card.revision, text });
    return text;
  }

  private limitOf(query: URLSearchParams): number | null {
    const limit = Number(query.get('limit') ?? 100);
    return Number.isInteger(limit) && limit >= 1 && limit <= maxLimit ? limit : null;
  }

  private positionOf(query: URLSearchParams): number | null {
    const cursor = query.get('cursor');
    if (cursor === null) return 0;
    return /^p\d{1,12}$/.test(cursor) ? Number(cursor.slice(1)) : null;
  }

  private listOrders(query: URLSearchParams): WireAnswer {
    const limit = this.limitOf(query);
    const position = this.positionOf(query);
    if (limit === null) return failure(400, 'limit_wrong', `limit must be 1 to ${maxLimit}`);
    if (position === null) return failure(400, 'cursor_unknown', 'this cursor is not ours');
    this.trouble.stir(this.world);
    const { cards, lastSeq, more } = this.world.since(position, limit);
    const items = this.trouble.shape(cards.map((card) => this.textOf(card)));
    return textAnswer(200, `{"items":[${items.join(',')}],"nextCursor":"p${lastSeq}","more":${more}}`);
  }

  private listMessages(query: URLSearchParams): WireAnswer {
    const limit = this.limitOf(query);
    if (limit === null) return failure(400, 'limit_wrong', `limit must be 1 to ${maxLimit}`);
    const page = listMessages(this.world, query.get('cursor'), limit);
    return page ?? failure(400, 'cursor_unknown', 'this cursor is not ours');
  }

  private lookup(request: WireRequest): WireAnswer {
    const ids = this.jsonOf(request)?.['ids'];
    if (!Array.isArray(ids) || ids.length > maxLookup || !ids.every((id) => typeof id === 'string')) {
      return failure(400, 'ids_wrong', `ids must be up to ${maxLookup} texts`);
    }
    const found = ids.map((id) => this.world.cards.get(id)).filter((card) => card !== undefined);
    const missing = ids.filter((id) => !this.world.cards.has(id));
    const items = this.trouble.shape(found.map((card) => this.textOf(card)));
    return textAnswer(200, `{"items":[${items.join(',')}],"missing":${JSON.stringify(missing)}}`);
  }

  private listStatement(query: URLSearchParams): WireAnswer {
    const limit = this.limitOf(query);
    const position = this.positionOf(query);
    const from = Date.parse(query.get('from') ?? '');
    const to = Date.parse(query.get('to') ?? '');
    if (limit === null || position === null || Number.isNaN(from) || Number.isNaN(to) || to <= from) {
      return failure(400, 'window_wrong', 'from, to, limit or cursor is wrong');
    }
    const rows = this.world.rowsBetween(from, to);
    const page = rows.slice(position, position + limit);
    const more = position + page.length < rows.length;
    return jsonAnswer(200, {
      items: page.map(statementJson),
      nextCursor: `p${position + page.length}`,
      more,
    });
  }

  private jsonOf(request: WireRequest): Record<string, unknown> | null {
    try {
      const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : null;
    } catch {
      return null;
    }
  }

  /** The first answer is given again for the same key and content; other content under it is refused. */
  private keyedAnswer(request: WireRequest, kind: string, act: (key: string) => WireAnswer): WireAnswer {
    const key = request.headers['idempotency-key'] ?? '';
    if (!/^[\x21-\x7e]{8,128}$/.test(key))
      return failure(400, 'key_missing', 'Idempotency-Key of 8 to 128 characters needed');
    const path = request.target;
    const fingerprint = createHash('sha256').update(`${kind} ${path}\n`).update(request.body).digest('hex');
    const before = this.keyed.get(key);
    if (before !== undefined) {
      if (before.fingerprint !== fingerprint)
        return failure(422, 'key_reused', 'this key was used for other content');
      return { ...before.answer, headers: { ...before.answer.headers, 'idempotent-replay': 'true' } };
    }
    const answer = act(key);
    if (answer.status < 300) this.keyed.set(key, { fingerprint, answer, eventId: key });
    return answer;
  }

  private takeEvent(request: WireRequest, orderId: string, key: string): WireAnswer {
    const parsed = eventSchema.safeParse(this.jsonOf(request));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return failure(422, 'event_invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    this.trouble.stir(this.world);
    const verdict = this.world.tell(
      orderId,
      parsed.data.step,
      Date.parse(parsed.data.at),
      detailOf(parsed.data),
    );
    if (!verdict.ok) {
      const status = verdict.code === 'order_unknown' ? 404 : 409;
      return failure(status, verdict.code, verdict.said);
    }
    const card = this.world.cards.get(orderId) as SandboxCard;
    return jsonAnswer(200, {
      eventId: key,
      order: { id: orderId, status: card.status, revision: card.revision },
    });
  }

  private findEvent(key: string): WireAnswer {
    const held = this.keyed.get(key);
    if (held === undefined) return failure(404, 'event_unknown', 'no event with this key');
    return { ...held.answer };
  }

  private takePicture(request: WireRequest): WireAnswer {
    const type = request.headers['content-type'] ?? '';
    const isJpeg = request.body[0] === 0xff && request.body[1] === 0xd8;
    const isPng = request.body[0] === 0x89 && request.body[1] === 0x50;
    if (!(type === 'image/jpeg' && isJpeg) && !(type === 'image/png' && isPng)) {
      return failure(422, 'picture_refused', '只收 JPG 或 PNG');
    }
    const hash = createHash('sha256').update(request.body).digest('hex');
    return jsonAnswer(200, { url: `https://pictures.invalid/${hash}` });
  }
}

function statementJson(row: SettlementRow): Record<string, unknown> {
  return {
    id: row.id,
    orderId: row.orderId,
    tradeId: row.tradeId,
    feeKind: row.kind === 'fee' ? '服务费' : '佣金',
    amountFen: row.amountFen,
    final: true,
    bookedAt: new Date(row.bookedAt).toISOString(),
    paidAt: new Date(row.paidAt).toISOString(),
    note: '',
  };
}

/** `handle` never throws; `trouble` is the knob for everything that can go wrong. */
export function createOwnSandbox(options: OwnSandboxOptions): OwnSandbox {
  const { world } = options;
  const now = options.now ?? (() => world.now());
  const trouble = new Misbehaviour({
    seed: 'own',
    limitedAnswer: (seconds) => ({
      ...failure(429, 'too_many', 'slow down'),
      headers: { 'content-type': 'application/json; charset=utf-8', 'retry-after': String(seconds) },
    }),
    failingAnswer: () => failure(503, 'failing', 'try again later'),
    ...options.misbehave,
  });
  const guard = new OwnGuard({
    keys: { [options.keyId]: options.secret },
    toleranceMs: options.toleranceMs ?? 300_000,
    now,
  });
  const server = new OwnServer(world, trouble, now);
  const sandbox: OwnSandbox = { handle: () => failure(500, 'unready', ''), trouble, world, served: 0 };
  const guarded: WireHandler = (request) => {
    world.advance();
    const refusal = guard.check(request);
    if (refusal !== null) return failure(refusal.status, refusal.code, refusal.message);
    sandbox.served += 1;
    try {
      return server.route(request);
    } catch {
      // A malformed percent sequence, for instance.
      return failure(400, 'request_malformed', 'request cannot be read');
    }
  };
  sandbox.handle = dated(trouble.wrap(guarded), now);
  return sandbox;
}

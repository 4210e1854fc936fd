/** docs/own-platform.openapi.yaml against what the sandbox really answers and the client really sends. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { day, hour, pullAll, rig } from './harness.ts';
import type { Rig } from './harness.ts';
import { ownSign } from '../../main/platforms/own/sign.ts';
import type { WireRequest } from '../../main/platforms/sandbox/wire.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean;
  items?: Schema;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxLength?: number;
}

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>;
}

const file = readFileSync(new URL('../../docs/own-platform.openapi.yaml', import.meta.url), 'utf8');
const document = parse(file) as {
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
};

function resolve<T>(node: T & { $ref?: string }): T {
  if (node.$ref === undefined) return node;
  let at: unknown = document;
  for (const name of node.$ref.replace('#/', '').split('/')) at = (at as Record<string, unknown>)[name];
  return at as T;
}

function typeOf(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (Number.isInteger(value)) return ['integer', 'number'];
  return [typeof value];
}

/** The part of JSON Schema the document uses; problems as paths. */
function problemsOf(value: unknown, reference: Schema, path = '$'): string[] {
  const schema = resolve(reference);
  const problems: string[] = [];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !typeOf(value).some((type) => types.includes(type)))
    return [`${path} is ${typeOf(value)[0]}`];
  if (schema.enum !== undefined && !schema.enum.includes(value)) problems.push(`${path} is ${String(value)}`);
  if (
    typeof value === 'string' &&
    schema.format === 'date-time' &&
    !/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)
  ) {
    problems.push(`${path} is no date-time`);
  }
  if (typeof value === 'string' && value.length > (schema.maxLength ?? 1e9))
    problems.push(`${path} is too long`);
  if (typeof value === 'number' && value < (schema.minimum ?? -1e99)) problems.push(`${path} is too small`);
  if (Array.isArray(value)) {
    if (value.length > (schema.maxItems ?? 1e9)) problems.push(`${path} has too many items`);
    value.forEach((item, at) => problems.push(...problemsOf(item, schema.items ?? {}, `${path}[${at}]`)));
  } else if (typeof value === 'object' && value !== null && schema.properties !== undefined) {
    for (const name of schema.required ?? [])
      if (!Object.hasOwn(value, name)) problems.push(`${path}.${name} is missing`);
    for (const [name, inner] of Object.entries(value)) {
      const known = schema.properties[name];
      if (known !== undefined) problems.push(...problemsOf(inner, known, `${path}.${name}`));
      else if (schema.additionalProperties === false) problems.push(`${path}.${name} is not in the document`);
    }
  }
  return problems;
}

function operationFor(method: string, path: string): { name: string; operation: Operation } | null {
  for (const [pattern, operations] of Object.entries(document.paths)) {
    const regular = new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`);
    const operation = operations[method.toLowerCase()];
    // Literal segments win over parameters: /v1/orders/lookup before /v1/orders/{orderId}.
    if (operation !== undefined && regular.test(path)) return { name: `${method} ${pattern}`, operation };
  }
  return null;
}

/** Watches the wire: every request and answer must be in the document. */
function watch(connection: Rig): { seen: Set<string>; problems: string[] } {
  const seen = new Set<string>();
  const problems: string[] = [];
  const net = connection.env.net;
  connection.env.net = {
    async request(request) {
      const answer = await net.request(request);
      const url = new URL(request.url);
      const found = operationFor(request.method, url.pathname);
      const place = `${request.method} ${url.pathname} ${answer.status}`;
      if (found === null) {
        problems.push(`${place}: no such route in the document`);
        return answer;
      }
      const response = found.operation.responses[String(answer.status)];
      seen.add(`${found.name} ${answer.status}`);
      if (response === undefined) problems.push(`${place}: status is not in the document`);
      else {
        const content = resolve(response).content?.['application/json'];
        const value: unknown = JSON.parse(new TextDecoder().decode(answer.body));
        problems.push(...problemsOf(value, content?.schema ?? {}).map((problem) => `${place}: ${problem}`));
      }
      const sent = found.operation.requestBody?.content['application/json'];
      if (sent !== undefined && request.body !== undefined) {
        const value: unknown = JSON.parse(new TextDecoder().decode(request.body as Uint8Array));
        problems.push(...problemsOf(value, sent.schema).map((problem) => `${place} sent: ${problem}`));
      }
      return answer;
    },
  };
  return { seen, problems };
}

describe('the document', () => {
  it('names every status the sandbox can give and every field it writes, and the client sends nothing else', async () => {
    const connection = rig('own', { settings: { pageSize: 20 }, settleAfterMs: 0 });
    const { platform, sandbox, ctx, clock } = connection;
    const watched = watch(connection);
    await platform.testConnection(ctx);
    const { items } = await pullAll(connection);
    await platform.reread([items[0]?.upstreamId ?? '', 'NOBODY'], ctx);
    const id = [...sandbox.world.cards.values()].find((card) => card.status === 'open')?.order.id ?? '';
    const withPictures = {
      ...ctx,
      readPicture: async (hash: string) => new Uint8Array(hash === 'ok' ? [0x89, 0x50] : [0]),
    };
    const full = {
      worker: { accountId: 'W1', name: '张师傅', phone: '13000000201' },
      slotStartAt: clock.ms + hour,
      slotEndAt: clock.ms + 3 * hour,
      reasonCode: 'H01',
      reasonText: '待件',
      nextContactAt: clock.ms + day,
      verifyCode: sandbox.world.cards.get(id)?.order.verifyCode ?? '',
      latitude: '27.8',
      longitude: '113.1',
      machines: [{ upstreamLineId: '1', indoorCode: 'LZ', outdoorCode: null, done: true }],
      remark: 'x',
      deskEntryBy: '蓝小筝',
    };
    for (const step of platform.traits.steps.filter((name) => name !== 'refuse' && name !== 'send_back')) {
      const message = {
        key: `step-key-${step}`,
        step,
        upstreamId: id,
        echo: {},
        at: clock.ms,
        payload: full,
      };
      // Papers go there only when they were sent back
      if (step === 'papers') expect(sandbox.world.returnPapers(id)).toBe(true);
      expect(await platform.send(message, ctx), step).toMatchObject({ outcome: 'done' });
      expect(await platform.readBack(message, ctx)).toBe('done');
    }
    const message = {
      key: 'other-key-1',
      step: 'note' as const,
      upstreamId: id,
      echo: {},
      at: clock.ms,
      payload: {},
    };
    const pictures = (hash: string) => [{ hash, name: `${hash}.png`, contentType: 'image/png' as const }];
    await platform.send({ ...message, payload: { pictures: pictures('ok') } }, withPictures);
    await platform.send(
      { ...message, key: 'other-key-2', payload: { pictures: pictures('bad') } },
      withPictures,
    );
    await platform.send({ ...message, payload: { remark: 'other content' } }, ctx);
    await platform.send({ ...message, key: 'other-key-3', upstreamId: 'NOBODY' }, ctx);
    await platform.send({ ...message, key: 'other-key-4', step: 'sign_in' }, ctx);
    await platform.readBack({ ...message, key: 'never-sent' }, ctx);
    clock.ms += 1_000;
    await platform.pullStatement?.({ fromAt: clock.ms - day, toAt: clock.ms }, null, ctx);
    await platform.pullPage({ position: 'not ours' }, ctx).catch(() => undefined);
    await platform
      .testConnection({ ...ctx, settings: { ...(ctx.settings as object), secret: 'no' } })
      .catch(() => undefined);
    sandbox.trouble.once({ kind: 'limited' }, { kind: 'failing' });
    await platform.pullPage(null, ctx).catch(() => undefined);
    await platform.pullPage(null, ctx).catch(() => undefined);
    expect(watched.problems).toEqual([]);
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path} 200`),
    );
    // GET of one order is for other clients; asked directly below.
    const missed = documented.filter((name) => !watched.seen.has(name));
    expect(missed).toEqual(['GET /v1/orders/{orderId} 200']);
    expect([...watched.seen]).toEqual(
      expect.arrayContaining([
        'GET /v1/orders 400',
        'GET /v1/orders 429',
        'GET /v1/orders 503',
        'GET /v1/ping 401',
        'POST /v1/orders/{orderId}/events 404',
        'POST /v1/orders/{orderId}/events 409',
        'POST /v1/orders/{orderId}/events 422',
        'POST /v1/pictures 422',
        'GET /v1/orders/{orderId}/events/{key} 404',
      ]),
    );
  });

  it('one order by its id is the same schema', () => {
    const connection = rig('own');
    connection.sandbox.world.advance();
    const id = [...connection.sandbox.world.cards.keys()][0] ?? '';
    const time = String(connection.clock.ms);
    const nonce = 'ab'.repeat(16);
    const target = `/v1/orders/${id}`;
    const settings = connection.ctx.settings as { keyId: string; secret: string };
    const body = new Uint8Array(0);
    const request: WireRequest = {
      method: 'GET',
      target,
      body,
      headers: {
        'x-outlet-key': settings.keyId,
        'x-outlet-time': time,
        'x-outlet-nonce': nonce,
        'x-outlet-signature': ownSign({ method: 'GET', target, time, nonce, body }, settings.secret),
      },
    };
    const answer = connection.sandbox.handle(request);
    expect(answer.status).toBe(200);
    const value: unknown = JSON.parse(new TextDecoder().decode(answer.body));
    expect(problemsOf(value, { $ref: '#/components/schemas/Order' })).toEqual([]);
    expect(
      problemsOf({ ...(value as object), extra: 1, status: 'gone' }, { $ref: '#/components/schemas/Order' }),
    ).toEqual(['$.status is gone', '$.extra is not in the document']);
  });

  it('its worked signature is right', () => {
    const lines = /```\n([\s\S]*?)\n```/.exec(document.info.description)?.[1]?.split('\n') ?? [];
    const [method = '', target = '', time = '', nonce = ''] = lines;
    expect(document.info.description).toContain(
      ownSign({ method, target, time, nonce, body: new Uint8Array(0) }, 'helloworld'),
    );
  });
});

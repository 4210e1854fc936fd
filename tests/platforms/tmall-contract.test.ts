/** Client and sandbox of the TOP gateway over real sockets: both envelopes, both levels of success, steps. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, fetchNet, hour, idsOf, pullAll, rig } from './harness.ts';
import type { Rig } from './harness.ts';
import { serveSandbox } from '../../main/platforms/sandbox/serve.ts';
import type { ServedSandbox } from '../../main/platforms/sandbox/serve.ts';
import { gatewayError } from '../../main/platforms/tmall/sandbox.ts';
import type { StatementRow, StepMessage } from '../../main/platforms/adapter.ts';

let served: ServedSandbox;
let connection: Rig;

beforeEach(async () => {
  served = await serveSandbox((request) => connection.sandbox.handle(request));
  connection = rig('tmall', {
    scale: 12,
    net: fetchNet(),
    address: served.address,
    settings: { pageSize: 2, lookbackHours: 6 },
  });
});

afterEach(() => served.close());

function withSettings(changed: Record<string, unknown>) {
  return { ...connection.ctx, settings: { ...(connection.ctx.settings as object), ...changed } };
}

function message(
  step: StepMessage['step'],
  upstreamId: string,
  payload: StepMessage['payload'] = {},
): StepMessage {
  const echo = { sequence: '1' };
  return { key: `key-${step}-${upstreamId}`, step, upstreamId, echo, at: connection.clock.ms, payload };
}

async function firstOpen(): Promise<string> {
  await connection.platform.testConnection(connection.ctx);
  const cards = [...connection.sandbox.world.cards.values()];
  return cards.find((card) => card.status === 'open')?.order.id ?? '';
}

function upstreamIdsSince(fromMs: number): string[] {
  return [...connection.sandbox.world.cards.values()]
    .filter(({ order }) => order.createdAt >= fromMs && order.createdAt <= connection.clock.ms - 60_000)
    .map(({ order }) => order.id)
    .sort();
}

describe('pulling by windows', () => {
  it.each([
    ['md5', true],
    ['hmac', false],
    ['hmac-sha256', true],
  ] as const)('brings every card, %s, simplify %s', async (signMethod, simplify) => {
    connection.ctx.settings = { ...(connection.ctx.settings as object), signMethod, simplify };
    const { items } = await pullAll(connection);
    const wanted = upstreamIdsSince(connection.clock.ms - 6 * hour);
    expect(wanted.length).toBeGreaterThan(1);
    expect(idsOf(items)).toEqual(expect.arrayContaining(wanted));
    for (const item of items) {
      const read = connection.platform.toCanonical(item.rawText, connection.ctx.settings, item.receivedAt);
      const card = connection.sandbox.world.cards.get(item.upstreamId);
      expect(read).toMatchObject({
        ok: true,
        notes: [],
        order: {
          upstreamId: card?.order.id,
          tradeId: card?.order.tradeId,
          status: card?.status,
          serviceType: card?.order.serviceType,
          address: card?.order.address,
          fees: [{ amountFen: card?.order.feeFen, from: 'payer' }],
          createdAt: card?.order.createdAt,
          echo: { sequence: '1' },
        },
      });
      if (read.ok) expect(read.order.machines[0]).toMatchObject({ brand: card?.order.machines[0]?.brand });
    }
  });

  it('never asks for more than fifteen minutes', async () => {
    const { pages } = await pullAll(connection);
    expect(pages).toBeGreaterThanOrEqual(Math.floor((6 * 60) / 15));
    await expect(
      connection.platform.pullPage(
        { doneMs: 0, fromMs: connection.clock.ms - hour, toMs: connection.clock.ms, page: 1 },
        connection.ctx,
      ),
    ).rejects.toMatchObject({ code: 'platform_rejected' });
  });

  it('reads open cards again, because changes do not come by themselves', async () => {
    const id = await firstOpen();
    connection.sandbox.world.cancel(id);
    const again = await connection.platform.reread([id, '900000000000000000'], connection.ctx);
    const item = again.items[0];
    const read = connection.platform.toCanonical(item?.rawText ?? '', connection.ctx.settings, 0);
    expect(read).toMatchObject({ ok: true, order: { upstreamId: id, status: 'cancelled' } });
    expect(again.missing).toEqual(['900000000000000000']);
  });

  it('keeps what it read when the platform limits in the middle of re-reading', async () => {
    const ids = [...connection.sandbox.world.cards.keys()];
    await firstOpen();
    const some = [...connection.sandbox.world.cards.keys()].slice(0, 4);
    connection.sandbox.trouble.once({
      kind: 'limited',
      seconds: 9,
      when: (request) => new TextDecoder().decode(request.body).includes(some[2] ?? ''),
    });
    const result = await connection.platform.reread(some, connection.ctx);
    expect(idsOf(result.items)).toEqual(some.slice(0, 2).sort());
    expect(result.left).toEqual(some.slice(2));
    expect(result.notices[0]).toMatchObject({ code: 'platform_limited', params: { retrySeconds: 9 } });
    expect(ids).toEqual([]);
  });

  it('takes only "does not exist" for missing; another refusal keeps the card and lets the others through', async () => {
    await firstOpen();
    const ids = [...connection.sandbox.world.cards.keys()].slice(0, 4);
    const inner = connection.env.net;
    const says = (msg_code: string) =>
      new TextEncoder().encode(
        JSON.stringify({
          tmall_servicecenter_workcard_query_response: {
            result: { success: false, msg_code, msg_info: 'x' },
          },
        }),
      );
    connection.env.net = {
      request: async (request) => {
        const body = String(request.body);
        if (body.includes(ids[0] ?? '')) return { status: 200, headers: {}, body: says('9999') };
        if (body.includes(ids[1] ?? '')) return { status: 200, headers: {}, body: says('1008') };
        return inner.request(request);
      },
    };
    const result = await connection.platform.reread(ids, connection.ctx);
    expect([result.left, result.missing, idsOf(result.items)]).toEqual([
      [ids[0]],
      [ids[1]],
      ids.slice(2).sort(),
    ]);
    await expect(connection.platform.reread([ids[0] ?? ''], connection.ctx)).rejects.toMatchObject({
      code: 'platform_rejected',
    });
  });

  it('masks names and phones in the masked variant', async () => {
    await firstOpen();
    const ids = [...connection.sandbox.world.cards.keys()].slice(0, 1);
    const { items } = await connection.platform.reread(ids, withSettings({ maskedQuery: true }));
    const read = connection.platform.toCanonical(items[0]?.rawText ?? '', connection.ctx.settings, 0);
    expect(read).toMatchObject({
      ok: true,
      order: { customer: { phoneMasked: true, phone: expect.stringMatching(/^13\d\*{4}\d{4}$/) } },
    });
  });
});

describe('the two levels of failure', () => {
  const answers: [string, Parameters<typeof gatewayError>[0], string, Record<string, unknown>][] = [
    ['session gone', { code: 27, msg: 'Invalid session' }, 'platform_auth_failed', {}],
    ['wrong signature', { code: 25, msg: 'Invalid signature' }, 'platform_auth_failed', {}],
    ['no permission', { code: 11, msg: 'Insufficient isv permissions' }, 'platform_forbidden', {}],
    ['short limit', { code: 8, msg: 'Forbidden Request' }, 'platform_limited', { retrySeconds: 5 }],
    [
      'ban',
      { code: 7, msg: 'App Call Limited', sub_msg: 'This ban will last for 31062 more seconds' },
      'platform_limited',
      { retrySeconds: 31_062 },
    ],
    ['their side', { code: 50, msg: 'Remote', sub_code: 'isp.top-remote' }, 'platform_failing', {}],
    ['our input', { code: 50, msg: 'Remote', sub_code: 'isv.invalid-parameter' }, 'platform_rejected', {}],
    ['missing argument', { code: 40, msg: 'Missing' }, 'platform_rejected', {}],
    ['a code nobody knows', { code: 999, msg: '?' }, 'platform_failing', {}],
  ];

  it.each(answers)('%s', async (_, error, code, params) => {
    connection.env.net = {
      request: async () => ({ status: 200, headers: {}, body: gatewayError(error).body }),
    };
    await expect(connection.platform.pullPage(null, connection.ctx)).rejects.toMatchObject({
      code,
      params: expect.objectContaining(params) as unknown,
    });
  });

  it('HTTP failures, other people’s pages and empty answers are told apart', async () => {
    const answer = (status: number, text: string) => {
      connection.env.net = {
        request: async () => ({ status, headers: {}, body: new TextEncoder().encode(text) }),
      };
      return connection.platform
        .pullPage(null, connection.ctx)
        .catch((error: { code?: string }) => error.code);
    };
    expect(await answer(502, '<html>')).toBe('platform_failing');
    expect(await answer(404, '<html>')).toBe('platform_address_wrong');
    expect(await answer(429, '')).toBe('platform_limited');
    expect(await answer(200, '<html>login</html>')).toBe('platform_answer_unreadable');
    expect(await answer(200, '')).toBe('platform_answer_unreadable');
    expect(await answer(200, '[]')).toBe('platform_answer_unreadable');
    expect(await answer(200, '{"a":1}')).toBe('platform_answer_unreadable');
  });

  it('refuses wrong keys at the gateway', async () => {
    for (const changed of [{ appSecret: 'other' }, { appKey: '1' }, { session: 'other' }]) {
      await expect(connection.platform.testConnection(withSettings(changed))).rejects.toMatchObject({
        code: 'platform_auth_failed',
      });
    }
  });

  it('signs with the platform’s time when our clock is wrong', async () => {
    connection.env.jump(5 * day);
    const page = await connection.platform.pullPage(null, connection.ctx);
    expect(page.notices[0]?.code).toBe('platform_clock_skew');
    const { cursor } = await pullAll(connection, page.nextCursor);
    expect(cursor?.['doneMs']).toBeLessThanOrEqual(connection.clock.ms);
  });
});

describe('steps', () => {
  const worker = { accountId: 'WTM0101', name: '张师傅', phone: '13000000201' };

  it('tells a whole life and reads it back', async () => {
    const id = await firstOpen();
    const slotStartAt = Math.floor(connection.clock.ms / 1000) * 1000 + 2 * hour;
    const slot = { slotStartAt, slotEndAt: slotStartAt + 2 * hour };
    const ctx = {
      ...connection.ctx,
      readPicture: async () => new Uint8Array([0xff, 0xd8, 13, 10, 45, 45, 0, 255]),
    };
    const verifyCode = connection.sandbox.world.cards.get(id)?.order.verifyCode ?? '';
    const steps: StepMessage[] = [
      message('reserve_fail', id, { reasonCode: 'H03', reasonText: '无人接听', nextContactAt: slotStartAt }),
      message('assign', id, { worker }),
      message('reserve', id, { ...slot, worker, remark: '到楼下先打电话 & 带梯子=是' }),
      message('suspend', id, { reasonCode: 'H01', reasonText: '待件', nextContactAt: slotStartAt }),
      message('sign_in', id),
      message('complete', id, {
        latitude: '27.8274',
        longitude: '113.1340',
        pictures: [{ hash: 'h1', name: '完工"1.jpg', contentType: 'image/jpeg' }],
      }),
      message('verify', id, { verifyCode }),
    ];
    for (const step of steps) {
      expect(await connection.platform.readBack(step, ctx), `${step.step} before`).toBe('not_done');
      expect(await connection.platform.send(step, ctx), step.step).toMatchObject({ outcome: 'done' });
      expect(await connection.platform.readBack(step, ctx), `${step.step} after`).toBe('done');
    }
    const card = connection.sandbox.world.cards.get(id);
    expect(card?.told.map(({ step }) => step)).toEqual(steps.map(({ step }) => step));
    expect(card?.told[0]?.detail.reason).toEqual({ code: '1', text: '无人接听' });
    expect(card?.told[5]?.detail.pictureUrls).toHaveLength(1);
    expect(card?.status).toBe('verified');
  });

  it('does not know what became of a step whose answer was lost, and finds out by reading', async () => {
    const id = await firstOpen();
    const assign = message('assign', id, { worker });
    for (const [kind, after] of [
      ['unseen', 'not_done'],
      ['failing', 'not_done'],
      ['lost', 'done'],
    ] as const) {
      connection.sandbox.trouble.once({ kind });
      expect(await connection.platform.send(assign, connection.ctx), kind).toMatchObject({
        outcome: 'unknown',
      });
      expect(await connection.platform.readBack(assign, connection.ctx), kind).toBe(after);
    }
    expect(connection.sandbox.world.cards.get(id)?.told).toHaveLength(1);
    expect(
      await connection.platform.readBack({ ...assign, upstreamId: '900000000000000009' }, connection.ctx),
    ).toBe('not_done');
  });

  it('does not take yesterday’s report in the same words for today’s', async () => {
    const id = await firstOpen();
    const report = message('reserve_fail', id, { reasonCode: 'H03', reasonText: '无人接听' });
    await connection.platform.send(report, connection.ctx);
    expect(await connection.platform.readBack(report, connection.ctx)).toBe('done');
    // Today's report is written today: a time that has not come yet would be a clock put back.
    connection.pass(day);
    const later = { ...report, key: 'key-later', at: connection.clock.ms };
    expect(await connection.platform.readBack(later, connection.ctx)).toBe('not_done');
  });

  it('is refused for good where a person has to decide', async () => {
    const id = await firstOpen();
    const send = (step: StepMessage) => connection.platform.send(step, connection.ctx);
    expect(await send(message('sign_in', '900000000000000009'))).toMatchObject({
      outcome: 'refused',
      code: 'upstream_order_gone',
    });
    expect(await send(message('accept', id))).toMatchObject({
      outcome: 'refused',
      code: 'upstream_step_unsupported',
    });
    expect(await send(message('assign', id, { worker: { ...worker, accountId: null } }))).toMatchObject({
      outcome: 'refused',
      code: 'upstream_step_incomplete',
      params: { field: 'workerAccount' },
    });
    expect(await send(message('verify', id, { verifyCode: 'wrong' }))).toMatchObject({
      outcome: 'refused',
      code: 'upstream_step_refused',
      params: { said: '核销码不存在' },
    });
    expect(await send({ ...message('complete', id), echo: {} })).toMatchObject({
      code: 'upstream_step_incomplete',
    });
    expect(await send({ ...message('complete', id), echo: { sequence: '2' } })).toMatchObject({
      params: { said: '批次号不正确' },
    });
    connection.sandbox.world.cancel(id);
    expect(await send(message('sign_in', id))).toMatchObject({
      outcome: 'refused',
      code: 'upstream_order_closed',
    });
  });

  it('says which picture was refused and keeps the addresses of the others', async () => {
    const id = await firstOpen();
    const ctx = { ...connection.ctx, readPicture: async () => new Uint8Array([1]) };
    const pictures = [
      { hash: 'a', name: 'a.jpg', contentType: 'image/jpeg' as const },
      { hash: 'b', name: 'b.gif', contentType: 'image/jpeg' as const },
    ];
    expect(await connection.platform.send(message('complete', id, { pictures }), ctx)).toMatchObject({
      outcome: 'refused',
      code: 'upstream_picture_refused',
      params: { name: 'b.gif' },
      uploaded: { a: expect.stringMatching(/^https:/) as unknown },
    });
    connection.sandbox.trouble.once({ kind: 'limited', seconds: 3, when: ({ body }) => body.length < 5_000 });
    expect(await connection.platform.send(message('sign_in', id), connection.ctx)).toMatchObject({
      outcome: 'retry',
      retryAfterMs: 3_000,
    });
  });
});

describe('settlement', () => {
  it('brings fee and commission of verified cards as signed rows', async () => {
    const id = await firstOpen();
    const verifyCode = connection.sandbox.world.cards.get(id)?.order.verifyCode ?? '';
    await connection.platform.send(message('complete', id), connection.ctx);
    await connection.platform.send(message('verify', id, { verifyCode }), connection.ctx);
    connection.pass(7 * day + 30 * 60_000);
    const window = { fromAt: connection.clock.ms - hour, toAt: connection.clock.ms };
    const rows: StatementRow[] = [];
    let cursor = null;
    for (let more = true; more; ) {
      const page: Awaited<ReturnType<NonNullable<Rig['platform']['pullStatement']>>> | undefined =
        await connection.platform.pullStatement?.(window, cursor, connection.ctx);
      rows.push(...(page?.rows ?? []));
      cursor = page?.nextCursor ?? null;
      more = page?.more === true;
    }
    const fee = connection.sandbox.world.cards.get(id)?.order.feeFen ?? 0;
    expect(rows.map(({ upstreamId, amountFen, final }) => ({ upstreamId, amountFen, final }))).toEqual([
      { upstreamId: id, amountFen: fee, final: true },
      { upstreamId: id, amountFen: -Math.floor((fee * 5 + 50) / 100), final: true },
    ]);
  });
});

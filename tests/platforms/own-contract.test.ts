/** Client and sandbox of the own protocol over real sockets, and everything the guard must refuse. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchNet, hour, idsOf, pullAll, rig } from './harness.ts';
import type { Rig } from './harness.ts';
import { serveSandbox } from '../../main/platforms/sandbox/serve.ts';
import type { ServedSandbox } from '../../main/platforms/sandbox/serve.ts';
import type { StepMessage } from '../../main/platforms/adapter.ts';
import type { NetRequest } from '../../domain/kernel/env.ts';
import { Fault } from '../../domain/kernel/fault.ts';

let served: ServedSandbox;
let connection: Rig;

beforeEach(async () => {
  served = await serveSandbox((request) => connection.sandbox.handle(request));
  connection = rig('own', { net: fetchNet(), address: served.address, settings: { pageSize: 7 } });
});

afterEach(() => served.close());

function fault(code: string) {
  return expect.objectContaining({ name: 'Fault', code });
}

function message(
  step: StepMessage['step'],
  upstreamId: string,
  payload: StepMessage['payload'] = {},
): StepMessage {
  return { key: `key-${step}-${upstreamId}`, step, upstreamId, echo: {}, at: connection.clock.ms, payload };
}

describe('pulling', () => {
  it('brings every order once through pages, in canonical form', async () => {
    const { items, pages } = await pullAll(connection);
    const world = connection.sandbox.world;
    expect(idsOf(items)).toEqual([...world.cards.keys()].sort());
    expect(items.length).toBeGreaterThan(10);
    expect(pages).toBe(Math.ceil(items.length / 7));
    for (const item of items) {
      const read = connection.platform.toCanonical(item.rawText, connection.ctx.settings, item.receivedAt);
      expect(read).toMatchObject({ ok: true, order: { upstreamId: item.upstreamId }, notes: [] });
    }
  });

  it('goes on from the cursor and brings changes of old orders', async () => {
    const { cursor, items } = await pullAll(connection);
    expect((await pullAll(connection, cursor)).items).toEqual([]);
    const id = items.find((item) => item.rawText.includes('"status":"open"'))?.upstreamId ?? '';
    expect(connection.sandbox.world.cancel(id)).toBe(true);
    const after = await pullAll(connection, cursor);
    expect(idsOf(after.items)).toEqual([id]);
    expect(after.items[0]?.rawText).toContain('"status":"cancelled"');
  });

  it('reads orders again by id and names the missing ones', async () => {
    const { items } = await pullAll(connection);
    const id = items[0]?.upstreamId ?? '';
    const again = await connection.platform.reread([id, 'NOBODY'], connection.ctx);
    expect(idsOf(again.items)).toEqual([id]);
    expect(again.missing).toEqual(['NOBODY']);
  });

  it('tests a connection', async () => {
    const probe = await connection.platform.testConnection(connection.ctx);
    expect(Math.abs(probe.skewMs ?? 9e9)).toBeLessThan(2_000);
  });
});

describe('the guard', () => {
  it('refuses a wrong secret and an unknown key', async () => {
    const wrong = {
      ...connection.ctx,
      settings: { ...(connection.ctx.settings as object), secret: 'other' },
    };
    await expect(connection.platform.testConnection(wrong)).rejects.toEqual(fault('platform_auth_failed'));
    const unknown = { ...connection.ctx, settings: { ...(connection.ctx.settings as object), keyId: 'who' } };
    await expect(connection.platform.testConnection(unknown)).rejects.toEqual(fault('platform_auth_failed'));
    expect(connection.sandbox.world.cards.size).toBeGreaterThan(0);
  });

  it('refuses a replayed request and one whose path, body or time was changed', async () => {
    const sent: NetRequest[] = [];
    const net = fetchNet();
    connection.env.net = {
      request: (request) => {
        sent.push(request);
        return net.request(request);
      },
    };
    await connection.platform.reread(['X'], connection.ctx);
    const request = sent[0] as NetRequest;
    const codeOf = async (changed: Partial<NetRequest>): Promise<unknown> => {
      const answer = await net.request({ ...request, ...changed });
      const text = new TextDecoder().decode(answer.body);
      return (JSON.parse(text) as { error?: { code: string } }).error?.code;
    };
    const fresh = { ...request.headers, 'x-outlet-nonce': 'f'.repeat(32) };
    expect(await codeOf({})).toBe('nonce_reused');
    expect(await codeOf({ headers: fresh })).toBe('signature_wrong');
    expect(await codeOf({ url: `${request.url}?x=1` })).toBe('signature_wrong');
    expect(await codeOf({ body: '{"ids":["Y"]}' })).toBe('signature_wrong');
    expect(await codeOf({ headers: { ...request.headers, 'x-outlet-time': '1' } })).toBe('signature_missing');
    expect(await codeOf({ headers: {} })).toBe('signature_missing');
  });

  it('lets a computer with a wrong clock in after telling it the time', async () => {
    connection.env.jump(-3 * hour);
    const page = await connection.platform.pullPage(null, connection.ctx);
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.notices).toEqual([
      { code: 'platform_clock_skew', params: { skewSeconds: expect.closeTo(3 * 3600, -1) as number } },
    ]);
  });
});

describe('steps', () => {
  async function firstOpen(): Promise<string> {
    const { items } = await pullAll(connection);
    return items.find((item) => item.rawText.includes('"status":"open"'))?.upstreamId ?? '';
  }

  it('tells a whole life and gets it back', async () => {
    const id = await firstOpen();
    const slotStartAt = connection.clock.ms + 2 * hour;
    const code = connection.sandbox.world.cards.get(id)?.order.verifyCode ?? '';
    const ctx = { ...connection.ctx, readPicture: async () => new Uint8Array([0xff, 0xd8, 1, 2, 3]) };
    const steps: StepMessage[] = [
      message('accept', id),
      message('assign', id, { worker: { accountId: 'W1', name: '张师傅', phone: '13000000201' } }),
      message('reserve', id, { slotStartAt, slotEndAt: slotStartAt + 2 * hour }),
      message('sign_in', id),
      message('complete', id, {
        pictures: [{ hash: 'h1', name: '完工.jpg', contentType: 'image/jpeg' }],
        machines: [{ upstreamLineId: '1', indoorCode: 'LZ01', outdoorCode: null, done: true }],
      }),
      message('verify', id, { verifyCode: code }),
    ];
    for (const step of steps)
      expect(await connection.platform.send(step, ctx)).toMatchObject({ outcome: 'done' });
    const card = connection.sandbox.world.cards.get(id);
    expect(card?.status).toBe('verified');
    expect(card?.told.map(({ step }) => step)).toEqual(steps.map(({ step }) => step));
    expect(card?.told[4]?.detail.pictureUrls?.[0]).toMatch(/^https:/);
    expect(await connection.platform.readBack(steps[2] as StepMessage, ctx)).toBe('done');
    expect(await connection.platform.readBack(message('note', id), ctx)).toBe('not_done');
  });

  it('does a step once however often it is sent', async () => {
    const id = await firstOpen();
    const step = message('accept', id);
    connection.sandbox.trouble.once({ kind: 'lost' }, { kind: 'failing_after' });
    expect(await connection.platform.send(step, connection.ctx)).toMatchObject({ outcome: 'unknown' });
    expect(await connection.platform.send(step, connection.ctx)).toMatchObject({ outcome: 'retry' });
    expect(await connection.platform.send(step, connection.ctx)).toMatchObject({ outcome: 'done' });
    expect(connection.sandbox.world.cards.get(id)?.told).toHaveLength(1);
  });

  it('is refused for good when the order is gone, cancelled or the key was used for something else', async () => {
    const id = await firstOpen();
    expect(await connection.platform.send(message('accept', 'NOBODY'), connection.ctx)).toMatchObject({
      outcome: 'refused',
      code: 'upstream_order_gone',
    });
    await connection.platform.send({ ...message('accept', id), key: 'one-key-1' }, connection.ctx);
    expect(
      await connection.platform.send(
        { ...message('note', id, { remark: 'x' }), key: 'one-key-1' },
        connection.ctx,
      ),
    ).toMatchObject({ outcome: 'refused', code: 'upstream_step_refused' });
    connection.sandbox.world.cancel(id);
    expect(await connection.platform.send(message('sign_in', id), connection.ctx)).toMatchObject({
      outcome: 'refused',
      code: 'upstream_order_closed',
    });
    const ctx = { ...connection.ctx, readPicture: async () => new Uint8Array([1, 2, 3]) };
    const picture = { hash: 'bad', name: 'a.jpg', contentType: 'image/jpeg' as const };
    expect(
      await connection.platform.send(message('complete', id, { pictures: [picture] }), ctx),
    ).toMatchObject({
      outcome: 'refused',
      code: 'upstream_picture_refused',
      params: { name: 'a.jpg' },
    });
  });

  it('waits as long as it is told', async () => {
    connection.sandbox.trouble.once({ kind: 'limited', seconds: 17 }, { kind: 'limited', seconds: 3 });
    expect(await connection.platform.send(message('accept', 'X'), connection.ctx)).toMatchObject({
      outcome: 'retry',
      retryAfterMs: 17_000,
      code: 'platform_limited',
    });
    await expect(connection.platform.pullPage(null, connection.ctx)).rejects.toMatchObject({
      params: { retrySeconds: 3 },
    });
  });
});

describe('an address that is not ours', () => {
  it('says so, and says when nothing answers', async () => {
    const elsewhere = (baseAddress: string) => ({
      ...connection.ctx,
      settings: { ...(connection.ctx.settings as object), baseAddress },
    });
    await served.close();
    await expect(connection.platform.testConnection(elsewhere(served.address))).rejects.toEqual(
      fault('platform_unreachable'),
    );
    const other = await serveSandbox(() => ({ status: 404, headers: {}, body: new Uint8Array(0) }));
    await expect(connection.platform.testConnection(elsewhere(other.address))).rejects.toEqual(
      fault('platform_address_wrong'),
    );
    await other.close();
    served = await serveSandbox((request) => connection.sandbox.handle(request));
  });
});

describe('half answers', () => {
  it('a page cut at any byte is no page: the cursor stays, the next try has everything', async () => {
    const whole = await connection.platform.pullPage(null, connection.ctx);
    const length = whole.items.reduce((sum, item) => sum + Buffer.byteLength(item.rawText), 0);
    const offsets = [0, 1, 9, 10, 11, 12, 500, 1201, 2399, length, length + 20, length + 40];
    for (const kind of ['cut', 'truncated'] as const) {
      for (const atByte of offsets) {
        connection.sandbox.trouble.once({ kind, atByte });
        await expect(
          connection.platform.pullPage(null, connection.ctx),
          `${kind} at ${atByte}`,
        ).rejects.toBeInstanceOf(Fault);
      }
    }
    const again = await connection.platform.pullPage(null, connection.ctx);
    expect(again.items.map(({ rawText }) => rawText)).toEqual(whole.items.map(({ rawText }) => rawText));
  });

  it('every byte, without sockets', async () => {
    const quick = rig('own', { settings: { pageSize: 1 } });
    const whole = await quick.platform.pullPage(null, quick.ctx);
    const bytes = whole.items.reduce((sum, item) => sum + Buffer.byteLength(item.rawText), 0) + 46;
    for (let atByte = 0; atByte < bytes - 4; atByte += 1) {
      quick.sandbox.trouble.once({ kind: 'truncated', atByte });
      const caught = await quick.platform.pullPage(null, quick.ctx).catch((error: unknown) => error);
      expect(caught, `at ${atByte}`).toMatchObject({ code: 'platform_answer_unreadable' });
    }
  });
});

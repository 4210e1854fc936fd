import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskRig, type DeskRig } from '../orders/rig.ts';

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig(5);
});
afterAll(() => rig.close());

const own = () => rig.sandboxes['C-OWN'];
const hour = 3_600_000;
const pull = () => rig.engine.pullNow('C-OWN');
const call = (async (channel: never, input: never) => {
  const answer = (await rig.outlet.call(rig.dispatcher, channel, input)) as { ok: boolean; value?: unknown };
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}) as unknown as <T>(channel: string, input: unknown) => Promise<T>;

interface More {
  incoming: { kind: string; text: string; answerDueAt: number | null; answeredAt: number | null }[];
  urges: { id: string; version: number; text: string; upstream: boolean; answerDueAt: number | null }[];
}

test('what a platform writes stands on its order once; an urge has its deadline and is answered by name', async () => {
  const id = rig.id("SELECT id FROM work_order WHERE connection_id = 'C-OWN' ORDER BY seq LIMIT 1");
  const upstreamId = rig.value<string>('SELECT upstream_number FROM work_order WHERE id = ?', id);
  const version = rig.value<number>('SELECT version FROM work_order WHERE id = ?', id);
  own().world.say(upstreamId, { kind: 'note', text: '上门前先打电话', answerMs: null });
  await pull();
  // Words alone change nothing under whoever is at work on the order
  expect(rig.value('SELECT version FROM work_order WHERE id = ?', id)).toBe(version);
  const said = own().world.say(upstreamId, { kind: 'urge', text: '用户催上门', answerMs: 2 * hour });
  await pull();
  await pull();
  const more = await call<More>('orders.more', { id });
  expect(more.incoming.map((one) => [one.kind, one.text])).toEqual([
    ['urge', '用户催上门'],
    ['note', '上门前先打电话'],
  ]);
  const dueAt = said?.answerDueAt ?? 0;
  expect(more.urges).toMatchObject([{ text: '用户催上门', upstream: true, answerDueAt: dueAt }]);
  expect(rig.value('SELECT urges FROM work_order WHERE id = ?', id)).toBe(1);
  expect(rig.value("SELECT count(*) FROM platform_message WHERE connection_id = 'C-OWN'")).toBe(2);
  await call('orders.answerUrge', {
    urgeId: more.urges[0]?.id,
    version: more.urges[0]?.version,
    text: '下午到',
  });
  await rig.engine.sendRound();
  expect(own().world.messages.map((one) => one.answer)).toEqual([null, '下午到']);
  expect((await call<More>('orders.more', { id })).incoming[0]?.answeredAt).toBe(rig.env.now());
});

test('a complaint marks the order; one about an order that is over owes nothing; an unknown order is kept apart', async () => {
  const [id, over] = rig.outlet.store.read
    .prepare(
      "SELECT id FROM work_order WHERE connection_id = 'C-OWN' AND state = 'received' ORDER BY seq LIMIT 2 OFFSET 1",
    )
    .pluck()
    .all() as [string, string];
  const upstream = (one: string) =>
    rig.value<string>('SELECT upstream_number FROM work_order WHERE id = ?', one);
  await call('orders.cancel', {
    id: over,
    version: rig.value('SELECT version FROM work_order WHERE id = ?', over),
    reasonCode: 'Q01',
  });
  own().world.say(upstream(id), { kind: 'complaint', text: '没按约上门', answerMs: 4 * hour });
  own().world.say(upstream(over), { kind: 'ticket', text: '请说明', answerMs: hour });
  own().world.messages.push({
    id: 'NOBODY-M1',
    orderId: 'NOBODY',
    kind: 'note',
    text: '找不到',
    at: rig.env.now(),
    answerDueAt: null,
    answer: null,
  });
  await pull();
  expect(rig.value('SELECT complaint FROM work_order WHERE id = ?', id)).toBe(1);
  expect((await call<More>('orders.more', { id })).urges).toMatchObject([{ text: '没按约上门' }]);
  expect((await call<More>('orders.more', { id: over })).incoming).toMatchObject([{ answerDueAt: null }]);
  expect(
    rig.value(
      "SELECT count(*) FROM platform_message WHERE upstream_id = 'NOBODY-M1' AND work_order_id IS NULL",
    ),
  ).toBe(1);
});

interface Stray {
  id: string;
  version: number;
  kind: string;
  text: string;
  upstreamNumber: string | null;
  order: { number: string } | null;
}
const strays = async () => (await call<{ messages: Stray[] }>('orders.strayMessages', {})).messages;
const refusal = async (channel: string, input: unknown) => {
  const answer = (await rig.outlet.call(rig.dispatcher, channel as never, input as never)) as {
    error?: { code: string };
  };
  return answer.error?.code;
};

test('a letter about no order waits for a person: put to its order by number, or put aside; each once', async () => {
  const answerDueAt = rig.env.now() + 3 * hour;
  own().world.messages.push({
    id: 'NOBODY-M2',
    orderId: 'NOBODY',
    kind: 'urge',
    text: '催一下',
    at: rig.env.now() + 1,
    answerDueAt,
    answer: null,
  });
  await pull();
  const [urge, note] = await strays();
  if (urge === undefined || note === undefined) throw new Error('two letters were expected');
  expect([urge, note]).toMatchObject([
    { kind: 'urge', text: '催一下', upstreamNumber: 'NOBODY', order: null },
    { kind: 'note', text: '找不到', upstreamNumber: 'NOBODY', order: null },
  ]);
  const id = rig.id(
    "SELECT id FROM work_order WHERE connection_id = 'C-OWN' AND state = 'received' AND side_state IS NULL AND urges = 0 ORDER BY seq DESC LIMIT 1",
  );
  const other = rig.value<string>(
    "SELECT number FROM work_order WHERE connection_id IS NOT NULL AND connection_id <> 'C-OWN' LIMIT 1",
  );
  const at = { id: urge.id, version: urge.version };
  expect(await refusal('orders.placeMessage', { ...at, number: '000000-0000' })).toBe('not_found');
  // What is answered there goes back to this platform: another's order cannot take it
  expect(await refusal('orders.placeMessage', { ...at, number: other })).toBe('not_found');
  const number = rig.value<string>('SELECT upstream_number FROM work_order WHERE id = ?', id);
  expect(await call('orders.placeMessage', { ...at, number })).toMatchObject({ orderId: id });
  const more = await call<More>('orders.more', { id });
  expect(more.incoming).toMatchObject([{ kind: 'urge', text: '催一下', answerDueAt }]);
  expect(more.urges).toMatchObject([{ text: '催一下', upstream: true, answerDueAt }]);
  expect(rig.value('SELECT urges FROM work_order WHERE id = ?', id)).toBe(1);
  expect(await refusal('orders.placeMessage', { ...at, number })).toBe('conflict');
  await call('orders.dropMessage', { id: note.id, version: note.version });
  expect(await refusal('orders.dropMessage', { id: note.id, version: note.version })).toBe('conflict');
  expect(await strays()).toEqual([]);
});

test('an order that comes after its letter is offered for it', async () => {
  const upstreamId = rig.value<string>(
    "SELECT upstream_number FROM work_order WHERE connection_id = 'C-OWN' ORDER BY seq DESC LIMIT 1",
  );
  own().world.say(upstreamId, { kind: 'note', text: '早到的信', answerMs: null });
  await pull();
  const letter = rig.id(
    'SELECT id FROM platform_message WHERE upstream_id IS NOT NULL ORDER BY seq DESC LIMIT 1',
  );
  // As if it had come before the order was work
  rig.outlet.store.gate.run(
    { command: 'test.letter', requestId: 'letter', deskId: 'test', staffId: null },
    (tx) => tx.update('platform_message', letter, { work_order_id: null }),
  );
  const number = rig.value<string>('SELECT number FROM work_order WHERE upstream_number = ?', upstreamId);
  expect(await strays()).toMatchObject([{ text: '早到的信', order: { number } }]);
  const [stray] = await strays();
  await call('orders.dropMessage', { id: stray?.id, version: stray?.version });
});

test('many at once are taken page by page; a page lost on the way is asked again', async () => {
  const id = rig.id(
    "SELECT id FROM work_order WHERE connection_id = 'C-OWN' AND state = 'received' AND side_state IS NULL ORDER BY seq DESC LIMIT 1",
  );
  const upstreamId = rig.value<string>('SELECT upstream_number FROM work_order WHERE id = ?', id);
  const before = rig.value<number>('SELECT count(*) FROM platform_message');
  for (let n = 0; n < 230; n += 1)
    own().world.say(upstreamId, { kind: 'note', text: `第 ${n} 条`, answerMs: null });
  own().trouble.once({
    kind: 'truncated',
    atByte: 40,
    when: (request) => request.target.includes('/messages'),
  });
  const lost = await pull();
  expect(lost.fault?.code).toBe('platform_answer_unreadable');
  expect(rig.value('SELECT count(*) FROM platform_message')).toBe(before);
  expect((await pull()).fault).toBeNull();
  expect(rig.value('SELECT count(*) FROM platform_message')).toBe(before + 230);
});

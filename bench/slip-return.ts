import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { bundle } from '../build/bundle.ts';
import { ROOT } from '../build/steps.ts';
import { findBrowser } from '../build/system.ts';
import { seedDemoOutlet } from '../db/seed/index.ts';
import { businessDay } from '../domain/time/business-day.ts';
import { realEnv } from '../main/host/env.ts';
import { startHttp } from '../main/host/http.ts';
import { openOutlet, type Outlet } from '../main/host/outlet.ts';
import type { ChannelName, InputOf, OutputOf } from '../preload/contract/index.ts';
import { figure, lineOf, median, quantile, type BenchLine, type BenchOptions } from './support/line.ts';
import { seeded } from './support/orders.ts';
import { personWith } from './support/people.ts';
import { makeRoom } from './support/rooms.ts';

/** As the evening brings them; without `--full` a sample of them is keyed. */
const slips = 60;
const sampled = 10;
const seed = 1;
const goalKeys = 45;
/** Labels of the boxes, as the page shows them. */
const words = {
  arrived: '到达',
  finished: '完工',
  outcome: '上门结果',
  result: '服务结果',
  indoor: '内机条码',
  outdoor: '外机条码',
  fromBag: '随身库里的配件',
  cash: '现金',
  note: '备注',
};

interface Order {
  /** Place in the sixty: says what the paper holds. */
  at: number;
  number: string;
  slip: string;
}

interface Keyed {
  /** Keys that are no letter or figure of what the paper says. */
  keys: number;
  /** Signs of the data itself. */
  data: number;
  /** CPU of the host's writes. */
  gateMs: number;
  /** Time that passes inside the host, over all calls of the slip. */
  hostMs: number;
  calls: number;
  wallMs: number;
}

/** What the browser asked of the host so far. */
interface Asked {
  ms: number;
  calls: number;
}

/**
 * Sixty slips that came back (ten of them without `--full`), keyed one after another in a real browser by a script that has a keyboard and nothing
 * else: times, outcome, result, both codes on all; a part of the bag on every fourth, money on every third, a note on
 * every sixth; nobody at home on every tenth. Photos come by drop or folder and are left out, and so are extras.
 */
export async function* run({ full, log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  await bundle({ log: (line) => log?.(line) });
  const env = realEnv();
  const outlet = await openOutlet({ dir: makeRoom('slips'), env, checkOutputs: false });
  const asked: Asked = { ms: 0, calls: 0 };
  const call: Outlet['router']['call'] = async (...args) => {
    const begunMs = performance.now();
    try {
      return await outlet.router.call(...args);
    } finally {
      asked.ms += performance.now() - begunMs;
      asked.calls += 1;
    }
  };
  const door = await startHttp({
    ...outlet,
    router: { call },
    openers: outlet.openers,
    staticDir: join(ROOT, 'out/renderer'),
  });
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox'],
  });
  try {
    const today = businessDay(env.now());
    seedDemoOutlet(outlet.store, { pinHashes: {}, today, firstMonth: today.slice(0, 7), env });
    const person = personWith(outlet.store.read, [
      'slips.key',
      'orders.create',
      'orders.review',
      'orders.assign',
      'print.run',
    ]);
    const chosen = full === true ? range(slips) : sampleOf(slips, sampled);
    log?.(`making ${chosen.length} orders with slips`);
    const orders: Order[] = [];
    for (const at of chosen) orders.push(await makeOrder(outlet, person, at));
    const page = await (
      await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      })
    ).newPage();
    await page.goto(door.openAddress(outlet.deskId));
    await page.locator('.login-search input').waitFor();
    for (const session of outlet.sessions.list()) outlet.sessions.login(session, person);
    await page.reload();
    await page.locator('.rail').waitFor();
    await page.evaluate(() => {
      location.hash = '/visits';
    });
    await page.locator('.vis-scan input').waitFor();
    const keyed: Keyed[] = [];
    for (const order of orders) {
      keyed.push(await keySlip(page, outlet, asked, order));
      if (keyed.length % 10 === 0) log?.(`${keyed.length} keyed`);
    }
    const keys = keyed.map((one) => one.keys);
    const gate = keyed.map((one) => one.gateMs);
    const host = keyed.map((one) => one.hostMs);
    yield lineOf('slip-return', Math.max(...keys), goalKeys, {
      unit: 'keys per slip beside the data',
      slips: keyed.length,
      ...(full === true ? {} : { of: slips, seed }),
      medianKeys: median(keys),
      medianData: median(keyed.map((one) => one.data)),
      gateCpuMs: { median: figure(median(gate)), p95: figure(quantile(gate, 0.95)) },
      hostMs: { median: figure(median(host)), p95: figure(quantile(host, 0.95)) },
      calls: median(keyed.map((one) => one.calls)),
      wallMs: { median: figure(median(keyed.map((one) => one.wallMs))) },
    });
  } finally {
    await browser.close();
    await door.close();
    await outlet.close();
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** So many of so many, in order; the same ones for the same seed. */
function sampleOf(of: number, count: number): number[] {
  const random = seeded(seed);
  const rest = range(of);
  const taken = range(count).flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
  return taken.toSorted((a, b) => a - b);
}

async function makeOrder(outlet: Outlet, person: string, at: number): Promise<Order> {
  const session = outlet.session({ as: person });
  const ask = async <C extends ChannelName>(channel: C, input: InputOf<C>): Promise<OutputOf<C>> => {
    const answer = await outlet.call(session, channel, input);
    if (!answer.ok)
      throw new Error(`${channel}: ${answer.error.code} ${JSON.stringify(answer.error.params)}`);
    return answer.value;
  };
  let made = await ask('orders.create', {
    name: '祁望春',
    phone: `138000${String(20_000 + at)}`,
    county: '凤栖区',
    detail: `栖云里${at + 1}栋104`,
    serviceItemId: 'AZ-KT-GJ',
    model: 'KFR-26GW/LZA1',
    payerId: 'PY-LZ',
    warranty: 'in_warranty',
  });
  const { order, flags } = await ask('orders.get', { id: made.id });
  if (order.state !== 'ready')
    made = await ask('orders.approve', {
      id: made.id,
      version: order.version,
      decidedFlags: flags.map((flag) => flag.id),
    });
  const { candidates } = await ask('dispatch.candidates', { orderId: made.id });
  const refusals = candidates.find((one) => one.staffId === 'T01')?.refusals ?? [];
  await ask('dispatch.assign', {
    id: made.id,
    version: made.version,
    staffId: 'T01',
    override: refusals.map((one) => one.code),
  });
  const { jobs } = await ask('paper.print', { kind: 'service_slip', ids: [made.id] });
  return { at, number: order.number, slip: jobs[0]?.documentNumber ?? '' };
}

/** One slip from the scan to the empty field for the next one. */
async function keySlip(page: Page, outlet: Outlet, asked: Asked, order: Order): Promise<Keyed> {
  const { keyboard } = page;
  const { at } = order;
  const count = { keys: 0, data: 0 };
  const key = async (name: string) => {
    count.keys += 1;
    await keyboard.press(name);
  };
  const data = async (text: string) => {
    count.data += text.length;
    // Fewer than six signs are never taken for a scan; longer ones come at once, as typing at 40 ms a sign would waste time
    if (text.length < 6) await keyboard.type(text);
    else await keyboard.insertText(text);
  };
  const label = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      const ids = at?.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const named = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
      return (
        (at as HTMLInputElement | null)?.labels?.[0]?.textContent || at?.getAttribute('aria-label') || named
      );
    });
  const upTo = async (wanted: string) => {
    for (let presses = 0; !(await label()).includes(wanted); presses += 1) {
      if (presses > 8)
        throw new Error(`slip ${at + 1}: «${wanted}» is not reached, focus on «${await label()}»`);
      await key('Enter');
    }
  };
  const begunMs = performance.now();
  const before = { gate: outlet.store.gate.stats.cpuMs, ...asked };
  const absent = at % 10 === 9;
  await page.waitForFunction(() => document.activeElement?.closest('.vis-scan') !== null);
  await keyboard.insertText(order.slip);
  await key('Enter');
  await page.locator('.vis-form').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[data-first]') !== null);
  // The day before, so that the times lie behind us at any hour
  await key('Shift+Tab');
  await key('Shift+Tab');
  await data('-1');
  await upTo(words.arrived);
  await data('0930');
  await upTo(words.finished);
  await data('1105');
  await upTo(words.outcome);
  await key(absent ? 'u' : 'd');
  if (!absent) {
    await upTo(words.result);
    await key('i');
    const running = String(10_000 + at).padStart(5, '0');
    await upTo(words.indoor);
    await data(`LZ01N2603${running}`);
    await upTo(words.outdoor);
    await data(`LZ01W2603${running}`);
    if (at % 4 === 0) await choose(page, words.fromBag, upTo, data, key, 'CH');
    if (at % 3 === 0) {
      await upTo(words.cash);
      await data('120');
    }
    if (at % 6 === 0) {
      await upTo(words.note);
      await data('yonghu yi qianzi');
    }
  }
  await key('Control+Enter');
  await page.locator('.vis-done', { hasText: order.number }).waitFor();
  return {
    ...count,
    gateMs: outlet.store.gate.stats.cpuMs - before.gate,
    hostMs: asked.ms - before.ms,
    calls: asked.calls - before.calls,
    wallMs: performance.now() - begunMs,
  };
}

/** Takes the first row of a list that fits what is typed; what is chosen appears as a line below. */
async function choose(
  page: Page,
  name: string,
  upTo: (label: string) => Promise<void>,
  data: (text: string) => Promise<void>,
  key: (name: string) => Promise<void>,
  text: string,
): Promise<void> {
  const lines = await page.locator('.vis-line').count();
  await upTo(name);
  if (text !== '') await data(text);
  await key('ArrowDown');
  await page.locator('[role="option"]').first().waitFor();
  if ((await page.locator('[role="option"][data-focused]').count()) === 0) await key('ArrowDown');
  await key('Enter');
  await page.locator('.vis-line').nth(lines).waitFor();
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type Page } from 'playwright-core';
import { bundle } from './bundle.ts';
import { startHost } from './host-process.ts';
import { smallPng } from './png-small.ts';
import {
  type Asker,
  asker,
  enterRow,
  lookAs,
  openRow,
  type Pointed,
  settled,
  until,
} from './screens-page.ts';
import { type Everywhere, flipBytes, hideKey, takeRestore } from './screens-rescue.ts';
import { ROOT } from './steps.ts';
import { findBrowser, NO_BROWSER } from './system.ts';

/**
 * `npm run screens [-- --only orders,today] [-- --out DIR] [-- --sizes 1280x720,1920x1080] [-- --patience 300]`: pictures of every screen
 * of a fresh demo outlet in both languages and themes into docs/screens/, for people to look at. Sizes after the first
 * are taken in Chinese and light only. Nothing is kept of the outlet.
 */
interface Shot {
  name: string;
  path: string | ((at: Pointed) => string | null);
  /** What a person does before the picture. */
  act?: (page: Page) => Promise<void>;
  /** Taken at every size, not only at the first. */
  wide?: boolean;
}

const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
    }
  };

/** A scanner: fast keys, then Enter. */
const scanned =
  (...codes: string[]) =>
  async (page: Page) => {
    for (const code of codes) {
      await page.keyboard.type(code);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(400);
    }
  };

/** The palette with these words in it, and its answer. */
const typed = (words: string) => async (page: Page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.waitForSelector('.palette-list[aria-busy="false"] [role="option"]');
};

/** The menu of a person's page has no key of its own: opened by hand, the last entry taken. */
const openLeave = async (page: Page) => {
  await page.locator('.doc-actions button').last().press('Enter');
  await page.getByRole('menuitem').last().press('Enter');
};

const shots: readonly Shot[] = [
  { name: 'today', path: '/today', wide: true },
  { name: 'orders', path: '/orders?view=visit', act: openRow, wide: true },
  { name: 'orders-all', path: '/orders?view=all' },
  { name: 'order-book', path: (at) => at.booked && `/orders/${at.booked}?view=visit`, act: press('B') },
  { name: 'order-hold', path: (at) => at.waiting && `/orders/${at.waiting}?view=dispatch`, act: press('H') },
  { name: 'order-new', path: '/orders?new=1' },
  { name: 'review', path: '/review', wide: true },
  { name: 'calls', path: '/calls', wide: true },
  { name: 'calls-later', path: '/calls', act: press('5') },
  { name: 'calls-waiting', path: '/calls/waiting' },
  { name: 'calls-messages', path: '/calls/messages' },
  { name: 'calls-suspicions', path: '/calls/suspicions' },
  { name: 'dispatch', path: '/dispatch', act: press('ArrowDown'), wide: true },
  { name: 'dispatch-who', path: '/dispatch', act: press('ArrowDown', 'a') },
  { name: 'dispatch-week', path: '/dispatch', act: press('w'), wide: true },
  { name: 'dispatch-shops', path: '/dispatch', act: press('Alt+w') },
  { name: 'visits', path: '/visits' },
  { name: 'visits-slip', path: (at) => at.slip && `/visits?slip=${at.slip}`, wide: true },
  {
    name: 'visits-slip-missing',
    path: (at) => at.slip && `/visits?slip=${at.slip}`,
    act: press('Control+Enter'),
  },
  { name: 'visits-unknown', path: '/visits?slip=PG26112299999' },
  { name: 'visits-pile', path: '/visits', act: press('Alt+b') },
  { name: 'visits-evening', path: '/visits?view=evening', wide: true },
  { name: 'visits-evening-rows', path: '/visits?view=evening', act: press('ArrowDown', 'Enter') },
  { name: 'visits-proof', path: '/visits?view=proof' },
  { name: 'visits-policies', path: '/visits?view=proof', act: press('Alt+r') },
  { name: 'visits-vouchers', path: '/visits?view=vouchers' },
  { name: 'visits-issue', path: '/visits?view=vouchers', act: press('Alt+v') },
  { name: 'parts', path: '/parts/stock', act: enterRow, wide: true },
  { name: 'parts-issue', path: (at) => `/parts/issue/${at.person}` },
  { name: 'parts-staging', path: '/parts/staging' },
  { name: 'parts-bags', path: (at) => `/parts/bags/${at.person}` },
  { name: 'parts-catalogue', path: '/parts/catalogue/CH-044', wide: true },
  { name: 'parts-returning', path: (at) => `/parts/returning/${at.person}`, act: press('A') },
  { name: 'parts-moving', path: '/parts/moving', act: scanned('LZ-001', 'LZ-005', 'LZ-001') },
  { name: 'parts-scrapping', path: '/parts/moving/scrap', act: scanned('LZ-001') },
  { name: 'parts-places', path: '/parts/places', act: enterRow },
  { name: 'parts-import', path: '/parts/catalogue/import' },
  { name: 'parts-old', path: '/parts/old' },
  { name: 'parts-old-boxes', path: '/parts/old/boxes', act: enterRow },
  { name: 'parts-old-payers', path: '/parts/old/payers' },
  { name: 'parts-dead', path: '/parts/old/dead', act: enterRow },
  { name: 'parts-exchanges', path: '/parts/old/exchanges' },
  { name: 'parts-parcels', path: '/parts/parcels', act: enterRow },
  { name: 'parts-supply', path: '/parts/supply', act: enterRow, wide: true },
  { name: 'parts-counts', path: '/parts/count' },
  { name: 'parts-count', path: '/parts/count', act: press('Enter') },
  { name: 'parts-custody', path: '/parts/custody', act: enterRow },
  { name: 'parts-receiving', path: '/parts/receiving', act: enterRow, wide: true },
  { name: 'parts-claims', path: '/parts/receiving/claims' },
  { name: 'parts-papers', path: '/parts/papers', act: enterRow },
  { name: 'money', path: '/money/statements' },
  {
    name: 'money-desk',
    path: (at) => at.statement && `/money/statements/${at.statement}`,
    act: press('ArrowDown'),
    wide: true,
  },
  { name: 'money-import', path: '/money/import' },
  { name: 'money-differences', path: '/money/differences' },
  { name: 'money-cash', path: '/money/cash' },
  { name: 'money-pay', path: '/money/pay' },
  { name: 'money-periods', path: '/money/periods' },
  { name: 'money-fees', path: '/money/fees' },
  { name: 'paper', path: '/paper/queue' },
  { name: 'paper-printers', path: '/paper/printers' },
  { name: 'paper-templates', path: '/paper/templates' },
  { name: 'paper-template', path: '/paper/templates/service_slip/roll80', wide: true },
  { name: 'paper-forms', path: '/paper/forms' },
  { name: 'paper-form', path: '/paper/forms/new', act: press('Escape', 'N'), wide: true },
  { name: 'paper-count', path: '/paper/count' },
  { name: 'staff', path: (at) => `/staff/${at.person}`, wide: true },
  { name: 'staff-leave', path: '/staff/T03', act: openLeave },
  { name: 'staff-teams', path: '/staff/teams/G1', wide: true },
  { name: 'staff-kinds', path: '/staff/teams/G1', act: press('h') },
  { name: 'staff-roles', path: '/staff/roles/dispatcher', wide: true },
  { name: 'staff-plan', path: '/staff/plan', wide: true },
  { name: 'staff-pattern', path: '/staff/plan', act: press('n') },
  { name: 'settings-terms', path: '/settings?view=terms', wide: true },
  { name: 'platforms', path: (at) => (at.connection ? `/platforms/${at.connection}` : '/platforms') },
  { name: 'settings', path: '/settings' },
  { name: 'settings-slots', path: '/settings?view=slots', wide: true },
  { name: 'settings-coverage', path: '/settings?view=coverage', wide: true },
  { name: 'settings-chattext', path: '/settings?view=chattext' },
  { name: 'customers', path: '/customers' },
  { name: 'customers-file', path: '/customers', act: enterRow },
  { name: 'palette', path: '/today', act: press('Control+k') },
  // Names, users and codes; papers and numbers; what the open document can do
  { name: 'palette-names', path: '/today', act: typed('w') },
  { name: 'palette-numbers', path: '/today', act: typed('1122') },
  { name: 'palette-here', path: (at) => at.waiting && `/orders/${at.waiting}`, act: press('Control+k') },
  { name: 'settings-features', path: '/settings?view=features' },
];

const restores = ['settings-backups', 'settings-restore', 'settings-restored', 'rescue-key', 'rescue-copy'];

const args = process.argv.slice(2);
const option = (name: string): string | null => {
  const at = args.indexOf(name);
  return at < 0 ? null : (args[at + 1] ?? null);
};
const only = option('--only')?.split(',') ?? null;
const out = option('--out') ?? join(ROOT, 'docs', 'screens');
const sizes = option('--sizes')?.split(',') ?? ['1280x720', '1920x1080'];
const patienceS = Number(option('--patience') ?? 300);
const languages = ['zh', 'en'] as const;
const themes = ['light', 'dark'] as const;
const wants = (name: string) => only === null || only.includes(name);

const executablePath = findBrowser();
if (executablePath === null) {
  console.error(NO_BROWSER);
  process.exit(2);
}
mkdirSync(out, { recursive: true });
await bundle({ log: (line: string) => console.log(line) });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--force-color-profile=srgb', '--hide-scrollbars'],
});
try {
  if (wants('first')) await inFolder((dir) => withOutlet(dir, [], gateOf('first')));
  await inFolder(async (dir) => {
    await withOutlet(dir, ['--demo'], takeAll);
    // Last of all, because nothing is well afterwards; the copy the rescue offers is the one made for the restore
    if (restores.some(wants)) {
      const giveBack = hideKey(dir);
      await withOutlet(dir, [], gateOf('rescue-key'));
      giveBack();
      flipBytes(dir);
      await withOutlet(dir, [], gateOf('rescue-copy'));
    }
  });
} finally {
  await browser.close();
}

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'outlet-screens-'));
  try {
    await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A host over this folder and a page let in by it. */
async function withOutlet(
  dir: string,
  more: string[],
  take: (page: Page, origin: string) => Promise<void>,
): Promise<void> {
  const host = await startHost(join(ROOT, 'main', 'host', 'index.ts'), [
    ...['--serve', '--dir', dir, '--port', '0'],
    ...more,
  ]);
  try {
    const page = await browser.newPage({
      viewport: sizeOf(sizes[0]),
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    await page.goto(host.address);
    await page.waitForFunction(() => !location.hash.includes('t='));
    await take(page, new URL(host.address).origin);
    await page.close();
  } finally {
    await host.stop();
  }
}

function sizeOf(size = '1280x720'): { width: number; height: number } {
  const [width = 1280, height = 720] = size.split('x').map(Number);
  return { width, height };
}

async function picture(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.mouse.move(0, 0);
  writeFileSync(join(out, `${name}.png`), smallPng(await page.screenshot()));
  console.log(name);
}

/** A page before anybody is logged in, in each language and theme. */
async function takeGate(page: Page, origin: string, name: string): Promise<void> {
  for (const language of languages) {
    for (const theme of themes) {
      await lookAs(page, language, theme);
      await page.goto(`${origin}/`);
      await page.reload();
      await picture(page, `${name}-${language}-${theme}-${sizes[0]}`);
    }
  }
}

function gateOf(name: string): (page: Page, origin: string) => Promise<void> {
  return (page, origin) => takeGate(page, origin, name);
}

/** A screen that has to be brought about each time, in every language and theme. */
function everywhereOn(page: Page, ask: Asker): Everywhere {
  return async (name, show) => {
    if (!wants(name)) return;
    for (const language of languages) {
      await ask('session.setLanguage', { language });
      for (const theme of themes) {
        await lookAs(page, language, theme);
        await show();
        await picture(page, `${name}-${language}-${theme}-${sizes[0]}`);
      }
    }
  };
}

async function takeAll(page: Page, origin: string): Promise<void> {
  const ask = asker(page);
  if (wants('login')) await takeGate(page, origin, 'login');
  await until(
    page,
    'a login',
    180,
    async () => (await ask('session.login', { staffId: 'S01', pin: '510101' })) && true,
  );
  // Fourteen months of history are written behind the first login; the last step closes the old months.
  await until(page, 'the history of the demo', patienceS, async () => {
    const { periods } = await ask('money.periods', {});
    return periods.some((period: { state: string }) => period.state === 'closed');
  }).catch((error: Error) => console.error(`  ${error.message}; the pictures show what is there`));
  await printSlips(ask);
  const at = await findPlaces(ask);
  for (const language of languages) {
    await ask('session.setLanguage', { language });
    for (const theme of themes) {
      await lookAs(page, language, theme);
      for (const size of sizes) {
        const first = size === sizes[0];
        if (!first && (language !== 'zh' || theme !== 'light')) continue;
        await page.setViewportSize(sizeOf(size));
        for (const shot of shots) {
          if (!wants(shot.name) || (!first && !shot.wide)) continue;
          const path = typeof shot.path === 'string' ? shot.path : shot.path(at);
          if (!path) {
            console.error(`  the demo has nothing to show for ${shot.name}`);
            continue;
          }
          await page.goto(`${origin}/#${path}`);
          await page.reload();
          await settled(page);
          await shot.act?.(page);
          await picture(page, `${shot.name}-${language}-${theme}-${size}`);
        }
      }
      await page.setViewportSize(sizeOf(sizes[0]));
      if (wants('lock')) {
        await page.goto(`${origin}/#/orders`);
        await page.reload();
        await settled(page);
        await page.keyboard.press('Control+l');
        await page.waitForSelector('.lock-cover');
        await picture(page, `lock-${language}-${theme}-${sizes[0]}`);
        await ask('session.unlock', { pin: '510101' });
      }
    }
  }
  if (restores.some(wants)) await takeRestore(page, ask, everywhereOn(page, ask), origin);
}

/** The slips of the first visits, as every morning: printing and slip screens have something to show. */
async function printSlips(ask: Asker): Promise<void> {
  const list = await ask('orders.open', { filter: { queues: ['visit'] }, sort: 'appointment' });
  const { rows } = await ask('orders.slice', { snapshotId: list.snapshotId, from: 0, to: 12 });
  const ids = rows.flatMap((row: { id: string } | null) => (row === null ? [] : [row.id]));
  await ask('paper.print', { kind: 'service_slip', ids });
}

/** What the pictures open: asked of the outlet, so that nothing of the seed is written down here. */
async function findPlaces(ask: Asker): Promise<Pointed> {
  const orderIn = async (queue: string): Promise<string | null> => {
    const list = await ask('orders.open', { filter: { queues: [queue] }, sort: 'deadline' });
    const slice = await ask('orders.slice', { snapshotId: list.snapshotId, from: 0, to: 1 });
    return slice.rows[0]?.id ?? null;
  };
  const { statements } = await ask('money.statements', {});
  const toDo = (one: { openDifferences: number; openLines: number }) => one.openDifferences + one.openLines;
  const slips = await ask('visits.slips', { states: ['made', 'out', 'back'], limit: 1 });
  const platforms = await ask('platforms.list', {});
  return {
    booked: await orderIn('visit'),
    waiting: await orderIn('dispatch'),
    statement:
      statements.toSorted(
        (one: Parameters<typeof toDo>[0], other: Parameters<typeof toDo>[0]) => toDo(other) - toDo(one),
      )[0]?.id ?? null,
    slip: slips.rows[0]?.number ?? null,
    person: 'T01',
    connection: platforms.connections[0]?.id ?? null,
  };
}

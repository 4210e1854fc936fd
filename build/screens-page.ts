/** What the pictures need of a page: asking as the window itself would, waiting until nothing moves, opening a row. */
import type { Page } from 'playwright-core';

/** Ids of what the demo has, for screens that open something. */
export interface Pointed {
  booked: string | null;
  waiting: string | null;
  statement: string | null;
  slip: string | null;
  person: string;
  connection: string | null;
}

// oxlint-disable-next-line no-explicit-any -- answers of many channels, read by hand in one place
type Answer = any;

export type Asker = (channel: string, input: unknown) => Promise<Answer>;

/** Calls a channel with the page's own cookie. Throws with the code of a refusal. */
export function asker(page: Page): Asker {
  let count = 0;
  return async (channel, input) => {
    count += 1;
    const requestId = `screens-${process.pid}-${Date.now()}-${count}`;
    const answer: Answer = await page.evaluate(async (body) => {
      const reply = await fetch('/api/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return await reply.json();
    }, JSON.stringify({ channel, input, requestId }));
    if (!answer.ok) throw new Error(`screens: ${channel}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };
}

/** Repeats a question once a second until it is answered with true. Throws after that many seconds. */
export async function until(
  page: Page,
  what: string,
  seconds: number,
  ask: () => Promise<boolean>,
): Promise<void> {
  let last: unknown = null;
  for (let tries = 0; tries < seconds; tries += 1) {
    try {
      if (await ask()) return;
    } catch (error) {
      last = error;
    }
    await page.waitForTimeout(1000);
  }
  throw new Error(`screens: waited in vain for ${what}`, { cause: last });
}

/** Language and theme as this window remembers them; the next load draws them. */
export async function lookAs(page: Page, language: 'zh' | 'en', theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(
    ([nextLanguage, nextTheme]) => {
      localStorage.setItem('outlet-desk.language', nextLanguage);
      localStorage.setItem('outlet-desk.theme', nextTheme);
    },
    [language, theme] as const,
  );
}

/** Nothing is still drawn as a bone, and the page has looked the same for a moment. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  await page
    .waitForFunction(() => document.querySelectorAll('.ui-bones, .vl-bone').length === 0, null, {
      timeout: 15_000,
    })
    .catch(() => console.error(`  still loading: ${page.url()}`));
  let before = '';
  for (let tries = 0; tries < 12; tries += 1) {
    const now = await page.evaluate(() => document.body.innerText);
    if (now === before) return;
    before = now;
    await page.waitForTimeout(150);
  }
}

/** The first row of the list, opened as a pointer would. Without a row the picture shows the empty list. */
export async function openRow(page: Page): Promise<void> {
  const row = page.locator('.vl-row, .doc-table tbody tr').first();
  if ((await row.count()) === 0) return;
  await row.click({ position: { x: 120, y: 12 } });
  await page.waitForTimeout(300);
}

/** As openRow, in lists where a click only chooses and Enter opens. */
export async function enterRow(page: Page): Promise<void> {
  await openRow(page);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
}

import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../build/system.ts';
import type { HttpDoor } from '../../main/host/http.ts';
import type { Outlet } from '../../main/host/outlet.ts';

export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
}

/** A page of the desk at this door, logged in without the slow hash of a PIN, which is not what is measured. */
export async function openDeskPage(
  browser: Browser,
  { outlet, door, person }: { outlet: Outlet; door: HttpDoor; person: string },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await page.goto(door.openAddress(outlet.deskId));
  await page.locator('.login-search input').waitFor();
  for (const session of outlet.sessions.list()) outlet.sessions.login(session, person);
  await page.reload();
  await page.locator('.rail').waitFor();
  return page;
}

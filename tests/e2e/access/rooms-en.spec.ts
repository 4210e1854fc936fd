import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { everyRoom } from './rooms.ts';
import { Sweep } from './sweep.ts';

let desk: BrowserDesk;
let sweep: Sweep;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk({ language: 'en', viewport: { width: 1280, height: 720 } });
  sweep = new Sweep(desk.page);
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

test('every screen: access in both themes, words, edges, keys, focus', async () => {
  test.setTimeout(600_000);
  for (const hash of await everyRoom(desk.page)) await sweep.judge(hash, 'en');
  expect(sweep.findings).toEqual([]);
});

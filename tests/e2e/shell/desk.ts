import { test as base } from '@playwright/test';
import { launchDesk } from '../fixtures/electron.ts';
import type { Desk } from '../fixtures/electron.ts';
import { buildShellApp } from './build-app.ts';

export { expect } from '@playwright/test';

/** `desk`: one fresh start per spec. `start`: starts with options of the spec's own, closed at its end. */
export const test = base.extend<{
  desk: Desk;
  start: (options?: Parameters<typeof launchDesk>[0]) => Promise<Desk>;
}>({
  // oxlint-disable-next-line no-empty-pattern
  start: async ({}, use) => {
    const open: Desk[] = [];
    await use(async (options = {}) => {
      const desk = await launchDesk({ appDir: await buildShellApp(), ...options });
      open.push(desk);
      return desk;
    });
    for (const desk of open) await desk.close();
  },
  desk: async ({ start }, use) => {
    const desk = await start();
    await desk.page.waitForFunction(
      () => (globalThis as never as { states: { state: string }[] }).states.at(-1)?.state === 'ready',
    );
    await use(desk);
  },
});

/** `api.call` of the page, typed loosely: the specs' host knows other channels than the product's. */
export function call(
  desk: Desk,
  channel: string,
  input: unknown,
  requestId?: string,
): Promise<{ ok: boolean; value?: any; error?: any }> {
  return desk.page.evaluate(([name, value, id]) => (globalThis as any).api.call(name, value, id), [
    channel,
    input,
    requestId,
  ] as const);
}

import type { Page } from '@playwright/test';
import { ask } from '../fixtures/ask.ts';

/** The manager's screens, without the documents of single rows. */
const plain: readonly string[] = [
  '/today',
  '/orders',
  '/review',
  '/calls',
  '/calls/waiting',
  '/calls/messages',
  '/calls/suspicions',
  '/dispatch',
  '/dispatch/week',
  '/visits?view=out',
  '/parts/stock',
  '/visits?view=evening',
  '/parts/issue/T01',
  '/visits?view=proof',
  '/parts/bags/T01',
  '/visits?view=vouchers',
  '/parts/catalogue/CH-044',
  '/parts/returning/T01',
  '/parts/moving',
  '/parts/moving/scrap',
  '/parts/catalogue/import',
  '/parts/staging',
  '/parts/old',
  '/parts/old/boxes',
  '/parts/old/payers',
  '/parts/old/dead',
  '/parts/old/exchanges',
  '/parts/parcels',
  '/parts/requests',
  '/parts/receiving',
  '/parts/receiving/claims',
  '/parts/supply',
  '/parts/places',
  '/parts/count',
  '/parts/custody',
  '/parts/papers',
  '/money/statements',
  '/money/import',
  '/money/differences',
  '/money/cash',
  '/money/pay',
  '/money/periods',
  '/money/fees',
  '/customers',
  '/staff',
  '/staff/plan',
  '/staff/T01',
  '/reports',
  '/paper/queue',
  '/paper/printers',
  '/paper/templates',
  '/paper/templates/service_slip/roll80',
  '/paper/forms',
  '/paper/forms/new',
  '/paper/count',
  '/platforms',
  ...['outlet', 'calendar', 'slots', 'coverage', 'terms', 'chattext', 'looks', 'backups', 'features'].map(
    (view) => `/settings?view=${view}`,
  ),
];

/** Address of the first order that waits for this, or null where none does. */
export async function orderThatWaits(page: Page, queue: string): Promise<string | null> {
  const list = await ask(page, 'orders.open', { filter: { queues: [queue as never] }, sort: 'deadline' });
  const { rows } = await ask(page, 'orders.slice', { snapshotId: list.snapshotId, from: 0, to: 1 });
  return rows[0] ? `/orders/${rows[0].id}?view=all` : null;
}

/** Every screen there is, with one open document of each kind; what the outlet has to show is asked of it. */
export async function everyRoom(page: Page): Promise<string[]> {
  const { statements } = await ask(page, 'money.statements', {});
  const { connections } = await ask(page, 'platforms.list', {});
  return [
    ...plain,
    (await orderThatWaits(page, 'visit')) ?? '/orders',
    `/money/statements/${statements[0]?.id ?? ''}`,
    `/platforms/${connections[0]?.id ?? ''}`,
  ];
}

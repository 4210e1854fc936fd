import { makeDemo } from '../services/outlet/demo/start-demo.ts';
import type { Outlet } from './outlet.ts';

/**
 * Fills a store without an outlet with the demo outlet: masters and the last two weeks. The older months follow in
 * the loop `demo`, while people work. Answers false when there is an outlet already.
 */
export async function prepareDemo(outlet: Pick<Outlet, 'store' | 'env'>): Promise<boolean> {
  const { store, env } = outlet;
  if (store.read.prepare('SELECT 1 FROM outlet').get() !== undefined) return false;
  await makeDemo(store, env, undefined, undefined, { older: false });
  return true;
}

import { hostLoops } from '../services/loops.ts';
import { rehearse } from '../services/rehearsal.ts';
import { prepareDemo } from './demo.ts';
import type { Outlet } from './outlet.ts';

/**
 * Starts what the host does by itself: pulling from platforms, sending what waits. Programs that drive the steps
 * themselves (tests, simulator) open an outlet and leave this out.
 */
export async function startWork(outlet: Outlet, options: { demo?: boolean } = {}): Promise<void> {
  if (options.demo) await prepareDemo(outlet);
  rehearse(outlet.store.gate);
  for (const loop of hostLoops(outlet)) outlet.loops.start(loop);
}

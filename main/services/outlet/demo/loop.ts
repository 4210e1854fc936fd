import type { Loop, LoopParts } from '../../loops.ts';
import { DemoSandboxes } from './sandboxes.ts';
import { resumeHistory } from './start-demo.ts';

/** How often an outlet that is none yet is looked at: the demo may be chosen at any moment. */
const lookMs = 2_000;
const idleMs = 3_600_000;

/**
 * Stands the demo's platforms up as soon as the demo outlet is there, takes up history a killed host left
 * unfinished, and takes the platforms down with the host.
 */
export function demoLoop(parts: LoopParts): Loop {
  let running: DemoSandboxes | null = null;
  return {
    name: 'demo',
    async round(signal) {
      if (running !== null) return idleMs;
      const row = parts.store.read.prepare('SELECT demo FROM outlet ORDER BY seq LIMIT 1').get() as
        | { demo: number }
        | undefined;
      if (row === undefined) return lookMs;
      if (row.demo !== 1) return idleMs;
      running = new DemoSandboxes(parts);
      const stop = () => void running?.close();
      signal.addEventListener('abort', stop, { once: true });
      await running.start();
      if (signal.aborted) await running.close();
      parts.ports.kick('sync');
      await resumeHistory(parts);
      return idleMs;
    },
  };
}

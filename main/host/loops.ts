import type { Loop, LoopName } from '../services/loops.ts';
import type { HostLog } from './log.ts';

interface Running {
  loop: Loop;
  wake: (() => void) | null;
  kicked: boolean;
  done: Promise<void>;
}

/** A round that fails is logged and tried again after this; the loop itself never ends before the host. */
const afterFailureMs = 5_000;

/** Runs loops side by side; a kick during a round makes another round follow at once. */
export class Loops {
  readonly #env: { sleep(ms: number, signal?: AbortSignal): Promise<void> };
  readonly #log: HostLog;
  readonly #running = new Map<LoopName, Running>();
  readonly #stop = new AbortController();

  constructor(env: { sleep(ms: number, signal?: AbortSignal): Promise<void> }, log: HostLog) {
    this.#env = env;
    this.#log = log;
  }

  start(loop: Loop): void {
    if (this.#running.has(loop.name)) throw new Error(`loop ${loop.name} runs already`);
    const running: Running = { loop, wake: null, kicked: false, done: Promise.resolve() };
    this.#running.set(loop.name, running);
    running.done = this.#run(running);
  }

  /** Wakes a loop; nothing happens when it does not run here. */
  kick(name: LoopName): void {
    const running = this.#running.get(name);
    if (!running) return;
    running.kicked = true;
    running.wake?.();
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('host ends'));
    for (const running of this.#running.values()) running.wake?.();
    await Promise.all([...this.#running.values()].map((running) => running.done));
    for (const { loop } of this.#running.values()) await loop.ended?.();
    this.#running.clear();
  }

  async #run(running: Running): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      running.kicked = false;
      let pauseMs = afterFailureMs;
      try {
        pauseMs = await running.loop.round(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#log.error('loop', error, { loop: running.loop.name });
      }
      if (!running.kicked && !signal.aborted) await this.#pause(running, pauseMs);
    }
  }

  async #pause(running: Running, ms: number): Promise<void> {
    const nap = new AbortController();
    running.wake = () => nap.abort(new Error('kicked'));
    await this.#env.sleep(ms, nap.signal).catch(() => undefined);
    running.wake = null;
  }
}

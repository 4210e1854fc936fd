/** What a piece of work took: wall time, and CPU of all threads of this process. Milliseconds. */
export interface Taken {
  wallMs: number;
  cpuMs: number;
}

export function startWatch(): () => Taken {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  return () => {
    const wallMs = performance.now() - wall;
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs, cpuMs: (user + system) / 1000 };
  };
}

export const addTaken = (a: Taken, b: Taken): Taken => ({
  wallMs: a.wallMs + b.wallMs,
  cpuMs: a.cpuMs + b.cpuMs,
});

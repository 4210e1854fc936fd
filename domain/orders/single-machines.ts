import type { CanonicalMachine } from './canonical.ts';

/** Lines one order may have: a project order brings fifty machines, a slip of the keyboard thousands. */
export const machineLinesMost = 120;

/**
 * One line for each machine, because codes, result, warranty and payer are a machine's own. What a platform sends as
 * «three of this» keeps its line id on each. Beyond `most` lines the last ones stand for several machines.
 */
export function singleMachines(
  machines: readonly CanonicalMachine[],
  most = machineLinesMost,
): CanonicalMachine[] {
  const lines: CanonicalMachine[] = [];
  machines.forEach((machine, at) => {
    // Every kind that is still to come needs one line at least.
    const room = Math.max(1, most - lines.length - (machines.length - at - 1));
    const count = Math.min(machine.quantity, room);
    for (let one = 1; one <= count; one += 1)
      lines.push({ ...machine, quantity: one < count ? 1 : machine.quantity - count + 1 });
  });
  return lines;
}

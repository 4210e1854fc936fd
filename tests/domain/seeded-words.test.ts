import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeCauses } from '../../domain/orders/appointment.ts';
import { holdReasons } from '../../domain/orders/hold.ts';
import { cancelReasons, reassignReasons, sendBackReasons } from '../../domain/orders/reasons.ts';
import { machineResults, visitOutcomes } from '../../domain/visits/outcomes.ts';

/** The demo outlet and the rules speak of the same codes: a reason that only one of them knows would be unreadable. */
const demo = JSON.parse(readFileSync(new URL('../../db/seed/demo-outlet.json', import.meta.url), 'utf8'));

const pairs = (rows: [string, string][]) => rows.map(([code, zh]) => [code, zh]);
const own = (rows: readonly { code: string; zh: string }[]) => rows.map((row) => [row.code, row.zh]);
const seeded = (rows: readonly { seed: string; zh: string }[]) => rows.map((row) => [row.seed, row.zh]);

describe('codes of the demo outlet', () => {
  it.each([
    ['hold', holdReasons],
    ['reschedule', changeCauses],
    ['reassign', reassignReasons],
    ['cancel', cancelReasons],
    ['send_back', sendBackReasons],
  ] as const)('%s', (name, rows) => expect(own(rows)).toEqual(pairs(demo.reason_codes[name])));

  it('whose fault a change is', () => {
    expect(changeCauses.map((row) => row.ours)).toEqual(
      demo.reason_codes.reschedule.map((row: unknown[]) => row[2]),
    );
    expect(reassignReasons.map((row) => row.ours)).toEqual(
      demo.reason_codes.reassign.map((row: unknown[]) => row[2]),
    );
  });

  it('visit outcomes and results', () => {
    expect(seeded(visitOutcomes)).toEqual(
      demo.visit_outcomes.map((row: { code: string; zh: string }) => [row.code, row.zh]),
    );
    expect(visitOutcomes.map((row) => row.ends)).toEqual(
      demo.visit_outcomes.map((row: { ends: boolean }) => row.ends),
    );
    expect(seeded(machineResults)).toEqual(pairs(demo.finish_results));
  });
});

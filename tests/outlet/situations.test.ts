import { expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { makeDemo } from '../../main/services/outlet/demo/start-demo.ts';
import { testOutlet } from '../support/test-outlet.ts';

/** A query that counts, and how many it must find at least. Numbers are those of the demo file's list. */
const visible: readonly [situation: string, atLeast: number, sql: string][] = [
  [
    '1 duplicate from two platforms',
    1,
    `SELECT count(*) FROM order_flag f JOIN work_order w ON w.id = f.work_order_id JOIN work_order o ON o.number = json_extract(f.params, '$.number')
     WHERE f.code = 'duplicate' AND f.cleared_at IS NULL AND w.queue = 'intake' AND o.connection_id <> w.connection_id`,
  ],
  [
    '2 three air conditioners and a hood in one household',
    1,
    `SELECT count(*) FROM work_order a JOIN work_order b ON b.customer_id = a.customer_id AND b.appointment_day = a.appointment_day AND b.id <> a.id
     WHERE a.machine_count = 3 AND b.title LIKE '%油烟机%' AND a.queue = 'visit' AND b.queue = 'visit'`,
  ],
  ['3 goods awaited', 1, "SELECT count(*) FROM work_order WHERE queue = 'hold_goods'"],
  [
    '4 rebooked twice, the second for the outlet',
    1,
    `SELECT count(*) FROM work_order w JOIN appointment a ON a.work_order_id = w.id AND a.change_no = 3
     WHERE w.appointment_changes = 2 AND w.queue = 'visit' AND a.fault_of = 'outlet' AND a.day = w.appointment_day`,
  ],
  [
    '5 technician away today with four orders',
    4,
    `SELECT count(*) FROM work_order w JOIN shift s ON s.staff_id = w.staff_id AND s.day = w.appointment_day
     WHERE s.kind = 'sick' AND w.state = 'accepted' AND w.side_state IS NULL`,
  ],
  [
    '6 taken back with the man at the door',
    1,
    `SELECT count(*) FROM work_order w JOIN visit v ON v.work_order_id = w.id
     WHERE w.queue = 'interception' AND v.arrived_at IS NOT NULL AND v.ended_at IS NULL`,
  ],
  [
    '7 machine code used before',
    1,
    `SELECT count(*) FROM verification v JOIN machine_line m ON m.indoor_code = v.value AND m.work_order_id <> v.work_order_id
     WHERE v.kind = 'machine_code' AND v.state IN ('repeated', 'refused')`,
  ],
  [
    '8 outdoor code of another model',
    1,
    "SELECT count(*) FROM verification WHERE kind = 'machine_code' AND state = 'refused' AND value = 'LZ01W260300816'",
  ],
  [
    '9 missing part, short delivery',
    1,
    `SELECT count(*) FROM parts_request r JOIN parts_request_line l ON l.request_id = r.id JOIN work_order w ON w.id = r.work_order_id
     WHERE r.state = 'short' AND l.received_milli = 1000 AND l.asked_milli = 2000 AND w.queue = 'hold_part'`,
  ],
  [
    '10 dead on arrival',
    1,
    "SELECT count(*) FROM stock_balance WHERE condition = 'doa' AND quantity_milli > 0",
  ],
  [
    '11 old part overdue',
    1,
    "SELECT count(*) FROM old_part WHERE state IN ('with_technician', 'in_store') AND due_day < (SELECT max(received_day) FROM work_order)",
  ],
  ['12 old part refused', 1, "SELECT count(*) FROM old_part WHERE state = 'refused'"],
  [
    '13 three of four done',
    1,
    `SELECT count(*) FROM work_order w WHERE w.machine_count = 4 AND w.queue = 'visit'
     AND 3 = (SELECT count(*) FROM machine_line m WHERE m.work_order_id = w.id AND m.state = 'finished')`,
  ],
  [
    '14 rework of a finished order',
    1,
    "SELECT count(*) FROM work_order c JOIN work_order p ON p.id = c.parent_id WHERE c.is_rework = 1 AND c.queue = 'dispatch' AND p.finished_at IS NOT NULL",
  ],
  [
    '15 out of warranty, quote waits',
    1,
    "SELECT count(*) FROM work_order w JOIN quote q ON q.work_order_id = w.id WHERE w.queue = 'hold_quote' AND q.state = 'given'",
  ],
  [
    '16 cash not handed in',
    1,
    "SELECT count(*) FROM payment WHERE method = 'cash' AND handover_id IS NULL AND amount_fen = 34000",
  ],
  [
    '17 complaint against a signed quote',
    1,
    "SELECT count(*) FROM work_order w JOIN quote q ON q.work_order_id = w.id WHERE w.complaint = 1 AND q.state = 'agreed' AND q.agreed_how = 'signed'",
  ],
  [
    '18 monthly client, five rooms',
    5,
    "SELECT count(*) FROM work_order WHERE payer_id = 'PY-C02' AND queue = 'dispatch'",
  ],
  ...(['duplicate', 'short', 'fine', 'unpaid', 'not_ours', 'missing'] as const).map(
    (kind): [string, number, string] => [
      `20 statement: ${kind}`,
      1,
      `SELECT count(*) FROM difference WHERE payer_id = 'PY-LZ' AND state = 'open' AND kind LIKE '${kind}%'`,
    ],
  ),
  ['20 statement: rows that agree', 3, "SELECT count(*) FROM statement_line WHERE state = 'matched'"],
  [
    '22 papers refused, photos due',
    1,
    "SELECT count(*) FROM work_order WHERE queue = 'papers' AND verdict = 'refill' AND verdict_deadline_at IS NOT NULL",
  ],
  [
    'urged upstream with a time to answer',
    1,
    "SELECT count(*) FROM urge WHERE from_whom = 'platform' AND answered_at IS NULL AND answer_due_at IS NOT NULL",
  ],
  [
    'unreachable after three calls',
    1,
    "SELECT count(*) FROM work_order w WHERE w.queue = 'hold_unreachable' AND 3 <= (SELECT count(*) FROM call_log c WHERE c.work_order_id = w.id AND c.result = 'no_answer')",
  ],
  [
    'certificate about to expire',
    1,
    "SELECT count(*) FROM staff_certificate WHERE expires_day < (SELECT date(max(received_day), '+30 days') FROM work_order)",
  ],
];

test('what a shop meets once in a while is in the demo, all laws kept, short gate calls', async () => {
  const outlet = await testOutlet({ seed: 29 });
  await makeDemo(outlet.store, outlet.env, undefined, undefined, { older: false });
  const { read, gate } = outlet.store;
  const { longestCpuMs, longestCommand } = gate.stats;
  console.log(`situations: longest gate call ${longestCpuMs.toFixed(1)} ms own CPU (${longestCommand})`);
  const missing = visible.flatMap(([situation, atLeast, sql]) => {
    const found = read.prepare(sql).pluck().get() as number;
    return found >= atLeast ? [] : [`situation ${situation}: ${found} of ${atLeast}`];
  });
  expect(missing).toEqual([]);
  for (const [law, report] of Object.entries(verifyStore(read)))
    expect(report.ok, `${law} ${report.detail}`).toBe(true);
  console.log(`situations: longest gate call ${longestCpuMs.toFixed(1)} ms own CPU`);
}, 300_000);

import { afterAll, beforeAll, expect, test } from 'vitest';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(11);
});
afterAll(() => rig.close());

const scan = (code: string) => rig.ok(rig.store, 'parts.scan', { code });

test('one field knows every code of the room', async () => {
  expect(await scan('2009000000018')).toMatchObject({ kind: 'part', partId: 'LZ-001', matches: [] });
  expect(await scan(']C12009000000018')).toMatchObject({ kind: 'part', partId: 'LZ-001' });
  expect(await scan('T01')).toMatchObject({ kind: 'staff', staffId: 'T01' });
  expect(await scan('LZZB2604100231')).toMatchObject({ kind: 'serial', text: 'LZZB2604100231' });
  const { id } = await rig.order('T03');
  const number = rig.value<string>('SELECT number FROM work_order WHERE id = ?', id);
  expect(await scan(number)).toMatchObject({ kind: 'order', workOrderId: id, staffId: 'T03' });
  const request = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: id,
    lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
  });
  expect(await scan(request.number)).toMatchObject({ kind: 'request', id: request.requestId });
  const paper = await rig.ok(rig.manager, 'parts.issue', {
    staffId: 'T03',
    approval: { staffId: 'S01' },
    lines: [{ partId: 'CH-066', quantityMilli: 1000 }],
  });
  expect(await scan(paper.number)).toMatchObject({ kind: 'document', paper: 'issue', state: 'posted' });
  const bin = rig.value<string>("SELECT code FROM bin WHERE location_id = 'K-MAIN' AND code <> '' LIMIT 1");
  expect(await scan(bin)).toMatchObject({ kind: 'bin', locationId: 'K-MAIN', bin });
  expect(await scan('V-T03')).toMatchObject({ kind: 'place', locationId: 'V-T03', staffId: 'T03' });
  expect(await scan('没有这个')).toMatchObject({ kind: 'unknown', id: null, text: '没有这个' });
});

test('what lies on a scanned shelf is what the ledger has there', async () => {
  const bin = rig.value<string>(
    "SELECT bin FROM stock_balance WHERE location_id = 'K-MAIN' AND bin <> '' AND quantity_milli > 0 LIMIT 1",
  );
  const { lines } = await rig.ok(rig.store, 'parts.lies', { locationId: 'K-MAIN', bin });
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.reduce((sum, line) => sum + line.onHandMilli, 0)).toBe(
    rig.value("SELECT sum(quantity_milli) FROM stock_balance WHERE location_id = 'K-MAIN' AND bin = ?", bin),
  );
  expect(await rig.refused(rig.store, 'parts.lies', { locationId: 'K-NOWHERE' })).toMatchObject({
    code: 'not_found',
  });
});

test('a code with two meanings names both and chooses none', async () => {
  rig.run((tx) => tx.insert('part_barcode', { part_id: 'LZ-007', barcode: 'T01' }));
  const found = await scan('T01');
  expect(found).toMatchObject({ kind: 'several', id: null, partId: null, staffId: null });
  expect(found.matches.map((hit) => hit.kind)).toEqual(['part', 'staff']);
  // Two makers gave two different parts one serial number
  rig.run((tx) => {
    for (const part of ['LZ-001', 'LZ-002'])
      tx.insert('stock_balance', {
        part_id: part,
        location_id: 'K-USER',
        condition: 'good',
        owner_kind: 'payer',
        owner_id: 'PY-LZ',
        serial: 'SAME-1',
        quantity_milli: 1000,
        updated_at: tx.at,
      });
  });
  const pieces = await scan('SAME-1');
  expect(pieces.kind).toBe('several');
  expect(pieces.matches.map((hit) => hit.partId)).toEqual(['LZ-001', 'LZ-002']);
});

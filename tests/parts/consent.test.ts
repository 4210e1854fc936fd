import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPin } from '../../main/services/session/pin.ts';
import { partsRig, testPin, type PartsRig } from './rig.ts';

const part = 'LZ-001';
const holderPin = '135791';
let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(43);
  const hash = await hashPin(rig.env, holderPin);
  rig.run((tx) => tx.update('staff', 'T03', { pin_hash: hash }));
  await rig.ok(rig.manager, 'parts.receive', { lines: [{ partId: part, quantityMilli: 30_000 }] });
  await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'V-T03',
    lines: [{ partId: part, quantityMilli: 10_000 }],
  });
});
afterAll(() => rig.close());

const holder = () => rig.outlet.session({ as: 'T03', deskId: 'desk-t' });
const ask = (session = rig.store, more: object = {}) =>
  rig.ok(session, 'parts.transfer', {
    fromLocationId: 'V-T03',
    toLocationId: 'V-T04',
    reason: '老彭急用',
    lines: [{ partId: part, quantityMilli: 1000 }],
    ...more,
  });
const version = (id: string) => rig.value<number>('SELECT version FROM document WHERE id = ?', id);
const held = () => [rig.onHand(part, 'V-T03'), rig.onHand(part, 'V-T04')];

test('nothing leaves another’s bag unasked: the paper waits, its holder sees it on his page and says yes', async () => {
  const before = held();
  const asked = await ask();
  expect(asked.state).toBe('staged');
  expect(held()).toEqual(before);
  const { papers } = await rig.ok(holder(), 'parts.waiting', {});
  expect(papers).toMatchObject([
    { documentId: asked.documentId, holderId: 'T03', reason: '老彭急用', mayDecide: true, mine: false },
  ]);
  // The one who asked, and another technician, cannot say yes
  for (const session of [rig.store, rig.outlet.session({ as: 'T04', deskId: 'd' })])
    expect(
      await rig.refused(session, 'parts.decide', {
        documentId: asked.documentId,
        version: version(asked.documentId),
        yes: true,
      }),
    ).toMatchObject({ code: 'forbidden' });
  const done = await rig.ok(holder(), 'parts.decide', {
    documentId: asked.documentId,
    version: version(asked.documentId),
    yes: true,
  });
  expect(done).toMatchObject({ number: asked.number, state: 'posted' });
  expect(held()).toEqual([(before[0] ?? 0) - 1000, (before[1] ?? 0) + 1000]);
  expect(rig.value('SELECT approved_by FROM document WHERE id = ?', asked.documentId)).toBe('T03');
  expect(
    await rig.refused(holder(), 'parts.decide', {
      documentId: asked.documentId,
      version: version(asked.documentId),
      yes: true,
    }),
  ).toMatchObject({ code: 'parts_document_step' });
  // And the paper is taken back like every other
  await rig.ok(rig.store, 'parts.undoPaper', { documentId: asked.documentId });
  expect(held()).toEqual(before);
});

test('his PIN at the counter is a yes at once, a wrong one is none; the manager needs none', async () => {
  const before = held();
  expect(
    await rig.refused(rig.store, 'parts.transfer', {
      fromLocationId: 'V-T03',
      toLocationId: 'V-T04',
      lines: [{ partId: part, quantityMilli: 1000 }],
      approval: { staffId: 'T03', pin: '000000' },
    }),
  ).toMatchObject({ code: 'pin_wrong' });
  expect(held()).toEqual(before);
  const at = await ask(rig.store, { approval: { staffId: 'T03', pin: holderPin } });
  expect(rig.value('SELECT approved_by FROM document WHERE id = ?', at.documentId)).toBe('T03');
  const manager = await ask(rig.store, { approval: { staffId: 'S01', pin: testPin } });
  expect(rig.value('SELECT approved_by FROM document WHERE id = ?', manager.documentId)).toBe('S01');
  const own = await ask(rig.manager);
  expect([at.state, manager.state, own.state]).toEqual(['posted', 'posted', 'posted']);
  expect(held()).toEqual([(before[0] ?? 0) - 3000, (before[1] ?? 0) + 3000]);
});

test('no, or taken back by who asked: nothing moved, the number stays', async () => {
  const before = held();
  const asked = await ask();
  const no = await rig.ok(holder(), 'parts.decide', {
    documentId: asked.documentId,
    version: version(asked.documentId),
    yes: false,
    reason: '明天要用',
  });
  expect(no.number).toBe(asked.number);
  const mine = await ask();
  await rig.ok(rig.store, 'parts.decide', {
    documentId: mine.documentId,
    version: version(mine.documentId),
    yes: false,
  });
  expect(held()).toEqual(before);
  expect(
    rig.value(
      "SELECT group_concat(state || ' ' || void_reason, ',' ORDER BY seq) FROM document WHERE id IN (?, ?)",
      asked.documentId,
      mine.documentId,
    ),
  ).toBe('void 明天要用,void ');
  expect((await rig.ok(rig.manager, 'parts.waiting', {})).papers).toEqual([]);
});

test('what is gone by the time of the yes is refused, and the paper still waits; no parcel without a yes', async () => {
  const asked = await ask(rig.store, { lines: [{ partId: part, quantityMilli: rig.onHand(part, 'V-T03') }] });
  await rig.ok(rig.store, 'parts.return', { staffId: 'T03', lines: [{ partId: part, quantityMilli: 1000 }] });
  expect(
    await rig.refused(holder(), 'parts.decide', {
      documentId: asked.documentId,
      version: version(asked.documentId),
      yes: true,
    }),
  ).toMatchObject({ code: 'stock_short' });
  expect(rig.value('SELECT state FROM document WHERE id = ?', asked.documentId)).toBe('staged');
  expect(
    await rig.refused(rig.store, 'parts.transfer', {
      fromLocationId: 'V-T03',
      toLocationId: 'K-SUB1',
      byParcel: true,
      lines: [{ partId: part, quantityMilli: 1000 }],
    }),
  ).toMatchObject({ code: 'parts_parcel_consent' });
});

test('the narrow right takes nothing from another’s bag unasked', async () => {
  rig.run((tx) => {
    const role = tx.value<string>("SELECT role_id FROM staff_role WHERE staff_id = 'T05' LIMIT 1");
    tx.insert('role_permission', { role_id: role, permission: 'stock.transfer', scope: 'own' });
  });
  const narrow = rig.outlet.session({ as: 'T05', deskId: 'desk-n' });
  const before = rig.onHand(part, 'V-T03');
  const asked = await rig.ok(narrow, 'parts.transfer', {
    fromLocationId: 'V-T03',
    toLocationId: 'V-T05',
    lines: [{ partId: part, quantityMilli: 1000 }],
  });
  expect(asked.state).toBe('staged');
  expect(rig.onHand(part, 'V-T03')).toBe(before);
  const seen = (await rig.ok(narrow, 'parts.waiting', {})).papers;
  expect(seen.map((paper) => [paper.documentId, paper.mine, paper.mayDecide])).toEqual([
    [asked.documentId, true, false],
  ]);
});

test('the storekeeper scraps up to the outlet’s amount; above it the paper waits for who may adjust stock', async () => {
  const cost = rig.value<number>('SELECT cost_fen FROM part WHERE id = ?', part);
  const { scrapLimitFen } = await rig.ok(rig.store, 'parts.waiting', {});
  const many = (Math.floor(scrapLimitFen / cost) + 1) * 1000;
  const before = rig.onHand(part, 'K-MAIN');
  const scrap = (session = rig.store, more: object = {}) =>
    rig.ok(session, 'parts.scrap', {
      fromLocationId: 'K-MAIN',
      reason: '受潮',
      lines: [{ partId: part, quantityMilli: many }],
      ...more,
    });
  const proposed = await scrap();
  expect(proposed.state).toBe('staged');
  expect(rig.onHand(part, 'K-MAIN')).toBe(before);
  expect(
    await rig.refused(rig.store, 'parts.decide', {
      documentId: proposed.documentId,
      version: version(proposed.documentId),
      yes: true,
    }),
  ).toMatchObject({ code: 'forbidden' });
  await rig.ok(rig.store, 'parts.decide', {
    documentId: proposed.documentId,
    version: version(proposed.documentId),
    yes: true,
    approval: { staffId: 'S01', pin: testPin },
  });
  expect(rig.onHand(part, 'K-MAIN')).toBe(before - many);
  expect(
    rig.value("SELECT state || ' ' || approved_by FROM document WHERE id = ?", proposed.documentId),
  ).toBe('posted S01');
  rig.run((tx) =>
    tx.insert('setting', {
      scope: 'outlet',
      key: 'scrap_approval_fen',
      value: cost * 1000,
      updated_at: tx.at,
    }),
  );
  const small = await scrap();
  expect([small.state, rig.value('SELECT approved_by FROM document WHERE id = ?', small.documentId)]).toEqual(
    ['posted', null],
  );
});

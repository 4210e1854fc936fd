import { expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { keyed, readyOrder, visitRig } from '../visits/rig.ts';

const codes = { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' };

test('one line of the slip holds machine out, machine in, payer and duty; it stays owed until the old one is back', async () => {
  const rig = await visitRig(5);
  const order = await readyOrder(rig);
  const found = await rig.out(order.id);
  const machineLineId = found.machines[0]?.id ?? '';
  const key = (exchange: { outCode: string; inCode: string }) =>
    keyed(rig, found, codes, {
      exchanges: [{ machineLineId, ...exchange, borneBy: 'payer', duty: 'return' }],
    });
  // Two codes that are the same, or one missing: nothing of the slip happens
  for (const wrong of [
    { outCode: 'LZ01N250100001', inCode: ' lz01n250100001 ' },
    { outCode: 'LZ01N250100001', inCode: '' },
  ])
    await expect(rig.ask(rig.dispatcher, 'visits.returnSlip', key(wrong))).rejects.toThrow(/exchange_codes/);
  expect(rig.one('SELECT count(*) AS n FROM machine_exchange')).toEqual({ n: 0 });
  await rig.ask(
    rig.dispatcher,
    'visits.returnSlip',
    key({ outCode: 'lz01n250100001', inCode: codes.indoor }),
  );
  const store = rig.outlet.session({ as: 'S03', deskId: 'desk-s' });
  const list = async (view: 'owed' | 'all') => rig.ask(store, 'parts.exchanges', { view });
  const [row] = (await list('owed')).rows;
  expect(row).toMatchObject({
    state: 'swapped',
    workOrderId: order.id,
    // The storekeeper sees codes of users' machines masked, as everywhere
    outCode: 'LZ0********001',
    borneBy: 'payer',
    duty: 'return',
  });
  expect(rig.one('SELECT out_code, in_code FROM machine_exchange')).toEqual({
    out_code: 'LZ01N250100001',
    in_code: codes.indoor,
  });
  expect(row?.dueDay).not.toBeNull();
  const id = row?.id ?? '';
  let version = row?.version ?? 0;
  const step = async (to: 'in_store' | 'on_way' | 'returned' | 'settled' | 'destroyed') => {
    ({ version } = await rig.ask(store, 'parts.exchangeStep', { id, version, to }));
  };
  await expect(step('returned')).rejects.toThrow(/exchange_step/);
  await expect(step('destroyed')).rejects.toThrow(/exchange_reason/);
  await step('in_store');
  await step('on_way');
  await step('returned');
  expect((await list('owed')).rows).toEqual([]);
  await step('settled');
  expect((await list('all')).rows).toMatchObject([{ state: 'settled' }]);
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
});

test('a code that was exchanged before is named with its order', async () => {
  const rig = await visitRig(6);
  const first = await readyOrder(rig);
  const one = await rig.out(first.id);
  const put = (found: typeof one, machine: { indoor: string; outdoor: string }) =>
    rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, machine, {
        exchanges: [
          {
            machineLineId: found.machines[0]?.id ?? '',
            outCode: 'LZ01N250100001',
            inCode: machine.indoor,
            borneBy: 'outlet',
            duty: 'none',
          },
        ],
      }),
    );
  await put(one, codes);
  const second = await readyOrder(rig);
  const two = await rig.out(second.id);
  await expect(put(two, { indoor: 'LZ01N260300999', outdoor: 'LZ01W260300998' })).rejects.toThrow(
    new RegExp(`exchange_code_used.*${first.number}`),
  );
});

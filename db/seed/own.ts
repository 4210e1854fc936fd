import type { GateCall } from '../gate.ts';
import type { Store } from '../store.ts';
import { pinyinKeys } from '../pinyin.ts';
import { readDemoFile, type DemoFile } from './demo-file.ts';
import type { SeedEnv } from './index.ts';
import { seedCatalogue, seedReasons } from './seed-catalogue.ts';
import { seedAreas, seedPeople, seedRoles } from './seed-house.ts';
import { seedParts } from './seed-parts.ts';
import { seedConnections, seedPayers, seedPeriods } from './seed-payers.ts';
import { collect, writeSliced, type SeedTx } from './slices.ts';

export interface OwnOutlet {
  name: string;
  county: string;
  address: string;
  phone: string;
  managerName: string;
  pinHash: string;
  /** Trades whose catalogue is put in, as keys of `tradeCategories`. */
  trades: readonly string[];
  today: string;
}

/** Product categories of each trade, in the words of the catalogue. */
export const tradeCategories: Readonly<Record<string, readonly string[]>> = {
  air_conditioner: ['空调'],
  white_goods: ['洗衣机', '冰箱', '洗碗机'],
  kitchen: ['油烟机', '燃气灶', '集成灶', '热水器'],
  water: ['净水器'],
  smart_home: ['智能锁', '智能晾衣架', '卫浴'],
  furniture: ['家具'],
};

const bareConnections: Record<string, string> = {
  'C-OWN': '自有平台',
  'C-TM': '天猫服务中心',
  'C-MAN': '电话、微信、到店',
};

/**
 * What every outlet needs before its first order: roles, slots, reasons, accounts, periods, places for stock, payers of
 * the interfaces the program speaks, and the manager. Of the demo's own business nothing is taken over; prices are
 * nobody's but the outlet's, so service items come without any.
 */
export function seedOwnOutlet(
  store: Pick<Store, 'gate' | 'read'>,
  env: SeedEnv,
  own: OwnOutlet,
  call: GateCall,
): { outletId: string; staffId: string } {
  const demo = bareFile(own);
  const outletId = env.newId();
  const staffId = env.newId();
  const rooms: [string, (tx: SeedTx) => void][] = [
    ['areas', (tx) => seedAreas(tx, demo)],
    ['roles', (tx) => seedRoles(tx)],
    // Skills and certificates; of people there is only the manager, and he comes last.
    ['people', (tx) => seedPeople(tx, demo, {}, own.today)],
    ['payers', (tx) => seedPayers(tx, demo)],
    ['periods', (tx) => seedPeriods(tx, own.today.slice(0, 7), own.today)],
    ['catalogue', (tx) => seedCatalogue(tx, demo)],
    ['reasons', (tx) => seedReasons(tx, demo)],
    ['places', (tx) => seedParts(tx, demo)],
    ['connections', (tx) => seedConnections(tx, demo)],
  ];
  for (const [name, fill] of rooms) {
    if (store.read.prepare('SELECT 1 FROM audit WHERE action = ?').get(`seed.${name}`)) continue;
    const units = collect(env, fill);
    const audit = { action: `seed.${name}`, entity: 'outlet', entityId: outletId };
    for (const _ of writeSliced(store, `seed_own_${name}`, units, (tx) => tx.audit(audit)));
  }
  return store.gate.run(call, (tx) => {
    const keys = pinyinKeys(own.managerName);
    tx.insert('staff', {
      id: staffId,
      code: 'S01',
      name: own.managerName,
      name_pinyin: keys.full,
      name_initials: keys.initials,
      pin_hash: own.pinHash,
      joined_day: own.today,
    });
    tx.insert('staff_role', { staff_id: staffId, role_id: 'manager' });
    tx.search('staff', staffId, { title: own.managerName, names: [own.managerName], numbers: ['S01'] });
    tx.insert('outlet', {
      id: outletId,
      code: 'MAIN',
      name_zh: own.name,
      name_en: '',
      legal_name: '',
      address: own.address,
      phone: own.phone,
      demo: false,
      created_at: tx.at,
    });
    tx.audit({ action: 'outlet.start_own', entity: 'outlet', entityId: outletId });
    return { outletId, staffId };
  });
}

/** The demo file with nothing in it that is the demo outlet's own. */
function bareFile(own: OwnOutlet): DemoFile {
  const demo = readDemoFile();
  const categories = new Set(own.trades.flatMap((trade) => tradeCategories[trade] ?? []));
  const items = demo.service_items.filter((item) => categories.has(item.category));
  const withTrade = items.length > 0;
  return {
    ...demo,
    divisions:
      own.county === ''
        ? []
        : [
            {
              code: own.county,
              name: own.county,
              distance_km: 0,
              tier: '',
              coverage: 'self',
              extra_hours: 0,
            },
          ],
    distance_tiers: [],
    estates: [],
    sub_shops: [],
    teams: [],
    staff: [],
    brands: [],
    product_models: [],
    service_items: items.map((item) => ({ ...item, customer_price: '0.00', payer_price: {}, note: '' })),
    extra_charges: withTrade
      ? demo.extra_charges.map((charge) => ({
          ...charge,
          customer_price: '0.00',
          technician_share: '0.00',
          rule_zh: '',
        }))
      : [],
    faults: demo.faults
      .filter((fault) => categories.has(fault.category))
      .map((fault) => ({ ...fault, usual_parts: [] })),
    payers: demo.payers.filter((payer) => ['PY-USER', 'PY-OWN', 'PY-TM'].includes(payer.code)),
    pay_schemes: [],
    price_rules: [],
    parts: [],
    substitutes: [],
    opening_lots: [],
    locations: demo.locations.filter((place) => !['师傅库', '上级库', '伞下店库'].includes(place.kind)),
    platform_connections: demo.platform_connections
      .filter((row) => bareConnections[row.code] !== undefined)
      .map((row) => ({ ...row, name_zh: bareConnections[row.code] as string })),
    platform_worker_accounts: [],
    message_templates: demo.message_templates.map((row) => ({
      ...row,
      text: row.text.replaceAll('晨禾服务站', '{网点}'),
    })),
  };
}

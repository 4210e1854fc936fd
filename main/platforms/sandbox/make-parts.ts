import type { Chance } from './random.ts';
import type { OutletShapes, SandboxAddress, SandboxMachine } from './shapes.ts';

export interface Household {
  customer: { name: string; phone: string };
  address: SandboxAddress;
}

const DAY = 86_400_000;

/** The volume table groups some categories; a service item names one of them. */
const categoryGroups: Record<string, string> = {
  油烟机: '烟灶',
  燃气灶: '烟灶',
  集成灶: '烟灶',
  洗衣机: '洗衣机冰箱洗碗机',
  冰箱: '洗衣机冰箱洗碗机',
  洗碗机: '洗衣机冰箱洗碗机',
};

/** A service this payer pays for, by the outlet's own mix of kinds and categories. */
export function pickService(
  outlet: OutletShapes,
  payer: string,
  chance: Chance,
): OutletShapes['service_items'][number] {
  const offered = outlet.service_items.filter((item) => item.payer_price[payer] !== undefined);
  const items = offered.length > 0 ? offered : outlet.service_items;
  const { by_service_type_percent: types, by_category_percent: categories } = outlet.order_volume;
  const group = (category: string): string => categoryGroups[category] ?? category;
  const alike = (item: (typeof items)[number]): number =>
    items.filter(
      (other) => other.service_type === item.service_type && group(other.category) === group(item.category),
    ).length;
  return chance.weighted(
    items,
    (item) => ((types[item.service_type] ?? 1) * (categories[group(item.category)] ?? 1)) / alike(item),
  );
}

export function makeCustomer(outlet: OutletShapes, chance: Chance): Household['customer'] {
  const { surnames, given, titles } = outlet.name_pieces;
  const last = chance.hit(0.3) ? chance.pick(titles) : chance.pick(given);
  const phone = `13${chance.below(10)}0000${String(chance.below(10_000)).padStart(4, '0')}`;
  return { name: chance.pick(surnames) + last, phone };
}

/** A flat in one of the estates; near ones far more often than far ones. */
export function makeAddress(outlet: OutletShapes, chance: Chance): SandboxAddress {
  const estate = chance.weighted(outlet.estates, ({ distance_km }) => 1 / (1 + distance_km / 12) ** 2);
  const county = outlet.divisions.find(({ code }) => code === estate.county_code)?.name ?? '';
  const floor = 1 + chance.below(Math.max(1, estate.floors));
  const room = `${floor}${String(1 + chance.below(4)).padStart(2, '0')}`;
  const building = 1 + chance.below(18);
  return {
    province: outlet.outlet.province,
    city: outlet.outlet.city,
    county,
    town: '',
    detail: `${estate.street}${10 + chance.below(190)}号${estate.name}${building}栋${1 + chance.below(3)}单元${room}`,
  };
}

export function makeMachine(
  outlet: OutletShapes,
  category: string,
  lineId: string,
  createdAt: number,
  isNew: boolean,
  chance: Chance,
): SandboxMachine {
  const models = outlet.product_models.filter((model) => model.category === category);
  const model = chance.pick(models.length > 0 ? models : outlet.product_models);
  const brand = outlet.brands.find(({ code }) => code === model.brand);
  const ageDays = isNew ? 1 + chance.below(12) : 30 + chance.below(8 * 365);
  return {
    lineId,
    brandCode: model.brand,
    brand: brand?.name_zh ?? model.brand,
    category: model.category,
    model: model.model,
    productName: `${brand?.name_zh ?? ''}${model.name_zh}`,
    quantity: 1,
    warranty: ageDays <= model.warranty_months * 30 ? 'in_warranty' : 'out_of_warranty',
    purchasedAt: createdAt - ageDays * DAY,
  };
}

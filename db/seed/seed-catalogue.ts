import { holdReasons } from '../../domain/orders/hold.ts';
import { chatKey, seedChatTemplates } from './chat-templates.ts';
import type { SeedTx } from './slices.ts';
import { fen, type DemoFile } from './demo-file.ts';
import { english } from './english.ts';

const modes: Record<string, string> = { 上门: 'on_site', 送修: 'carry_in' };
/** Work that may only be given to a holder of the card. */
const cardFor: Record<string, string> = { 空调: 'GCZY' };

/** Makers that mark the place in the code write N inside, W outside and A on what is one piece. */
function codePatterns(model: DemoFile['product_models'][number]) {
  const both = model.codes_to_collect.includes('外机条码') && model.sn_pattern.includes('[NWA]');
  return {
    sn_pattern: both ? model.sn_pattern.replace('[NWA]', '[NA]') : model.sn_pattern,
    outdoor_sn_pattern: both ? model.sn_pattern.replace('[NWA]', '[WA]') : null,
  };
}

/** The demo file says in a shot's and a policy's name when it is asked for and whether each machine needs its own. */
function shotOf(policy: DemoFile['photo_policies'][number], name: string) {
  return {
    nameZh: name,
    nameEn: english(name),
    when: name.includes('有高空费时') ? 'height_work' : name.startsWith('新旧件') ? 'part_changed' : 'always',
    perMachine: policy.name_zh.includes('每台一组') && !name.startsWith('签字'),
  };
}

/** Brands, models, service items, extras, faults, reasons and proof policies. */
export function seedCatalogue(tx: SeedTx, demo: DemoFile): void {
  for (const brand of demo.brands)
    tx.insert('brand', {
      id: brand.code,
      code: brand.code,
      name_zh: brand.name_zh,
      name_en: brand.name_en,
      payer_id: brand.payer,
      categories: brand.categories,
    });
  const categories = new Set([
    ...demo.product_models.map((model) => model.category),
    ...demo.service_items.map((item) => item.category),
  ]);
  for (const category of categories)
    tx.insert('category', { id: category, code: category, name_zh: category, name_en: english(category) });
  for (const model of demo.product_models) {
    tx.insert('product_model', {
      id: model.model,
      model: model.model,
      brand_id: demo.brands.some((brand) => brand.code === model.brand) ? model.brand : null,
      category: model.category,
      name_zh: model.name_zh,
      name_en: english(model.name_zh),
      warranty_months: model.warranty_months,
      main_part_warranty_months: model.main_part_warranty_months,
      codes_to_collect: model.codes_to_collect,
      ...codePatterns(model),
    });
  }
  for (const policy of demo.photo_policies) {
    tx.insert('photo_policy', {
      id: policy.code,
      code: policy.code,
      name_zh: policy.name_zh,
      name_en: english(policy.name_zh),
      shots: policy.shots.map((shot) => shotOf(policy, shot)),
      required: policy.required,
    });
  }
  for (const item of demo.service_items) {
    tx.insert('service_item', {
      id: item.code,
      code: item.code,
      name_zh: item.name_zh,
      name_en: item.name_en,
      service_type: item.service_type,
      category: item.category,
      skill_id: item.skill,
      min_level: item.min_level,
      persons: item.persons,
      standard_minutes: item.standard_minutes,
      unit: item.unit,
      mode: modes[item.mode] ?? 'on_site',
      customer_price_fen: fen(item.customer_price),
      photo_policy_id: demo.photo_policies.some((policy) => policy.code === item.photo_policy)
        ? item.photo_policy
        : null,
      needs_certificate_id: item.service_type === '安装' ? (cardFor[item.category] ?? null) : null,
      note: item.note ?? '',
    });
  }
  for (const charge of demo.extra_charges) {
    tx.insert('extra_charge', {
      id: charge.code,
      code: charge.code,
      name_zh: charge.name_zh,
      name_en: english(charge.name_zh),
      unit: charge.unit,
      who_pays: charge.who_pays === '用户' ? 'user' : charge.who_pays.includes('/用户') ? 'either' : 'payer',
      customer_price_fen: fen(charge.customer_price),
      technician_share_fen: fen(charge.technician_share),
      rule: charge.rule_zh ?? '',
    });
  }
  for (const fault of demo.faults)
    tx.insert('fault', {
      id: fault.code,
      ...fault,
      symptom_en: english(fault.symptom_zh),
      cause_en: english(fault.cause_zh),
      measure_en: english(fault.measure_zh),
      usual_parts: fault.usual_parts,
    });
  for (const template of demo.message_templates.filter((one) => one.key !== chatKey))
    tx.insert('message_template', { key: template.key, channel: template.channel, text_zh: template.text });
  seedChatTemplates(tx, demo);
}

/** Reason codes of every kind; hold reasons say which clocks they stop. */
export function seedReasons(tx: SeedTx, demo: DemoFile): void {
  const insert = (
    kind: string,
    code: string,
    nameZh: string,
    sort: number,
    more: Record<string, unknown> = {},
  ) =>
    tx.insert('reason_code', {
      id: `${kind}.${code}`,
      kind,
      code,
      name_zh: nameZh,
      name_en: english(nameZh),
      sort,
      ...more,
    });
  for (const [kind, rows] of Object.entries(demo.reason_codes)) {
    rows.forEach(([code, name, third], sort) => {
      const hold = kind === 'hold' ? holdReasons.find((reason) => reason.code === code) : undefined;
      insert(kind, code, name, sort, {
        note: typeof third === 'string' ? third : '',
        counts_against: third === true ? 'outlet' : 'none',
        stops_clock: hold !== undefined && hold.stops.length > 0,
        params: hold === undefined ? {} : { holdKey: hold.key },
      });
    });
  }
  demo.visit_outcomes.forEach((outcome, sort) =>
    insert('visit_outcome', outcome.code, outcome.zh, sort, {
      note: outcome.pay,
      params: { ends: outcome.ends },
    }),
  );
  demo.finish_results.forEach(([code, name], sort) => insert('finish_result', code, name, sort));
}

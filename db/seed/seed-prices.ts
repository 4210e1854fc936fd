/* oxlint-disable no-explicit-any -- rules of the demo file differ from one to the next; see demo-file.ts */
import type { PriceRule, RuleHow } from '../../domain/money/price-types.ts';
import type { SeedTx } from './slices.ts';
import { fen, metres, type DemoFile } from './demo-file.ts';
import { english } from './english.ts';

/** Fee kind a service type is paid as. */
const kindOf: Record<string, string> = {
  安装: 'install',
  维修: 'repair',
  清洗: 'clean',
  鉴定: 'appraisal',
  拆机: 'remove',
  移机: 'service',
  测量: 'service',
};
const start = '2025-01-01';
const guaranteed = ['in_warranty', 'extended', 'joint'] as const;
const isMaker = (demo: DemoFile, code: string): boolean =>
  demo.payers.some((payer) => payer.code === code && ['厂家', '品牌商'].includes(payer.kind));

type Draft = Pick<PriceRule, 'code' | 'payerCode' | 'party' | 'kind' | 'basis' | 'how'> &
  Partial<PriceRule> & { nameZh: string; evidence?: string[] };

/**
 * The demo's price rules as data of domain/money/price: one row per service item and payer, the user's posted price
 * out of warranty, the technician's piece, and the special rules of the payers (R01 …). One file of rules, dated.
 */
export function seedPrices(tx: SeedTx, demo: DemoFile): void {
  const drafts: Draft[] = [];
  for (const item of demo.service_items) {
    const kind = kindOf[item.service_type] ?? 'service';
    const scope = { itemCodes: [item.code] };
    for (const [payer, amount] of Object.entries(item.payer_price)) {
      drafts.push({
        code: `${item.code}.${payer}`,
        payerCode: payer,
        party: 'payer',
        kind,
        basis: 'machine',
        // A maker pays for repairs it guaranteed; what is out of warranty the user pays at the door
        scope: kind === 'repair' && isMaker(demo, payer) ? { ...scope, warranties: guaranteed } : scope,
        how: unit(amount),
        nameZh: item.name_zh,
      });
    }
    drafts.push({
      code: `${item.code}.USER`,
      payerCode: null,
      party: 'user',
      kind: kind === 'repair' ? 'labour' : kind,
      basis: 'machine',
      scope: { ...scope, warranties: ['out_of_warranty'] },
      how: unit(item.customer_price),
      nameZh: item.name_zh,
    });
    drafts.push({
      code: `${item.code}.PIECE`,
      payerCode: null,
      party: 'technician',
      kind: 'piece',
      basis: 'machine',
      scope,
      how: unit(item.technician_piece),
      nameZh: item.name_zh,
    });
  }
  for (const charge of demo.extra_charges) {
    drafts.push({
      code: `${charge.code}.SHARE`,
      payerCode: null,
      party: 'technician',
      kind: 'share',
      basis: 'extra',
      scope: { extraCodes: [charge.code] },
      how: unit(charge.technician_share),
      nameZh: charge.name_zh,
    });
  }
  for (const rule of demo.price_rules) {
    const draft = specialRule(rule, demo);
    if (draft !== null) drafts.push(draft);
  }
  for (const { nameZh, evidence, ...draft } of drafts) {
    const rule: PriceRule = { version: 1, scope: {}, priority: 0, fromDay: start, toDay: null, ...draft };
    tx.insert('price_rule', {
      code: rule.code,
      rule_version: rule.version,
      from_day: rule.fromDay,
      to_day: rule.toDay,
      party: rule.party,
      payer_id: rule.payerCode,
      fee_kind: rule.kind,
      name_zh: nameZh,
      name_en: english(nameZh),
      body: rule,
      evidence: evidence ?? [],
      at: tx.at,
    });
  }
}

const unit = (amount: string): RuleHow => ({ how: 'per_unit', unitFen: fen(amount) });

/** R01 … R20 of the demo file. Coefficients, fines and old-part charges work on statements, not on orders. */
function specialRule(rule: Record<string, any>, demo: DemoFile): Draft | null {
  const base = {
    code: String(rule.id),
    payerCode: String(rule.payer),
    party: 'payer' as const,
    fromDay: String(rule.from_date),
    toDay: rule.to_date ?? null,
    nameZh: String(rule.name_zh),
    evidence: rule.evidence ?? [],
  };
  switch (rule.id) {
    case 'R01':
      return {
        ...base,
        kind: 'distance',
        basis: 'order',
        how: { how: 'per_km', unitFen: 200, freeMilliKm: 20_000 },
        limit: 'household_day',
      };
    case 'R02':
      return {
        ...base,
        kind: 'distance',
        basis: 'order',
        how: {
          how: 'tiered',
          by: 'distance',
          tiers: (rule.tiers as [number, number][]).map(([km, yuan], index, all) => ({
            upToMilli: index === all.length - 1 ? null : metres(km),
            amountFen: yuan * 100,
          })),
        },
        limit: 'household_day',
      };
    case 'R03':
      return {
        ...base,
        kind: 'distance',
        basis: 'order',
        how: { how: 'per_km', unitFen: 200, freeMilliKm: 20_000, freeTownMilliKm: 10_000 },
        limit: 'household_day',
      };
    case 'R04':
      return {
        ...base,
        payerCode: null,
        party: 'user',
        kind: 'distance',
        basis: 'order',
        scope: { warranties: ['out_of_warranty'] },
        how: {
          how: 'by_tier',
          amounts: Object.fromEntries(demo.distance_tiers.map((tier) => [tier.tier, fen(tier.customer_fee)])),
        },
        limit: 'household_day',
      };
    case 'R05':
      return {
        ...base,
        kind: 'height',
        basis: 'machine',
        scope: { heightWork: true },
        how: unit(rule.amount),
      };
    case 'R06':
      // One amount per item: the first row carries both by its own scope in the order file; the floor unit pays more.
      return {
        ...base,
        kind: 'season',
        basis: 'machine',
        scope: { itemCodes: ['AZ-KT-GJ'], withinHours: 48 },
        how: unit(rule.amount_by_item['AZ-KT-GJ']),
      };
    case 'R08':
      return {
        ...base,
        kind: 'commission',
        basis: 'order',
        how: { how: 'percent', rateBp: -500, ofKinds: ['install', 'repair', 'clean', 'service', 'extra'] },
      };
    case 'R10':
      return {
        ...base,
        kind: 'timely',
        basis: 'order',
        scope: { withinHours: 24 },
        how: { how: 'flat', amountFen: fen(rule.amount) },
      };
    case 'R11':
      return {
        ...base,
        kind: 'install',
        basis: 'machine',
        scope: { itemCodes: [String(rule.item)] },
        how: unit(rule.amount),
        priority: 1,
      };
    case 'R13':
      return {
        ...base,
        kind: 'second_visit',
        basis: 'visit',
        scope: { outcomes: ['wait_part', 'empty_goods'] },
        how: unit(rule.amount),
        limit: 'order',
      };
    case 'R14':
      return { ...base, kind: 'empty_trip', basis: 'visit', how: unit(rule.amount), limit: 'order' };
    case 'R15':
      return {
        ...base,
        payerCode: null,
        party: 'user',
        kind: 'holiday',
        basis: 'order',
        scope: { holiday: true, warranties: ['out_of_warranty'] },
        how: { how: 'flat', amountFen: fen(rule.amount) },
      };
    case 'R16':
      return {
        ...base,
        kind: 'repair',
        basis: 'machine',
        scope: { rework: true },
        how: { how: 'flat', amountFen: 0 },
        priority: 9,
      };
    default:
      return null;
  }
}

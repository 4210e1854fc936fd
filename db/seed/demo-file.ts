/* oxlint-disable no-explicit-any -- the file is ours and ships with the program; only what the seed reads is typed */
import { readFileSync } from 'node:fs';
import { parseFen } from '../../domain/money/fen.ts';

type Text = string;
type Yuan = string;

/** The demo outlet as its file gives it (units: see `_about` there). Only what the seed reads is typed. */
export interface DemoFile {
  outlet: Record<string, any>;
  divisions: {
    code: Text;
    name: Text;
    distance_km: number;
    tier: Text;
    coverage: Text;
    extra_hours: number;
  }[];
  distance_tiers: {
    tier: Text;
    name_zh: Text;
    from_km: number;
    to_km: number | null;
    customer_fee: Yuan;
    tech_allowance: Yuan;
    deadline_factor: Text;
  }[];
  estates: {
    id: Text;
    county_code: Text;
    name: Text;
    street: Text;
    distance_km: number;
    x_km: number;
    y_km: number;
    floors: number;
    elevator: boolean;
    note: Text;
  }[];
  brands: { code: Text; name_zh: Text; name_en: Text; categories: Text[]; payer: Text }[];
  product_models: {
    model: Text;
    brand: Text;
    category: Text;
    name_zh: Text;
    warranty_months: number;
    main_part_warranty_months: number;
    codes_to_collect: Text[];
    sn_pattern: Text;
    sn_example: Text;
  }[];
  warranty_rules: Record<string, any>;
  skills: { code: Text; name_zh: Text; levels: Text[] }[];
  certificates: { code: Text; name_zh: Text; needed_for: Text; review_years: number }[];
  teams: { code: Text; name_zh: Text; leader: Text }[];
  staff: {
    id: Text;
    name: Text;
    name_en: Text;
    roles: Text[];
    phone: Text;
    team: Text;
    employment: Text;
    skills: { code: Text; level: number }[];
    certificates: Text[];
    daily_capacity_minutes: number;
    demo_pin: Text;
    mentor?: Text;
    issue_limit?: Yuan;
    deposit_target?: Yuan;
  }[];
  platform_worker_accounts: { staff: Text; connection: Text; worker_id: Text }[];
  sub_shops: {
    code: Text;
    name_zh: Text;
    contact: Text;
    phone: Text;
    counties: Text[];
    skills: Text[];
    share_percent_of_payer_fee: number;
    deposit: Yuan;
    settle: Text;
  }[];
  slots: { code: Text; name_zh: Text; from: Text; to: Text }[];
  payers: Record<string, any>[];
  platform_connections: {
    code: Text;
    name_zh: Text;
    adapter: Text;
    payer: Text;
    share: number;
    writeback: Text;
    virtual_phone: boolean;
  }[];
  service_items: {
    code: Text;
    name_zh: Text;
    name_en: Text;
    service_type: Text;
    category: Text;
    skill: Text;
    min_level: number;
    persons: number;
    standard_minutes: number;
    unit: Text;
    customer_price: Yuan;
    payer_price: Record<Text, Yuan>;
    technician_piece: Yuan;
    mode: Text;
    photo_policy: Text;
    note?: Text;
  }[];
  extra_charges: {
    code: Text;
    name_zh: Text;
    unit: Text;
    who_pays: Text;
    customer_price: Yuan;
    technician_share: Yuan;
    rule_zh?: Text;
  }[];
  price_rules: Record<string, any>[];
  pay_schemes: Record<string, any>[];
  parts: Record<string, any>[];
  substitutes: { part: Text; other: Text; note: Text }[];
  locations: { code: Text; name_zh: Text; kind: Text; staff?: Text; payer?: Text }[];
  opening_bag_stock: { location: Text; part: Text; qty: number }[];
  opening_sub_shop_stock: { location: Text; part: Text; qty: number }[];
  opening_lots: { part: Text; lot: Text; expires: Text; qty: number }[];
  opening_serials: { part: Text; serials: Text[] }[];
  opening_old_parts: { part: Text; technician: Text; days_left: number; state: Text; amount_at_risk: Yuan }[];
  tools_and_safety_gear: { name_zh: Text; each_to: Text[]; deposit: Yuan; check_every_days?: number }[];
  reason_codes: Record<Text, [Text, Text, any?][]>;
  visit_outcomes: { code: Text; zh: Text; ends: boolean; pay: Text }[];
  finish_results: [Text, Text][];
  faults: {
    code: Text;
    category: Text;
    symptom_zh: Text;
    cause_zh: Text;
    measure_zh: Text;
    usual_parts: Text[];
  }[];
  photo_policies: { code: Text; name_zh: Text; shots: Text[]; required: number }[];
  deadlines: Record<string, any>[];
  order_volume: Record<string, any>;
  message_templates: { key: Text; channel: Text; text: Text }[];
  opening_deposits: { side: Text; holder: Text; kind: Text; amount: Yuan }[];
  name_pieces: { surnames: Text[]; given: Text[]; titles: Text[] };
  customer_remarks: Text[];
  history_seed: {
    months: number;
    orders: number;
    peak_months: Text[];
    closed_periods: Text[];
    open_periods: Text[];
  };
  statement_layouts: Record<string, any>[];
  demo_situations: Text[];
}

export function readDemoFile(): DemoFile {
  return JSON.parse(readFileSync(new URL('./demo-outlet.json', import.meta.url), 'utf8')) as DemoFile;
}

/** Yuan as text → fen; a missing amount, or one that a rule works out (按档), is none. */
export const fen = (yuan: string | undefined | null): number => {
  if (yuan === undefined || yuan === null || !/\d/.test(yuan)) return 0;
  const parsed = parseFen(yuan);
  if (parsed === null) throw new Error(`demo file: ${yuan} is no amount`);
  return parsed;
};
export const metres = (km: number): number => Math.round(km * 1000);
export const milli = (quantity: number): number => Math.round(quantity * 1000);

/** Price rules and the facts they look at, as plain data that a store keeps and a person edits. */
import type { WarrantyKind } from '../orders/canonical.ts';
import type { VisitOutcomeCode } from '../visits/outcomes.ts';
import type { Party } from './settlement.ts';

/** What a rule may look at for one machine. */
export interface MachineFacts {
  machineId: string;
  itemCode: string;
  category: string | null;
  brand: string | null;
  model: string | null;
  warranty: WarrantyKind | null;
  /** Thousandths of the item's unit; 1000 = one machine. */
  qtyMilli: number;
  /** No fee for a machine that was not worked on, unless a rule asks for its outcome. */
  worked: boolean;
  /** Work at height with the proof the payer wants. */
  heightWork?: boolean;
  /** The same fault again within the rework days. */
  rework?: boolean;
}

/** Extra work agreed with the user: pipe by the metre, holes, brackets, parts sold. */
export interface ExtraFacts {
  extraId: string;
  kind: string;
  code: string;
  party: 'payer' | 'user';
  qtyMilli: number;
  /** From the posted list or the signed quote; null = a rule must price it. */
  unitFen: number | null;
  machineId: string | null;
}

export interface OrderFacts {
  orderId: string;
  payerCode: string;
  /** Business day that decides which version of a rule is in force: the day of finishing. */
  day: string;
  countyCode: string | null;
  distanceTier: string | null;
  /** One way, thousandths of a kilometre; null when unknown. Kept with the method that measured it. */
  distanceMilliKm: number | null;
  distanceMethod: 'straight' | 'road' | 'fixed' | null;
  /** False in villages and towns outside the county seat: some payers start counting earlier there. */
  countySeat: boolean;
  /** Hours from goods delivered (or order received) to finish; null when unknown. */
  hoursToFinish: number | null;
  visits: readonly VisitOutcomeCode[];
  urgent: boolean;
  night: boolean;
  holiday: boolean;
  /** Household-and-day charges already on another order of the same household and day. */
  householdCharged: readonly string[];
  machines: readonly MachineFacts[];
  extras: readonly ExtraFacts[];
}

/** All given fields must hold; a missing field asks for nothing. */
export interface RuleScope {
  itemCodes?: readonly string[];
  categories?: readonly string[];
  brands?: readonly string[];
  models?: readonly string[];
  counties?: readonly string[];
  tiers?: readonly string[];
  warranties?: readonly WarrantyKind[];
  extraCodes?: readonly string[];
  /** At least one visit ended so. */
  outcomes?: readonly VisitOutcomeCode[];
  /** Months 1–12 of the day. */
  months?: readonly number[];
  withinHours?: number;
  heightWork?: boolean;
  rework?: boolean;
  urgent?: boolean;
  night?: boolean;
  holiday?: boolean;
}

/** How a rule makes an amount. Fen, thousandths and basis points only: nothing fractional is stored. */
export type RuleHow =
  | { how: 'flat'; amountFen: number }
  | { how: 'per_unit'; unitFen: number }
  /** Beyond `freeMilliKm` (or `freeTownMilliKm` outside the county seat), per kilometre, one way. */
  | { how: 'per_km'; unitFen: number; freeMilliKm: number; freeTownMilliKm?: number }
  /** First row whose `upTo` is not below the value; null = and everything above. `by` says which value. */
  | {
      how: 'tiered';
      by: 'distance' | 'quantity';
      tiers: readonly { upToMilli: number | null; amountFen: number }[];
    }
  | { how: 'by_tier'; amounts: Readonly<Record<string, number>> }
  /** Share of the lines of these kinds for the same party, in basis points. */
  | { how: 'percent'; rateBp: number; ofKinds: readonly string[] };

export interface PriceRule {
  code: string;
  version: number;
  /** Null = any payer. */
  payerCode: string | null;
  party: Party;
  /** Fee kind of the line this rule makes; a discount on a kind uses `adjusts`. */
  kind: string;
  basis: 'machine' | 'order' | 'visit' | 'extra';
  scope: RuleScope;
  how: RuleHow;
  minFen?: number | null;
  maxFen?: number | null;
  /** Once per household and day, once per order, or for every basis. */
  limit?: 'household_day' | 'order' | null;
  /** Basis points for the second and further machines of one order (9000 = 90 %). */
  furtherMachinesBp?: number | null;
  /** Larger wins among rules of one payer, party and kind on the same thing; ties: the more specific, the newer. */
  priority: number;
  /** Business days, both inclusive; null = open. */
  fromDay: string;
  toDay: string | null;
}

/** Everything a line needs to explain itself years later. */
export interface FeeLine {
  party: Party;
  kind: string;
  machineId: string | null;
  extraId: string | null;
  /** Which person or sub-shop, for lines of those parties. */
  holderId: string | null;
  qtyMilli: number;
  unitFen: number;
  amountFen: number;
  rule: string;
  version: number;
  explain: Explain;
}

/** A code and its values: the sentence is made at the window. */
export interface Explain {
  code: string;
  params: Record<string, string | number>;
}

export interface Rejection {
  rule: string;
  version: number;
  machineId: string | null;
  why: string;
  params: Record<string, string | number>;
}

export interface FeeResult {
  lines: FeeLine[];
  rejected: Rejection[];
}

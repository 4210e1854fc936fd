import type { OrderAction } from '../../../domain/orders/life.ts';
import type { HoldKey } from '../../../domain/orders/hold.ts';
import type { OrderState } from '../../../domain/orders/states.ts';

/** What a platform once sent, as far as its fate hangs on it. Times UTC ms. */
export interface HistorySource {
  connection: string;
  upstreamId: string;
  createdAt: number;
  serviceType: string;
  serviceCode: string;
  category: string;
  county: string;
  machineCount: number;
  inWarranty: boolean;
  feeFen: number;
  goodsExpectedAt: number | null;
  /** The platform takes it back at this moment. */
  cancelAt: number | null;
  urgedAt: number | null;
}

export interface PlannedStep {
  action: OrderAction | 'received';
  from: OrderState | null;
  to: OrderState;
  at: number;
  staffId: string | null;
  params: Record<string, string | number | null>;
}

export interface PlannedAppointment {
  state: 'agreed' | 'changed' | 'cancelled';
  day: string;
  slotId: string;
  startAt: number;
  endAt: number;
  reasonCode: string | null;
  faultOf: 'none' | 'user' | 'outlet';
  at: number;
}

export interface PlannedVisit {
  day: string;
  slotId: string;
  startAt: number;
  endAt: number;
  departedAt: number | null;
  arrivedAt: number | null;
  endedAt: number | null;
  outcome: string | null;
  causeCode: string | null;
}

export interface PlannedFee {
  party: 'payer' | 'user' | 'technician' | 'sub_shop';
  partyId: string;
  kind: string;
  name: string;
  quantityMilli: number;
  unitFen: number;
  amountFen: number;
  ruleCode: string | null;
}

export interface PlannedTaking {
  method: 'cash' | 'qr';
  amountFen: number;
  at: number;
  day: string;
  /** Money handed in the same evening; false: still with the man. */
  handedIn: boolean;
}

export interface PlannedCall {
  at: number;
  result: 'connected' | 'no_answer' | 'call_later';
  seconds: number | null;
  nextAt: number | null;
}

/** The whole fate of one order up to `now`. Deterministic by seed, order and now. */
export interface OrderPlan {
  source: HistorySource;
  receivedAt: number;
  state: OrderState;
  sideState: OrderState | null;
  steps: PlannedStep[];
  staffId: string | null;
  helperId: string | null;
  subShopId: string | null;
  assignedAt: number | null;
  acceptedAt: number | null;
  appointments: PlannedAppointment[];
  visits: PlannedVisit[];
  calls: PlannedCall[];
  hold: { key: HoldKey; reasonCode: string; fromAt: number; nextAt: number | null } | null;
  finishedAt: number | null;
  resultCode: string | null;
  faultId: string | null;
  fees: PlannedFee[];
  taking: PlannedTaking | null;
  /** Month the fees are booked to once audited; null before. */
  auditedDay: string | null;
  /** Paid by payer and to the technician, order closed. */
  settled: boolean;
  /** The platform's own status at `now`, in canonical words. */
  upstreamStatus:
    | 'open'
    | 'accepted'
    | 'assigned'
    | 'booked'
    | 'on_site'
    | 'verified'
    | 'settled'
    | 'cancelled'
    | 'on_hold';
  /** Last moment something happened. */
  lastAt: number;
}

/**
 * The canonical source order: what any platform adapter makes of what its platform sent.
 * The raw payload is kept beside it, sealed and unchanged; this is the form the outlet works on.
 */

/** What a platform's own status words may mean, in ours; settings and people choose among these. */
export const knownUpstreamStatuses = [
  'open', // sent to us, not yet accepted
  'accepted',
  'assigned',
  'booked',
  'on_site',
  'finished',
  'returned', // reported, and sent back to us: papers to fill again
  'verified',
  'settled',
  'cancelled',
  'refused',
  'on_hold',
] as const;

/** What the platform says about its own order. `unknown` keeps the raw code for a person to map. */
export type UpstreamStatus = (typeof knownUpstreamStatuses)[number] | 'unknown';

export type WarrantyKind = 'in_warranty' | 'out_of_warranty' | 'extended' | 'joint';

export interface CanonicalMachine {
  /** The platform's line id where it has one, else null. */
  upstreamLineId: string | null;
  brand: string | null;
  category: string | null;
  model: string | null;
  productName: string;
  quantity: number;
  indoorCode: string | null;
  outdoorCode: string | null;
  warranty: WarrantyKind | null;
  /** UTC ms. */
  purchasedAt: number | null;
}

export interface CanonicalPerson {
  name: string;
  /** Digits, or null; masked phones keep their stars and set `phoneMasked`. */
  phone: string | null;
  phoneMasked: boolean;
  virtualPhone: string | null;
  virtualPhoneExpiresAt: number | null;
  phone2: string | null;
}

export interface CanonicalAddress {
  province: string;
  city: string;
  county: string;
  town: string;
  detail: string;
}

export interface CanonicalFee {
  /** The platform's own code and name for it. */
  kind: string;
  amountFen: number;
  /** Who owes it to us. */
  from: 'payer' | 'user';
}

export interface CanonicalOrder {
  /** Text, as the platform wrote it; unique within one connection. */
  upstreamId: string;
  /** The trade order behind it, for statements and duplicates. */
  tradeId: string | null;
  status: UpstreamStatus;
  /** The platform's own status word or number, always kept. */
  statusRaw: string;
  /** The platform's counter or modified time as text; larger or other means "changed". */
  revision: string;
  serviceType: string;
  serviceCode: string | null;
  serviceName: string;
  customer: CanonicalPerson;
  address: CanonicalAddress;
  machines: CanonicalMachine[];
  fees: CanonicalFee[];
  /** UTC ms, inclusive start / exclusive end; null when not booked upstream. */
  appointmentStartAt: number | null;
  appointmentEndAt: number | null;
  /** The window the user wished for, not promised. */
  wishStartAt: number | null;
  wishEndAt: number | null;
  urgent: boolean;
  remark: string;
  faultText: string;
  createdAt: number;
  modifiedAt: number | null;
  /** Goods delivered to the user's door ("may install now"), where the platform says so. */
  goodsArrivedAt: number | null;
  goodsExpectedAt: number | null;
  /** Whatever the platform needs echoed back (e.g. Tmall `sequence`). JSON scalars only. */
  echo: Record<string, string | number | null>;
}

/** Write-back steps in canonical words; an adapter turns each into its platform's calls. */
export type UpstreamStep =
  | 'accept'
  | 'assign'
  | 'reserve'
  | 'reserve_fail'
  | 'suspend'
  | 'sign_in'
  | 'verify'
  | 'complete'
  | 'refuse'
  | 'send_back'
  | 'papers' // what was sent back, filled again
  | 'urge_answer'
  | 'note';

/** The parts of an outlet's data the order generator draws from (db/seed/demo-outlet.json has them all). */
export interface OutletShapes {
  outlet: { province: string; city: string };
  divisions: { code: string; name: string }[];
  estates: {
    county_code: string;
    name: string;
    street: string;
    distance_km: number;
    floors: number;
  }[];
  brands: { code: string; name_zh: string; payer: string }[];
  product_models: {
    model: string;
    brand: string;
    category: string;
    name_zh: string;
    warranty_months: number;
  }[];
  service_items: {
    code: string;
    name_zh: string;
    service_type: string;
    category: string;
    payer_price: Record<string, string>;
    customer_price: string;
  }[];
  platform_connections: { code: string; adapter: string; payer: string; virtual_phone: boolean }[];
  faults: { category: string; symptom_zh: string }[];
  customer_remarks: string[];
  name_pieces: { surnames: string[]; given: string[]; titles: string[] };
  order_volume: {
    normal_day_by_source_and_hour: Record<string, number[]>;
    weekday_factor: Record<string, string>;
    month_factor: Record<string, string>;
    by_service_type_percent: Record<string, number>;
    by_category_percent: Record<string, number>;
    rates_percent: Record<string, number>;
  };
}

export interface SandboxMachine {
  lineId: string;
  brandCode: string;
  brand: string;
  category: string;
  model: string;
  productName: string;
  quantity: number;
  warranty: 'in_warranty' | 'out_of_warranty';
  purchasedAt: number;
}

export interface SandboxAddress {
  province: string;
  city: string;
  county: string;
  town: string;
  detail: string;
}

/** What the platform changes of its own accord later. */
export interface SandboxChange {
  at: number;
  kind: 'cancel' | 'address' | 'remark' | 'goods_arrived' | 'phone';
  address?: SandboxAddress;
  remark?: string;
  phone?: string;
}

/** One order as a platform holds it, before any platform's own wording. */
export interface SandboxOrder {
  id: string;
  tradeId: string;
  createdAt: number;
  serviceType: string;
  serviceCode: string;
  serviceName: string;
  feeFen: number;
  customer: { name: string; phone: string; virtual: boolean };
  address: SandboxAddress;
  machines: SandboxMachine[];
  remark: string;
  faultText: string;
  urgent: boolean;
  wishStartAt: number | null;
  wishEndAt: number | null;
  goodsExpectedAt: number | null;
  goodsArrivedAt: number | null;
  verifyCode: string;
  changes: SandboxChange[];
}

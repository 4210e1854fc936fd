import type { CanonicalOrder } from '../../../../domain/orders/canonical.ts';

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

const compared = [
  'status',
  'serviceType',
  'serviceCode',
  'customer',
  'address',
  'machines',
  'fees',
  'appointmentStartAt',
  'appointmentEndAt',
  'wishStartAt',
  'wishEndAt',
  'urgent',
  'remark',
  'faultText',
  'goodsArrivedAt',
  'goodsExpectedAt',
] as const;

/** What a platform changed between two canonical forms, field by field. Counters and times of its own do not count. */
export function diffCanonical(before: CanonicalOrder, after: CanonicalOrder): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of compared) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      changes.push({ field, from: before[field], to: after[field] });
  }
  return changes;
}

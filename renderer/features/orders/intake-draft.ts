import type { InputOf } from '../../../preload/contract/index.ts';

export interface IntakeDraft {
  paste: string;
  phone: string;
  phone2: string;
  name: string;
  county: string;
  town: string;
  detail: string;
  itemId: string | null;
  brandId: string | null;
  model: string;
  code: string;
  purchased: string | null;
  quantity: string;
  warranty: string | null;
  payerId: string | null;
  fault: string;
  remark: string;
  urgent: boolean;
  wishStaffId: string | null;
  day: string | null;
  slotId: string | null;
  override: boolean;
}

export const blankIntake: IntakeDraft = {
  paste: '',
  phone: '',
  phone2: '',
  name: '',
  county: '',
  town: '',
  detail: '',
  itemId: null,
  brandId: null,
  model: '',
  code: '',
  purchased: null,
  quantity: '1',
  warranty: null,
  payerId: null,
  fault: '',
  remark: '',
  urgent: false,
  wishStaffId: null,
  day: null,
  slotId: null,
  override: false,
};

export const intakeWarranties = ['in_warranty', 'out_of_warranty', 'extended', 'joint'] as const;
export type IntakeWarranty = (typeof intakeWarranties)[number];

/** Machines as typed; 0 where it is no number of machines. */
export const quantityOf = (draft: IntakeDraft): number =>
  /^\d{1,2}$/.test(draft.quantity.trim()) ? Number(draft.quantity) : 0;

export type Asked = 'phone' | 'name' | 'place' | 'item' | 'quantity';

/** What still has to be asked before it can be saved, in the order of the form. */
export function missingIn(draft: IntakeDraft): Asked[] {
  const out: Asked[] = [];
  if (draft.phone.trim().length < 3) out.push('phone');
  if (draft.name.trim() === '') out.push('name');
  if (draft.detail.trim() === '') out.push('place');
  if (draft.itemId === null) out.push('item');
  if (quantityOf(draft) < 1) out.push('quantity');
  return out;
}

/** The draft as the contract takes it; null while something needed is missing. */
export function intakeInput(draft: IntakeDraft): InputOf<'orders.create'> | null {
  if (missingIn(draft).length > 0 || draft.itemId === null) return null;
  return {
    phone: draft.phone.trim(),
    phone2: draft.phone2.trim(),
    name: draft.name.trim(),
    county: draft.county.trim(),
    town: draft.town.trim(),
    detail: draft.detail.trim(),
    serviceItemId: draft.itemId,
    brandId: draft.brandId,
    model: draft.model.trim(),
    indoorCode: draft.code.trim(),
    purchasedDay: draft.purchased,
    quantity: quantityOf(draft),
    warranty: draft.warranty as IntakeWarranty | null,
    payerId: draft.payerId,
    faultText: draft.fault.trim(),
    remark: draft.remark.trim(),
    urgent: draft.urgent,
    wishStaffId: draft.wishStaffId,
    booking:
      draft.day === null || draft.slotId === null
        ? null
        : { day: draft.day, slotId: draft.slotId, override: draft.override },
  };
}

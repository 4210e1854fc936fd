import type { Words } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { type IntakeDraft, type IntakeWarranty, quantityOf } from './intake-draft.ts';

/** Payer and price by rule, as soon as it is known what is to be done. */
export function usePrice(draft: IntakeDraft) {
  return useQuery(
    'orders.priceOf',
    {
      serviceItemId: draft.itemId ?? '-',
      brandId: draft.brandId,
      model: draft.model.trim(),
      quantity: Math.max(1, quantityOf(draft)),
      warranty: draft.warranty as IntakeWarranty | null,
      purchasedDay: draft.purchased,
      payerId: draft.payerId,
      county: draft.county.trim(),
      town: draft.town.trim(),
      detail: draft.detail.trim(),
      urgent: draft.urgent,
    },
    { enabled: draft.itemId !== null, keep: true, tables: ['price_rule', 'division', 'brand'] },
  ).data;
}

export type Price = NonNullable<ReturnType<typeof usePrice>>;

/** Who pays how much, how far it is and who does it, in one line. */
export function priceText(t: Words, price: Price, payer: string, amount: string): string {
  // Where nobody else pays, no price means that none is known, not that the work is free
  const alone = price.payerWhy === 'user' || price.userPays;
  const free = price.warranty === null ? 'priceAsk' : 'priceOpen';
  return [
    price.userFen > 0 ? t('intake:price', { amount }) : t(`intake:${alone ? free : 'priceFree'}`),
    price.payerWhy === 'user' ? '' : `${payer} (${t(`intake:payerWhy.${price.payerWhy}`)})`,
    price.distanceM === null ? '' : t('intake:priceKm', { n: (price.distanceM / 1000).toFixed(1) }),
    price.coverage === null || price.coverage === 'self' ? '' : t(`intake:coverage.${price.coverage}`),
  ]
    .filter(Boolean)
    .join(' · ');
}

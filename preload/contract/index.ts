import type { z } from 'zod';
import type { AnyChannel } from './define.ts';
import { blobs } from './blobs.ts';
import { customers } from './customers.ts';
import { dispatch } from './dispatch.ts';
import { jobs } from './jobs.ts';
import { moneyCash } from './money-cash.ts';
import { moneyDifferences } from './money-differences.ts';
import { moneyFees } from './money-fees.ts';
import { moneyPeriods } from './money-periods.ts';
import { moneyStatements } from './money-statements.ts';
import { orderCalls } from './order-calls.ts';
import { orderIntake } from './order-intake.ts';
import { orderDocument } from './order-document.ts';
import { orderList } from './order-list.ts';
import { orders } from './orders.ts';
import { outlet } from './outlet.ts';
import { paper } from './paper.ts';
import { paperForms } from './paper-forms.ts';
import { paperPrinters } from './paper-printers.ts';
import { paperTemplates } from './paper-templates.ts';
import { partsCatalogue } from './parts-catalogue.ts';
import { partsCount } from './parts-count.ts';
import { partsCounter } from './parts-counter.ts';
import { partsCustody } from './parts-custody.ts';
import { partsOld } from './parts-old.ts';
import { partsReceiving } from './parts-receiving.ts';
import { partsPlaces } from './parts-places.ts';
import { partsReplenish } from './parts-replenish.ts';
import { partsSheet } from './parts-sheet.ts';
import { partsStaging } from './parts-staging.ts';
import { partsStock } from './parts-stock.ts';
import { partsSupply } from './parts-supply.ts';
import { partsUse } from './parts-use.ts';
import { payerTerms } from './payer-terms.ts';
import { platforms } from './platforms.ts';
import { proof } from './proof.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { slipReturn } from './slip-return.ts';
import { slips } from './slips.ts';
import { slots } from './slots.ts';
import { staff } from './staff.ts';
import { today } from './today.ts';
import { visits } from './visits.ts';

/** Everything a window can ask for, named once. */
export const contract = {
  ...session,
  ...outlet,
  ...staff,
  ...payerTerms,
  ...platforms,
  ...orders,
  ...orderList,
  ...orderDocument,
  ...orderCalls,
  ...orderIntake,
  ...customers,
  ...dispatch,
  ...visits,
  ...slipReturn,
  ...proof,
  ...slips,
  ...slots,
  ...partsStock,
  ...partsCounter,
  ...partsUse,
  ...partsStaging,
  ...partsOld,
  ...partsCount,
  ...partsSupply,
  ...partsReceiving,
  ...partsReplenish,
  ...partsPlaces,
  ...partsSheet,
  ...partsCatalogue,
  ...partsCustody,
  ...paper,
  ...paperPrinters,
  ...paperTemplates,
  ...paperForms,
  ...moneyFees,
  ...moneyStatements,
  ...moneyDifferences,
  ...moneyCash,
  ...moneyPeriods,
  ...search,
  ...today,
  ...jobs,
  ...blobs,
} as const satisfies Record<string, AnyChannel>;

export type Contract = typeof contract;
export type ChannelName = keyof Contract;
export type InputOf<C extends ChannelName> = z.input<Contract[C]['input']>;
/** What a handler receives: defaults filled in, checked. */
export type CheckedInputOf<C extends ChannelName> = z.output<Contract[C]['input']>;
export type OutputOf<C extends ChannelName> = z.output<Contract[C]['output']>;

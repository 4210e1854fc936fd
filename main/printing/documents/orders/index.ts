import { type CustodyData, pickupVoucher, repairIntake, tradeIn } from './custody.ts';
import { type DayListData, dayList } from './day-list.ts';
import { type InspectionData, inspection } from './inspection.ts';
import { type QuoteData, quotePaper } from './quote.ts';
import { type ServiceSlipData, serviceSlip } from './service-slip.ts';

/** Papers of orders: data by kind, and what composes it. */
export interface OrderPapers {
  service_slip: ServiceSlipData;
  day_list: DayListData;
  quote: QuoteData;
  repair_intake: CustodyData;
  pickup_voucher: CustodyData;
  inspection: InspectionData;
  trade_in: CustodyData;
}
export const orderComposers = {
  service_slip: serviceSlip,
  day_list: dayList,
  quote: quotePaper,
  repair_intake: repairIntake,
  pickup_voucher: pickupVoucher,
  inspection,
  trade_in: tradeIn,
};

import { type ServiceSlipData, serviceSlip } from './service-slip.ts';

/** Papers of orders: data by kind, and what composes it. */
export interface OrderPapers {
  service_slip: ServiceSlipData;
}
export const orderComposers = { service_slip: serviceSlip };

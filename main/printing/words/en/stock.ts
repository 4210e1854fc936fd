import type { stock as zh } from '../zh/stock.ts';

/** Words on papers of the stock room. */
export const stock: Record<keyof typeof zh, string> = {
  // issue slip
  issueSlip: 'Parts issue slip',
  issueDay: 'Issue day',
  receiver: 'Receiver',
  team: 'Team',
  fromStore: 'From store',
  linkedOrders: 'Orders',
  barcode: 'Barcode',
  nameAndSpec: 'Name',
  fitsModels: 'Fits',
  due: 'Due',
  issued: 'Issued',
  bin: 'Bin',
  lotSerial: 'Lot/serial',
  purpose: 'Purpose',
  oldPartDue: 'Old part due',
  unreturnedAndLimit: 'Unreturned/limit',
  receiverSignature: 'Receiver signs',
  issuer: 'Issuer',
  approval: 'Approved',
  // old-part label
  oldPartLabel: 'Old part',
  outletCode: 'Outlet',
  oldPartCode: 'Part code',
  oldPartName: 'Part',
  replacedDay: 'Replaced',
  returnBy: 'Return by',
};

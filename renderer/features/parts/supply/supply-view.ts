import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { ListHandle } from '../../../ui/index.ts';

export type Proposal = OutputOf<'parts.supply'>['rows'][number];

/** What the figures of the page are made of. */
export const supplyTables = [
  'part',
  'part_level',
  'part_unit',
  'stock_balance',
  'stock_move',
  'reservation',
  'parts_request',
  'parts_request_line',
  'document',
  'document_line',
  'replenish_skip',
  'upper_store',
];

/** What every view of the page gets: where its document stands in the address. */
export interface SupplyViewProps {
  openId: string | null;
  open: (id: string, options?: { now?: boolean }) => void;
  close: () => void;
  list: { current: ListHandle | null };
  /** The page was just opened: the list takes the focus. Later it stays with the choice of views. */
  fresh: boolean;
}

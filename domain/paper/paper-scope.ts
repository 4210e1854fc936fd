import type { PrintKind } from './kinds.ts';

/** Where the printings of a paper are counted: on the slip, on the paper's own row, or over its print jobs. */
export type CopyCounter = 'slip' | 'document' | 'jobs';

const onTheirRow: readonly PrintKind[] = [
  'issue_slip',
  'return_slip',
  'transfer_slip',
  'receiving_slip',
  'scrap_slip',
  'upstream_return',
  'old_part_list',
];

export const copyCounterOf = (kind: PrintKind): CopyCounter =>
  kind === 'service_slip' ? 'slip' : onTheirRow.includes(kind) ? 'document' : 'jobs';

import type { Permission } from '../access/permissions.ts';
import type { PrintKind } from './kinds.ts';

/** What an outlet's papers can be in; `both`: each heading in Chinese with the English beneath. */
export const paperLanguages = ['zh', 'en', 'both'] as const;
export type PaperLanguages = (typeof paperLanguages)[number];

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

/** What a person must be allowed to read before a paper of it leaves the house; the right to print alone is not enough. */
const readRights: Partial<Record<PrintKind, Permission>> = {
  hand_in: 'money.read',
  fine: 'pay.read',
  advance: 'pay.read',
  deposit_receipt: 'pay.read',
  deposit_balance: 'pay.read',
  pay_slip: 'pay.read',
  payer_statement: 'money.read',
  platform_statement: 'money.read',
  customer_statement: 'money.read',
  difference_sheet: 'money.read',
};

export const readRightOf = (kind: PrintKind): Permission | null => readRights[kind] ?? null;

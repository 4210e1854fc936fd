/** Paper vouchers (安装卡, 结算联, 保修卡, 鉴定单): who holds one after which step. */

export type VoucherState = 'blank' | 'out' | 'back' | 'scanned' | 'sent' | 'accepted' | 'void';
export type VoucherHolder = 'store' | 'technician' | 'outlet' | 'payer';
export type VoucherStep = 'register' | 'issue' | 'back' | 'scan' | 'send' | 'accept' | 'void';

interface Edge {
  /** Null: the number is new. */
  from: readonly (VoucherState | null)[];
  to: VoucherState;
  /** Null: stays with whoever has it. */
  holder: VoucherHolder | null;
}

export const voucherEdges: Readonly<Record<VoucherStep, Edge>> = {
  register: { from: [null], to: 'blank', holder: 'store' },
  issue: { from: [null, 'blank'], to: 'out', holder: 'technician' },
  back: { from: ['out'], to: 'back', holder: 'outlet' },
  scan: { from: ['back'], to: 'scanned', holder: 'outlet' },
  send: { from: ['back', 'scanned'], to: 'sent', holder: 'payer' },
  accept: { from: ['sent'], to: 'accepted', holder: 'payer' },
  void: { from: ['blank', 'out', 'back', 'scanned', 'sent'], to: 'void', holder: null },
};

/** Where a step leads, or null when it cannot be taken from there. */
export function afterStep(
  from: VoucherState | null,
  step: VoucherStep,
): { state: VoucherState; holder: VoucherHolder | null } | null {
  const edge = voucherEdges[step];
  return edge.from.includes(from) ? { state: edge.to, holder: edge.holder } : null;
}

/** Steps that may be taken from a state, in their usual order. */
export const stepsFrom = (state: VoucherState): VoucherStep[] =>
  (Object.keys(voucherEdges) as VoucherStep[]).filter((step) => voucherEdges[step].from.includes(state));

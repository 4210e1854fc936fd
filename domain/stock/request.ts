/** 配件申请: asked of the maker, on its way, here; or sent back with a reason and asked again. */
export const requestStates = [
  'draft',
  'asked',
  'sent_back',
  'approved',
  'shipped',
  'received',
  'short',
  'cancelled',
] as const;
export type RequestState = (typeof requestStates)[number];

/** Steps somebody tells us or takes; what comes in is told by the receipt. */
export const requestSteps = ['approved', 'shipped', 'sent_back', 'again', 'cancelled'] as const;
export type RequestStep = (typeof requestSteps)[number];

/** `shipped` once more: the number was keyed wrong, or the day moved. */
const fits: Record<RequestState, readonly RequestStep[]> = {
  draft: ['again', 'cancelled'],
  asked: ['approved', 'shipped', 'sent_back', 'cancelled'],
  sent_back: ['again', 'cancelled'],
  approved: ['shipped', 'sent_back', 'cancelled'],
  shipped: ['shipped', 'cancelled'],
  short: ['shipped', 'cancelled'],
  received: [],
  cancelled: [],
};

export const stepsOf = (state: RequestState): readonly RequestStep[] => fits[state];

const standsAfter: Record<RequestStep, RequestState> = {
  approved: 'approved',
  shipped: 'shipped',
  sent_back: 'sent_back',
  again: 'asked',
  cancelled: 'cancelled',
};
export const stateAfter = (step: RequestStep): RequestState => standsAfter[step];

/** Still open: draws on the deposit, stands in the list. */
export const openRequests: readonly RequestState[] = [
  'draft',
  'asked',
  'sent_back',
  'approved',
  'shipped',
  'short',
];

/** An order that is over needs nothing any more; what the maker has already sent still comes, and is stock then. */
export const diesWithOrder: readonly RequestState[] = ['draft', 'asked', 'sent_back', 'approved', 'short'];

export interface RequestLine {
  askedMilli: number;
  approvedMilli: number;
  receivedMilli: number;
}

/** What the maker gives of each line: what it said yes to, or all that was asked while it has said nothing. */
export function wantedOf(lines: readonly RequestLine[]): number[] {
  const said = lines.some((line) => line.approvedMilli > 0);
  return lines.map((line) => (said ? line.approvedMilli : line.askedMilli));
}

/** What is still to come of each line. */
export const owedOf = (lines: readonly RequestLine[]): number[] =>
  wantedOf(lines).map((wanted, at) => Math.max(0, wanted - (lines[at]?.receivedMilli ?? 0)));

/** Where a number of the first screen opens, and the key that takes one there. */

const paths: Record<string, string> = {
  intake: '/review',
  calls_due: '/calls',
  calls_waiting: '/calls/waiting',
  suspicions: '/calls/suspicions',
  evening: '/visits?view=evening',
  proof: '/visits?view=proof',
  differences: '/money/differences',
  cash: '/money/cash',
  old_parts: '/parts/old',
  requests: '/parts/requests',
  dead_letters: '/platforms?view=messages',
  quarantine: '/platforms?view=quarantine',
  prints: '/paper/queue?show=trouble',
  certificates: '/staff?view=watch',
  accounts: '/staff?view=watch',
  tools: '/staff',
  pattern_gap: '/staff/plan',
  slot_closed: '/settings?view=slots',
  stock_low: '/parts/stock',
  custody_due: '/parts/custody',
  claims_over: '/parts/receiving/claims?view=over',
  claims_tell: '/parts/receiving/claims?view=tell',
  deliveries_late: '/parts/receiving?view=late',
  backup_never: '/settings?view=backups',
  backup_old: '/settings?view=backups',
  outbox_halted: '/settings?view=backups',
  clock_back: '/settings',
  urges_late: '/orders?view=desk:urged',
};
/** Lists by conditions (domain/orders/desk-views.ts). */
const desk = [
  'late',
  'accept_late',
  'rebook',
  'unreachable',
  'urged',
  'told',
  'told_me',
  'changed',
  'watched',
];

/** A queue opens as the tab that holds it. */
export function placeOf(code: string): string {
  return paths[code] ?? `/orders?view=${desk.includes(code) ? 'desk:' : ''}${code}`;
}

/** The first nine have digits; the others a letter of their own that never moves, whatever is shown. */
const letters: Record<string, string> = {
  settlement: 'S',
  differences: 'N',
  old_parts: 'O',
  requests: 'R',
  cash: 'K',
  evening: 'E',
  calls_waiting: 'C',
  rebook: 'B',
  accept_late: 'A',
  urged: 'Y',
  told: 'H',
  changed: 'V',
  odd: 'X',
  papers: 'M',
  proof: 'F',
  suspicions: 'Q',
  hold_goods: 'G',
  hold_user_later: 'L',
  hold_unreachable: 'U',
  hold_site_not_ready: 'Z',
  hold_quote: 'J',
  dead_letters: 'D',
  prints: 'I',
  watched: 'W',
  audit: '1',
  slip_return: '2',
  hold_part: '3',
};

export const digits = 9;
export const keyOf = (code: string, at: number): string =>
  at < digits ? String(at + 1) : `Shift+${letters[code] ?? ''}`;

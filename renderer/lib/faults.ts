import { faultCodes } from '../../domain/kernel/fault-codes.ts';
import { formatMilli } from '../../domain/money/fen.ts';
import { currentLanguage, type Words, words } from '../i18n/index.ts';
import { bytesText, dateText, moneyText } from './format.ts';
import { nowMs } from './clock.ts';
import { outletZone } from './use-format.ts';

/** A refused call as the window holds it: code and values, the sentence is made here. */
export class ApiFault extends Error {
  readonly code: string;
  readonly params: Record<string, string | number | boolean | null>;
  constructor(code: string, params: Record<string, string | number | boolean | null> = {}) {
    super(code);
    this.name = 'ApiFault';
    this.code = code;
    this.params = params;
  }
}

/** The host did not answer at all; the call may or may not have arrived (its request id makes a repeat safe). */
export class HostAway extends Error {
  constructor() {
    super('host away');
    this.name = 'HostAway';
  }
}

const known = new Set<string>(faultCodes);

/** Params as people read them: amounts, instants and waits get a spoken twin (`amountFen` → `amountYuan`). */
function spoken(params: ApiFault['params'], t: Words): Record<string, unknown> {
  const out: Record<string, unknown> = { ...params };
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number' && name.endsWith('Fen')) out[`${name.slice(0, -3)}Yuan`] = moneyText(value);
    if (Number.isSafeInteger(value) && name.endsWith('Milli'))
      out[`${name.slice(0, -5)}Quantity`] = formatMilli(value as number);
    if (typeof value === 'number' && name.endsWith('Bytes'))
      out[`${name.slice(0, -5)}Size`] = bytesText(value);
    if (typeof value === 'number' && (name.endsWith('Ms') || name.endsWith('At'))) {
      const stem = name.slice(0, -2);
      if (value > 1e11) {
        out[`${stem}Time`] = dateText(value, {
          nowMs: nowMs(),
          zone: outletZone(),
          words: t,
          time: 'always',
        });
      } else out[`${stem}Seconds`] = Math.max(1, Math.ceil(value / 1000));
    }
  }
  for (const [name, places] of Object.entries(wordPlaces)) {
    const value = params[name];
    if (typeof value === 'string') out[name] = wordOf(value, places, t);
  }
  return out;
}

/** Params that are code names: where their words are, the first that has one. People never read the name itself. */
const wordPlaces: Record<string, readonly string[]> = {
  field: ['common:field', 'life:field'],
  problem: ['common:problem'],
  entity: ['common:entity'],
  action: ['common:action', 'life:action'],
  guard: ['life:guard'],
  step: ['life:step', 'life:action'],
  from: ['states', 'life:appointment', 'life:queue'],
  state: ['states', 'life:visit', 'life:slip'],
  countState: ['stocktake:state'],
  oldState: ['parts:old.state'],
  oldNext: ['parts:old.state'],
  parcelState: ['oldparts:parcel.state'],
  requestState: ['parts:request.state'],
  claimState: ['receiving:claim.state'],
  deadState: ['oldparts:dead.state'],
  custodyState: ['custody:state'],
  exchangeState: ['oldparts:exchange.state'],
  outcome: ['life:outcome'],
  feature: ['outlet:feature'],
  use: ['coverage:use'],
  document: ['paper:kind'],
  paper: ['paper:papers'],
  why: ['paperforms:why', 'papertemplates:why'],
};

function wordOf(value: string, places: readonly string[], t: Words): string {
  const last = value.split(/[./]/).at(-1) ?? value;
  for (const place of places) {
    const key = place.includes(':') ? `${place}.${last}` : `${place}:${last}`;
    const word = t(key);
    if (word !== key && word !== key.slice(key.indexOf(':') + 1)) return word;
  }
  return value;
}

/** The sentence of anything a call may throw, in the person's language. */
export function faultText(error: unknown, t: Words = words): string {
  void currentLanguage();
  if (error instanceof HostAway) return t('common:away.call');
  if (error instanceof ApiFault) {
    const code = known.has(error.code) ? error.code : 'internal';
    return t(`faults:${code}`, spoken({ ref: error.code, ...error.params }, t));
  }
  return t('faults:internal', { ref: error instanceof Error ? error.name : 'window' });
}

/** The fault belongs to this input field: its sentence goes beside it. */
export function faultForField(error: unknown, field: string): boolean {
  return error instanceof ApiFault && typeof error.params.field === 'string' && error.params.field === field;
}

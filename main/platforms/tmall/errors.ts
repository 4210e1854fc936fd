import { Fault } from '../../../domain/kernel/fault.ts';
import { cutText } from '../fields.ts';
import { fieldOf, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';

/** The first level of failure: the gateway itself said no (`error_response`). */
export interface TopError {
  code: number;
  msg: string;
  subCode: string;
  subMsg: string;
}

export function topErrorOf(response: ReadObject): TopError {
  const text = (name: string): string => cutText(scalarText(fieldOf(response, name)) ?? '', 300);
  return {
    code: Number(text('code')) || 0,
    msg: text('msg'),
    subCode: text('sub_code'),
    subMsg: text('sub_msg'),
  };
}

/** Words for a person: the more exact of the two levels. */
export function saidBy(error: TopError): string {
  return error.subMsg || error.subCode || error.msg || `code ${error.code}`;
}

const LONG_LIMIT_SECONDS = 600;
const SHORT_LIMIT_SECONDS = 5;

/** "This ban will last for N more seconds": usually 1 or 2, but 31,062 has been seen; at most a day. */
export function banSeconds(error: TopError): number | null {
  const match = /ban will last for (\d{1,9}) more seconds?/i.exec(`${error.msg} ${error.subMsg}`);
  return match === null ? null : Math.min(86_400, Math.max(1, Number(match[1])));
}

/** Whether the gateway refused before the method ran, so that nothing can have been done. */
export function stoppedAtGateway(error: TopError): boolean {
  return error.code !== 15 && error.code !== 50 && error.code !== 10;
}

/** What to do about a gateway error, by the public code lists. */
export function faultOfTop(error: TopError, host: string, skewMs: number | null): Fault {
  const said = saidBy(error);
  const { code, subCode } = error;
  const ban = banSeconds(error);
  if (ban !== null || [4, 5, 6, 7].includes(code) || /limited/.test(subCode)) {
    return new Fault('platform_limited', { host, retrySeconds: ban ?? LONG_LIMIT_SECONDS });
  }
  if (code === 8) return new Fault('platform_limited', { host, retrySeconds: SHORT_LIMIT_SECONDS });
  if (code === 3) return new Fault('upstream_picture_refused', { name: '', said });
  if (code === 10) return new Fault('platform_failing', { host, status: code });
  if ([11, 12, 13].includes(code)) return new Fault('platform_forbidden', { host, said });
  if ([24, 25, 26, 27, 28, 29].includes(code)) return new Fault('platform_auth_failed', { host, said });
  if (code === 30 || code === 31) {
    return new Fault('platform_clock_skew', { skewSeconds: Math.round(Math.abs(skewMs ?? 0) / 1000) });
  }
  if (code === 15 || code === 50) {
    if (/session|token/.test(subCode)) return new Fault('platform_auth_failed', { host, said });
    if (subCode.startsWith('isv.')) return new Fault('platform_rejected', { host, said });
    return new Fault('platform_failing', { host, status: code });
  }
  if (code >= 21 && code <= 43) return new Fault('platform_rejected', { host, said });
  return new Fault('platform_failing', { host, status: code });
}

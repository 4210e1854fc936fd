import { isFault, Fault } from '../../domain/kernel/fault.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import { NetError } from '../../domain/kernel/env.ts';
import type { NetAnswer } from '../../domain/kernel/env.ts';
import type { PlatformNotice, StepResult } from './adapter.ts';

/** What the engine does with a platform fault: stop the connection for a person, or come again. */
export interface Reaction {
  kind: 'pause' | 'retry';
  /** Null: the engine's own back-off. */
  retryAfterMs: number | null;
}

const PAUSING: readonly FaultCode[] = [
  'platform_auth_failed',
  'platform_forbidden',
  'platform_rejected',
  'platform_settings_wrong',
  'platform_address_wrong',
];

export function pausesConnection(code: FaultCode): boolean {
  return PAUSING.includes(code);
}

export function reactionTo(error: unknown): Reaction {
  if (!isFault(error)) return { kind: 'retry', retryAfterMs: null };
  if (pausesConnection(error.code)) return { kind: 'pause', retryAfterMs: null };
  const seconds = error.params['retrySeconds'];
  return { kind: 'retry', retryAfterMs: typeof seconds === 'number' ? seconds * 1000 : null };
}

/** `host:port` of an address for messages; never the query, which carries keys. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address.slice(0, 60);
  }
}

/** The exchange broke: what kind of trouble that is for a person. */
export function faultOfNet(error: unknown, host: string): Fault {
  if (error instanceof NetError || (error instanceof Error && error.name === 'NetError')) {
    const kind = (error as NetError).kind;
    if (kind === 'bad_address') return new Fault('platform_address_wrong', { host });
    if (kind === 'too_large') {
      return new Fault('platform_answer_unreadable', { host, place: 'body', problem: 'too large' });
    }
    return new Fault('platform_unreachable', { host, why: kind });
  }
  throw error;
}

/** True when the request cannot have reached the platform, so sending again cannot double anything. */
export function neverArrived(error: unknown): boolean {
  const kind = error instanceof Error && error.name === 'NetError' ? (error as NetError).kind : null;
  return kind === 'offline' || kind === 'bad_address' || kind === 'tls';
}

/** Retry-After as whole seconds (delta or HTTP date), at least 1, at most a day; `fallback` when absent. */
export function retryAfterSeconds(answer: NetAnswer, nowMs: number, fallback: number): number {
  const header = answer.headers['retry-after']?.trim() ?? '';
  const wanted = /^\d{1,9}$/.test(header)
    ? Number(header)
    : header === ''
      ? fallback
      : Math.ceil((Date.parse(header) - nowMs) / 1000);
  return Math.min(86_400, Math.max(1, Number.isFinite(wanted) ? wanted : fallback));
}

/** From here on a person should set the clock; TOP refuses at ten minutes. */
const SKEW_NOTICE_MS = 120_000;

export function skewNotices(skewMs: number | null): PlatformNotice[] {
  if (skewMs === null || Math.abs(skewMs) < SKEW_NOTICE_MS) return [];
  return [{ code: 'platform_clock_skew', params: { skewSeconds: Math.round(Math.abs(skewMs) / 1000) } }];
}

/** A fault met while sending a step, as the step's result. Pausing faults are retried once the person has acted. */
export function resultOfFault(fault: Fault): StepResult {
  const { retryAfterMs } = reactionTo(fault);
  return {
    outcome: 'retry',
    code: fault.code,
    params: fault.params,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

export function refused(code: FaultCode, params: Fault['params'], answer = ''): StepResult {
  return { outcome: 'refused', code, params, answer: answer.slice(0, 500) };
}

export function unknownOutcome(step: string): StepResult {
  return { outcome: 'unknown', code: 'upstream_unconfirmed', params: { step } };
}

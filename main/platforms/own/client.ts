/**
 * The wire of the outlet's own protocol: signs, sends, tells the kinds of failure apart.
 * docs/own-platform.openapi.yaml is the other side's copy of this contract.
 */
import { Fault } from '../../../domain/kernel/fault.ts';
import type { NetAnswer } from '../../../domain/kernel/env.ts';
import { bytesOf, hexOf, textOf } from '../bytes.ts';
import { faultOfNet, hostOf, retryAfterSeconds } from '../faults.ts';
import { cutText } from '../fields.ts';
import { isReadObject, objectOf, readJson, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { readHttpDate } from '../times.ts';
import type { PlatformContext } from '../adapter.ts';
import { ownSign } from './sign.ts';
import type { OwnSettings } from './settings.ts';

export type OwnContext = PlatformContext<OwnSettings>;

/** Bytes of one answer: 200 orders with a 1 MB note each would be 200 MB; the platform is told no. */
const maxAnswerBytes = 32 * 1024 * 1024;

export interface OwnCall {
  method: 'GET' | 'POST';
  /** Behind the base address, starting with `/v1/`. */
  path: string;
  query?: Record<string, string>;
  body?: Uint8Array;
  contentType?: string;
  idempotencyKey?: string;
}

export interface OwnAnswer {
  status: number;
  text: string;
  platformAt: number | null;
  /** `error.code` and `error.message` of a refusal, '' otherwise. */
  errorCode: string;
  errorMessage: string;
  raw: NetAnswer;
}

function targetOf(base: URL, call: OwnCall): string {
  const query = new URLSearchParams(call.query ?? {}).toString();
  const path = `${base.pathname.replace(/\/+$/, '')}${call.path}`;
  return query === '' ? path : `${path}?${query}`;
}

function noteSkew(ctx: OwnContext, platformAt: number | null): void {
  if (platformAt !== null) ctx.memory.skewMs = platformAt - ctx.env.now();
}

async function exchange(ctx: OwnContext, call: OwnCall): Promise<OwnAnswer> {
  const { settings, env } = ctx;
  const base = new URL(settings.baseAddress);
  const target = targetOf(base, call);
  const body = call.body ?? new Uint8Array(0);
  // A wrong clock here must not lock us out: once the platform has told its time, we sign with that.
  const time = String(Math.round(env.now() + (ctx.memory.skewMs ?? 0)));
  const nonce = hexOf(env.randomBytes(16));
  const headers: Record<string, string> = {
    accept: 'application/json',
    'x-outlet-key': settings.keyId,
    'x-outlet-time': time,
    'x-outlet-nonce': nonce,
    'x-outlet-signature': ownSign({ method: call.method, target, time, nonce, body }, settings.secret),
  };
  if (call.body !== undefined)
    headers['content-type'] = call.contentType ?? 'application/json; charset=utf-8';
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  const raw = await env.net.request({
    method: call.method,
    url: `${base.origin}${target}`,
    headers,
    ...(call.body === undefined ? {} : { body }),
    timeoutMs: settings.timeoutMs,
    maxBytes: maxAnswerBytes,
    ...(ctx.signal === undefined ? {} : { signal: ctx.signal }),
  });
  const platformAt = readHttpDate(raw.headers['date']);
  const text = textOf(raw.body);
  const error = raw.status >= 400 ? errorOf(text) : null;
  return {
    status: raw.status,
    text,
    platformAt,
    errorCode: cutText(scalarText(error?.['code']) ?? '', 60),
    errorMessage: cutText(scalarText(error?.['message']) ?? '', 300),
    raw,
  };
}

function errorOf(text: string): ReadObject | null {
  try {
    const value = readJson(text);
    return isReadObject(value) ? objectOf(value, 'error') : null;
  } catch {
    return null;
  }
}

/** Sends once; after a clock refusal once more with the platform's own time. Throws only NetError. */
export async function callOwn(ctx: OwnContext, call: OwnCall): Promise<OwnAnswer> {
  const first = await exchange(ctx, call);
  const known = ctx.memory.skewMs;
  noteSkew(ctx, first.platformAt);
  const moved = ctx.memory.skewMs !== null && Math.abs(ctx.memory.skewMs - (known ?? 0)) > 5_000;
  if (first.status === 401 && first.errorCode === 'clock_skew' && moved) {
    const second = await exchange(ctx, call);
    noteSkew(ctx, second.platformAt);
    return second;
  }
  return first;
}

/** The fault of an answer that is no success and no business refusal; null for those. */
export function faultOfAnswer(ctx: OwnContext, answer: OwnAnswer): Fault | null {
  const host = hostOf(ctx.settings.baseAddress);
  const said = answer.errorMessage === '' ? answer.errorCode || String(answer.status) : answer.errorMessage;
  if (answer.status >= 200 && answer.status < 300) return null;
  if (answer.status === 429) {
    const retrySeconds = retryAfterSeconds(answer.raw, ctx.env.now() + (ctx.memory.skewMs ?? 0), 30);
    return new Fault('platform_limited', { host, retrySeconds });
  }
  if (answer.status === 401 && answer.errorCode === 'clock_skew') {
    return new Fault('platform_clock_skew', {
      skewSeconds: Math.round(Math.abs(ctx.memory.skewMs ?? 0) / 1000),
    });
  }
  if (answer.status === 401 && answer.errorCode === 'nonce_reused') {
    return new Fault('platform_failing', { host, status: answer.status });
  }
  if (answer.status === 401) return new Fault('platform_auth_failed', { host, said });
  if (answer.status === 403) return new Fault('platform_forbidden', { host, said });
  if (answer.status >= 500 || answer.status === 408) {
    const wait = answer.raw.headers['retry-after'];
    const retrySeconds = wait === undefined ? null : retryAfterSeconds(answer.raw, ctx.env.now(), 30);
    return new Fault('platform_failing', {
      host,
      status: answer.status,
      ...(retrySeconds === null ? {} : { retrySeconds }),
    });
  }
  // Someone else's 404 (a proxy, a wrong path) has no error code of ours.
  if (answer.status === 404 && answer.errorCode === '') return new Fault('platform_address_wrong', { host });
  if (answer.status >= 300 && answer.status < 400) return new Fault('platform_address_wrong', { host });
  return null;
}

/** For reads: the answer's text, or the fault that explains why there is none. Refusals named in `known` are answers. */
export async function readOwn(
  ctx: OwnContext,
  call: OwnCall,
  known: readonly string[] = [],
): Promise<OwnAnswer> {
  const host = hostOf(ctx.settings.baseAddress);
  let answer: OwnAnswer;
  try {
    answer = await callOwn(ctx, call);
  } catch (error) {
    throw faultOfNet(error, host);
  }
  const fault = faultOfAnswer(ctx, answer);
  if (fault !== null) throw fault;
  if (answer.status >= 400 && !known.includes(answer.errorCode)) {
    throw new Fault('platform_rejected', { host, said: answer.errorMessage || answer.errorCode });
  }
  return answer;
}

export function jsonBody(value: unknown): Uint8Array {
  return bytesOf(JSON.stringify(value));
}

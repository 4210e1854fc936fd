/** The wire of TOP: form encoding, signature, both envelopes, the two levels of success. */
import { Fault } from '../../../domain/kernel/fault.ts';
import type { NetAnswer, NetRequest } from '../../../domain/kernel/env.ts';
import type { PlatformContext } from '../adapter.ts';
import { hexOf, textOf } from '../bytes.ts';
import { faultOfNet, hostOf, retryAfterSeconds } from '../faults.ts';
import { cutText } from '../fields.ts';
import { fieldOf, isReadObject, objectOf, readJson, scalarText } from '../json/read-json.ts';
import type { ReadObject, ReadValue } from '../json/read-json.ts';
import { sliceItems } from '../json/slice-items.ts';
import { formatGmt8, readHttpDate } from '../times.ts';
import { faultOfTop, topErrorOf } from './errors.ts';
import type { TopError } from './errors.ts';
import { multipartBody } from './multipart.ts';
import type { UploadFile } from './multipart.ts';
import type { TmallSettings } from './settings.ts';
import { topSign } from './sign.ts';

export type TmallContext = PlatformContext<TmallSettings>;

const maxAnswerBytes = 32 * 1024 * 1024;

export interface TopCall {
  method: string;
  params: Record<string, string>;
  file?: UploadFile;
  /** Cuts this list out of the answer unparsed. */
  isList?: (path: readonly string[]) => boolean;
}

/** Exactly one of `error` and `result` is set. */
export interface TopAnswer {
  error: TopError | null;
  /** The business object (`result`, or the root when there is none). */
  result: ReadObject | null;
  items: string[];
  platformAt: number | null;
}

/** The second level: `result.success` with its own code and words. */
export interface BusinessFailure {
  code: string;
  said: string;
}

export function businessFailure(result: ReadObject): BusinessFailure | null {
  const success = fieldOf(result, 'success') ?? fieldOf(result, 'is_success');
  if (success === undefined || success === true || success === 'true') return null;
  const text = (...names: string[]): string => {
    for (const name of names) {
      const value = scalarText(fieldOf(result, name));
      if (value !== null && value !== '') return cutText(value, 300);
    }
    return '';
  };
  const code = text('msg_code', 'error_code', 'ret_code');
  return { code, said: text('display_msg', 'msg_info', 'error_msg', 'ret_msg') || code };
}

export function topHost(ctx: TmallContext): string {
  return hostOf(ctx.settings.gatewayAddress);
}

/** The platform's clock as well as we know it, UTC ms. */
export function platformNow(ctx: TmallContext): number {
  return ctx.env.now() + (ctx.memory.skewMs ?? 0);
}

function requestOf(ctx: TmallContext, call: TopCall): NetRequest {
  const { settings, env } = ctx;
  const params: Record<string, string> = {
    ...call.params,
    method: call.method,
    app_key: settings.appKey,
    session: settings.session,
    timestamp: formatGmt8(platformNow(ctx)),
    v: '2.0',
    sign_method: settings.signMethod,
    format: 'json',
  };
  if (settings.simplify) params['simplify'] = 'true';
  for (const [name, value] of Object.entries(params)) if (value === '') delete params[name];
  params['sign'] = topSign(params, settings.appSecret, settings.signMethod);
  const boundary = hexOf(env.randomBytes(16));
  return {
    method: 'POST',
    url: settings.gatewayAddress,
    headers: {
      accept: 'application/json',
      'content-type':
        call.file === undefined
          ? 'application/x-www-form-urlencoded;charset=utf-8'
          : `multipart/form-data; boundary=${boundary}`,
    },
    body:
      call.file === undefined
        ? new URLSearchParams(params).toString()
        : multipartBody(params, call.file, boundary),
    timeoutMs: settings.timeoutMs,
    maxBytes: maxAnswerBytes,
    ...(ctx.signal === undefined ? {} : { signal: ctx.signal }),
  };
}

function unreadable(ctx: TmallContext, call: TopCall, problem: string): Fault {
  return new Fault('platform_answer_unreadable', { host: topHost(ctx), place: call.method, problem });
}

function parseAnswer(ctx: TmallContext, call: TopCall, raw: NetAnswer): TopAnswer {
  const sliced = sliceItems(textOf(raw.body), call.isList ?? (() => false));
  if (sliced === null) throw unreadable(ctx, call, 'cut off');
  let root: ReadValue;
  try {
    root = readJson(sliced.envelope);
  } catch {
    throw unreadable(ctx, call, 'not JSON');
  }
  if (!isReadObject(root)) throw unreadable(ctx, call, 'no object');
  const platformAt = readHttpDate(raw.headers['date']);
  const failed = objectOf(root, 'error_response');
  if (failed !== null) return { error: topErrorOf(failed), result: null, items: [], platformAt };
  const response = objectOf(root, `${call.method.replaceAll('.', '_')}_response`);
  if (response === null) throw unreadable(ctx, call, 'no response object');
  const result =
    objectOf(response, 'result') ?? objectOf(response, 'settlement_detail_query_result') ?? response;
  return { error: null, result, items: sliced.items, platformAt };
}

async function once(ctx: TmallContext, call: TopCall): Promise<TopAnswer> {
  const raw = await ctx.env.net.request(requestOf(ctx, call));
  const date = readHttpDate(raw.headers['date']);
  if (date !== null) ctx.memory.skewMs = date - ctx.env.now();
  if (raw.status === 429) {
    const retrySeconds = retryAfterSeconds(raw, platformNow(ctx), 30);
    throw new Fault('platform_limited', { host: topHost(ctx), retrySeconds });
  }
  if (raw.status >= 500) throw new Fault('platform_failing', { host: topHost(ctx), status: raw.status });
  if (raw.status >= 300) throw new Fault('platform_address_wrong', { host: topHost(ctx) });
  return parseAnswer(ctx, call, raw);
}

/**
 * One call; after a clock refusal one more with the platform's own time. Throws NetError (as the port does) and
 * Fault for answers that are no TOP answer; gateway errors come back as `error`.
 */
export async function callTop(ctx: TmallContext, call: TopCall): Promise<TopAnswer> {
  const before = ctx.memory.skewMs ?? 0;
  const answer = await once(ctx, call);
  const isClock = answer.error !== null && (answer.error.code === 31 || answer.error.code === 30);
  if (isClock && Math.abs((ctx.memory.skewMs ?? 0) - before) > 5_000) return once(ctx, call);
  return answer;
}

/** For reads: the business object, or the fault that explains why there is none. */
export async function readTop(
  ctx: TmallContext,
  call: TopCall,
): Promise<{ result: ReadObject; items: string[]; platformAt: number | null }> {
  let answer: TopAnswer;
  try {
    answer = await callTop(ctx, call);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw faultOfNet(error, topHost(ctx));
  }
  if (answer.error !== null) throw faultOfTop(answer.error, topHost(ctx), ctx.memory.skewMs);
  const result = answer.result ?? {};
  const failure = businessFailure(result);
  if (failure !== null)
    throw new Fault('platform_rejected', { host: topHost(ctx), said: failure.said, code: failure.code });
  return { result, items: answer.items, platformAt: answer.platformAt };
}

import { Fault } from '../../../domain/kernel/fault.ts';
import type { StepMessage, StepPicture, StepResult } from '../adapter.ts';
import { faultOfNet, neverArrived, refused, resultOfFault, unknownOutcome } from '../faults.ts';
import { fieldOf, objectOf, scalarText } from '../json/read-json.ts';
import { formatGmt8 } from '../times.ts';
import { businessFailure, callTop, topHost } from './client.ts';
import type { TmallContext, TopAnswer, TopCall } from './client.ts';
import { faultOfTop, saidBy, stoppedAtGateway } from './errors.ts';
import type { TmallSettings } from './settings.ts';

class Incomplete extends Error {
  readonly field: string;
  constructor(field: string) {
    super(field);
    this.field = field;
  }
}

function need<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined || value === '') throw new Incomplete(field);
  return value;
}

function failParams(message: StepMessage, settings: TmallSettings): Record<string, string> {
  const { payload } = message;
  const reason = payload.reasonCode ?? '';
  return {
    workcard_id: message.upstreamId,
    fail_code:
      (Object.hasOwn(settings.failCodeMap, reason) ? settings.failCodeMap[reason] : null) ??
      settings.defaultFailCode,
    fail_desc: payload.reasonText ?? reason,
    gmt_next_contact: payload.nextContactAt === undefined ? '' : formatGmt8(payload.nextContactAt),
  };
}

/** The call for one step; null when the platform knows no such step. Throws Incomplete. */
export function topCallOf(
  message: StepMessage,
  settings: TmallSettings,
  pictureUrls: string[],
): TopCall | null {
  const { payload, upstreamId } = message;
  const card = 'tmall.servicecenter.workcard';
  switch (message.step) {
    case 'assign': {
      const worker = need(payload.worker, 'worker');
      return {
        method: `${card}.assignworker`,
        params: {
          workcard_id: upstreamId,
          target_worker_id: need(worker.accountId, 'workerAccount'),
          target_worker_name: worker.name,
          target_worker_mobile: worker.phone,
          type: settings.assignType,
          service_store_id: settings.serviceStoreId,
        },
      };
    }
    case 'reserve':
      return {
        method: `${card}.reserve`,
        params: {
          workcard_id: upstreamId,
          reserve_time_start: formatGmt8(need(payload.slotStartAt, 'slot')),
          reserve_time_end: formatGmt8(need(payload.slotEndAt, 'slot')),
          worker_name: payload.worker?.name ?? '',
          worker_mobile: payload.worker?.phone ?? '',
          reserve_remark: payload.remark ?? '',
        },
      };
    case 'reserve_fail':
      return { method: `${card}.reservefail`, params: failParams(message, settings) };
    case 'suspend':
      return {
        method: `${card}.suspend`,
        params: {
          ...failParams(message, settings),
          reserve_service_date: payload.slotStartAt === undefined ? '' : formatGmt8(payload.slotStartAt),
        },
      };
    case 'sign_in':
      return { method: `${card}.signin`, params: { workcard_id: upstreamId, outer_id: message.key } };
    case 'verify':
      return {
        method: 'tmall.service.code.consume',
        params: {
          consume_code: need(payload.verifyCode, 'verifyCode'),
          operator_nick: settings.operatorNick,
          shop_id: settings.shopId,
        },
      };
    case 'complete':
      return {
        method: `${card}.complete`,
        params: {
          workcard_id: upstreamId,
          sequence: need(scalarText(message.echo['sequence'] ?? null), 'sequence'),
          complete_count: String(payload.completedCount ?? 1),
          latitude: payload.latitude ?? '',
          longitude: payload.longitude ?? '',
          pic_urls_json: pictureUrls.length === 0 ? '' : JSON.stringify(pictureUrls),
        },
      };
    default:
      return null;
  }
}

/** Business code of a card that does not exist, and of a service order no longer valid; no full list is public. */
export const cardUnknown = '1008';
const orderInvalid = '5100';

function refusalOf(message: StepMessage, code: string, said: string): StepResult {
  if (code === cardUnknown) return refused('upstream_order_gone', { upstreamId: message.upstreamId }, said);
  if (code === orderInvalid)
    return refused('upstream_order_closed', { upstreamId: message.upstreamId, said }, said);
  return refused('upstream_step_refused', { step: message.step, said }, said);
}

/** A write: a broken exchange or a server-side failure leaves it open whether the card has changed. */
async function write(
  ctx: TmallContext,
  message: StepMessage,
  call: TopCall,
): Promise<TopAnswer | StepResult> {
  let answer: TopAnswer;
  try {
    answer = await callTop(ctx, call);
  } catch (error) {
    if (error instanceof Fault) {
      const open = error.code === 'platform_failing' || error.code === 'platform_answer_unreadable';
      return open ? unknownOutcome(message.step) : resultOfFault(error);
    }
    const fault = faultOfNet(error, topHost(ctx));
    return neverArrived(error) ? resultOfFault(fault) : unknownOutcome(message.step);
  }
  if (answer.error !== null) {
    const fault = faultOfTop(answer.error, topHost(ctx), ctx.memory.skewMs);
    if (fault.code === 'platform_failing' && !stoppedAtGateway(answer.error))
      return unknownOutcome(message.step);
    // `isv.*`: our input for this one card, not the connection.
    if (fault.code === 'platform_rejected' && answer.error.subCode.startsWith('isv.')) {
      return refusalOf(message, answer.error.subCode, saidBy(answer.error));
    }
    if (fault.code === 'upstream_picture_refused')
      return refused(fault.code, fault.params, saidBy(answer.error));
    return resultOfFault(fault);
  }
  const failure = businessFailure(answer.result ?? {});
  return failure === null ? answer : refusalOf(message, failure.code, failure.said);
}

function isResult(value: TopAnswer | StepResult | string): value is StepResult {
  return typeof value === 'object' && 'outcome' in value;
}

/** The answer's address field is not named publicly; the generated client calls it `value`. */
function pictureUrl(answer: TopAnswer): string | null {
  const places = [answer.result, objectOf(answer.result, 'result_data'), objectOf(answer.result, 'data')];
  for (const place of places) {
    for (const name of ['value', 'url', 'result_data', 'data', 'picture_url']) {
      const url = scalarText(fieldOf(place, name));
      if (url !== null && /^(https?:)?\/\//.test(url)) return url;
    }
  }
  return null;
}

async function upload(
  ctx: TmallContext,
  message: StepMessage,
  picture: StepPicture,
): Promise<string | StepResult> {
  if (ctx.readPicture === undefined)
    return refused('upstream_picture_refused', { name: picture.name, said: '-' });
  const answer = await write(ctx, message, {
    method: 'tmall.servicecenter.picture.upload',
    params: { picture_name: picture.name, is_https: 'true' },
    file: {
      field: 'img',
      name: picture.name,
      contentType: picture.contentType,
      bytes: await ctx.readPicture(picture.hash),
    },
  });
  if (isResult(answer)) {
    // A picture sent twice is only a picture too many, so an open outcome may simply be repeated.
    if (answer.outcome === 'unknown') return { ...answer, outcome: 'retry' };
    return answer.code === 'upstream_picture_refused' || answer.code === 'upstream_step_refused'
      ? refused('upstream_picture_refused', { name: picture.name, said: answer.answer ?? '' }, answer.answer)
      : answer;
  }
  return (
    pictureUrl(answer) ?? { outcome: 'retry', code: 'upstream_unconfirmed', params: { step: message.step } }
  );
}

/** Tells Tmall one step. There are no idempotency keys: after `unknown` the engine reads back first. */
export async function sendTmallStep(message: StepMessage, ctx: TmallContext): Promise<StepResult> {
  const uploaded: Record<string, string> = {};
  try {
    // Found out before anything is uploaded.
    if (topCallOf(message, ctx.settings, []) === null) {
      return refused('upstream_step_unsupported', { step: message.step });
    }
    const urls: string[] = [];
    for (const picture of message.step === 'complete' ? (message.payload.pictures ?? []) : []) {
      const url = picture.url ?? (await upload(ctx, message, picture));
      if (typeof url !== 'string') return { ...url, uploaded };
      uploaded[picture.hash] = url;
      urls.push(url);
    }
    const call = topCallOf(message, ctx.settings, urls) as TopCall;
    const answer = await write(ctx, message, call);
    if (isResult(answer)) return { ...answer, uploaded };
    return { outcome: 'done', uploaded };
  } catch (error) {
    if (error instanceof Incomplete) {
      return refused('upstream_step_incomplete', { step: message.step, field: error.field });
    }
    if (error instanceof Fault) return resultOfFault(error);
    const ref = String((error as Error).message).slice(0, 100);
    return { outcome: 'retry', code: 'internal', params: { ref }, uploaded };
  }
}

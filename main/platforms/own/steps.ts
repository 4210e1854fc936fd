import { Fault } from '../../../domain/kernel/fault.ts';
import type { ReadBack, StepMessage, StepPicture, StepResult } from '../adapter.ts';
import { faultOfNet, hostOf, neverArrived, refused, resultOfFault, unknownOutcome } from '../faults.ts';
import { fieldOf, isReadObject, readJson, scalarText } from '../json/read-json.ts';
import { formatIso } from '../times.ts';
import { callOwn, faultOfAnswer, jsonBody } from './client.ts';
import type { OwnAnswer, OwnContext } from './client.ts';

/** Sends with a key, so that a broken exchange may simply be repeated: every loss is a `retry`. */
async function sendKeyed(
  ctx: OwnContext,
  message: StepMessage,
  send: () => Promise<OwnAnswer>,
): Promise<OwnAnswer | StepResult> {
  try {
    const answer = await send();
    const fault = faultOfAnswer(ctx, answer);
    if (fault !== null) return resultOfFault(fault);
    if (answer.status < 400) return answer;
    return refusalOf(message, answer);
  } catch (error) {
    const fault = faultOfNet(error, hostOf(ctx.settings.baseAddress));
    return neverArrived(error) ? resultOfFault(fault) : unknownOutcome(message.step);
  }
}

function isResult(value: OwnAnswer | StepResult): value is StepResult {
  return 'outcome' in value;
}

function refusalOf(message: StepMessage, answer: OwnAnswer): StepResult {
  const said = answer.errorMessage || answer.errorCode || String(answer.status);
  const { upstreamId, step } = message;
  switch (answer.errorCode) {
    case 'order_unknown':
      return refused('upstream_order_gone', { upstreamId }, answer.text);
    case 'order_closed':
      return refused('upstream_order_closed', { upstreamId, said }, answer.text);
    case 'picture_refused':
      return refused('upstream_picture_refused', { name: '', said }, answer.text);
    // Another request with our key is still being worked on there.
    case 'key_in_use':
      return { outcome: 'retry', retryAfterMs: 5_000, code: 'upstream_unconfirmed', params: { step } };
    default:
      return refused('upstream_step_refused', { step, said }, answer.text);
  }
}

async function upload(
  ctx: OwnContext,
  message: StepMessage,
  picture: StepPicture,
): Promise<string | StepResult> {
  if (ctx.readPicture === undefined)
    return refused('upstream_picture_refused', { name: picture.name, said: '-' });
  const body = await ctx.readPicture(picture.hash);
  const answer = await sendKeyed(ctx, message, () =>
    callOwn(ctx, {
      method: 'POST',
      path: '/v1/pictures',
      query: { name: picture.name },
      body,
      contentType: picture.contentType,
      idempotencyKey: `picture-${picture.hash}`,
    }),
  );
  if (isResult(answer)) {
    return answer.code === 'upstream_picture_refused'
      ? { ...answer, params: { ...answer.params, name: picture.name } }
      : answer;
  }
  const url = answerField(answer.text, 'url');
  return url ?? unknownOutcome(message.step);
}

/** A scalar of an answer; null when the answer is cut off or has none. */
function answerField(text: string, name: string): string | null {
  try {
    const value = readJson(text);
    return isReadObject(value) ? scalarText(fieldOf(value, name)) : null;
  } catch {
    return null;
  }
}

function eventBody(message: StepMessage, pictureUrls: string[]): Record<string, unknown> {
  const { payload } = message;
  const slot =
    payload.slotStartAt === undefined || payload.slotEndAt === undefined
      ? {}
      : { appointment: { startAt: formatIso(payload.slotStartAt), endAt: formatIso(payload.slotEndAt) } };
  const reason =
    payload.reasonCode === undefined && payload.reasonText === undefined
      ? {}
      : { reason: { code: payload.reasonCode ?? '', text: payload.reasonText ?? '' } };
  return {
    step: message.step,
    at: formatIso(message.at),
    ...(payload.worker === undefined
      ? {}
      : { worker: { id: payload.worker.accountId, name: payload.worker.name, phone: payload.worker.phone } }),
    ...slot,
    ...reason,
    ...(payload.nextContactAt === undefined ? {} : { nextContactAt: formatIso(payload.nextContactAt) }),
    ...(payload.verifyCode === undefined ? {} : { verifyCode: payload.verifyCode }),
    ...(payload.latitude === undefined || payload.longitude === undefined
      ? {}
      : { position: { latitude: payload.latitude, longitude: payload.longitude } }),
    ...(payload.machines === undefined
      ? {}
      : {
          machines: payload.machines.map((machine) => ({
            lineId: machine.upstreamLineId,
            indoorCode: machine.indoorCode,
            outdoorCode: machine.outdoorCode,
            done: machine.done,
          })),
        }),
    ...(pictureUrls.length === 0 ? {} : { pictureUrls }),
    ...(payload.remark === undefined ? {} : { remark: payload.remark }),
    ...(payload.messageId === undefined ? {} : { messageId: payload.messageId }),
    ...(payload.deskEntryBy === undefined ? {} : { deskEntryBy: payload.deskEntryBy }),
  };
}

/** Tells the platform one step. Pictures go up first; their addresses come back in `uploaded` if the rest fails. */
export async function sendOwnStep(message: StepMessage, ctx: OwnContext): Promise<StepResult> {
  try {
    const uploaded: Record<string, string> = {};
    const urls: string[] = [];
    for (const picture of message.payload.pictures ?? []) {
      const url = picture.url ?? (await upload(ctx, message, picture));
      if (typeof url !== 'string') return { ...url, uploaded };
      uploaded[picture.hash] = url;
      urls.push(url);
    }
    const answer = await sendKeyed(ctx, message, () =>
      callOwn(ctx, {
        method: 'POST',
        path: `/v1/orders/${encodeURIComponent(message.upstreamId)}/events`,
        body: jsonBody(eventBody(message, urls)),
        idempotencyKey: message.key,
      }),
    );
    if (isResult(answer)) return { ...answer, uploaded };
    // A 2xx whose text is cut off proves nothing; the key makes asking again harmless.
    if (answerField(answer.text, 'eventId') === null) return { ...unknownOutcome(message.step), uploaded };
    return { outcome: 'done', answer: answer.text.slice(0, 500), uploaded };
  } catch (error) {
    if (error instanceof Fault) return resultOfFault(error);
    return {
      outcome: 'retry',
      code: 'internal',
      params: { ref: String((error as Error).message).slice(0, 100) },
    };
  }
}

/** Whether an event with this key is known there. Not needed before a retry, but a person may ask. */
export async function readBackOwn(message: StepMessage, ctx: OwnContext): Promise<ReadBack> {
  try {
    const answer = await callOwn(ctx, {
      method: 'GET',
      path: `/v1/orders/${encodeURIComponent(message.upstreamId)}/events/${encodeURIComponent(message.key)}`,
    });
    if (answer.status === 404 && answer.errorCode === 'event_unknown') return 'not_done';
    return answer.status === 200 && answerField(answer.text, 'eventId') !== null ? 'done' : 'unknown';
  } catch {
    return 'unknown';
  }
}

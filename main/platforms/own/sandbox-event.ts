import { z } from 'zod';
import type { StepDetail } from '../sandbox/world.ts';

const isoTime = z.iso.datetime();

/** What the sandbox accepts as an event; strict, so that a field the document does not know is refused. */
export const eventSchema = z.strictObject({
  step: z.enum([
    'accept',
    'assign',
    'reserve',
    'reserve_fail',
    'suspend',
    'sign_in',
    'verify',
    'complete',
    'refuse',
    'send_back',
    'papers',
    'urge_answer',
    'note',
  ]),
  at: isoTime,
  worker: z.strictObject({ id: z.string().nullable(), name: z.string(), phone: z.string() }).optional(),
  appointment: z.strictObject({ startAt: isoTime, endAt: isoTime }).optional(),
  reason: z.strictObject({ code: z.string(), text: z.string() }).optional(),
  nextContactAt: isoTime.optional(),
  verifyCode: z.string().optional(),
  position: z.strictObject({ latitude: z.string(), longitude: z.string() }).optional(),
  machines: z
    .array(
      z.strictObject({
        lineId: z.string().nullable(),
        indoorCode: z.string().nullable(),
        outdoorCode: z.string().nullable(),
        done: z.boolean(),
      }),
    )
    .optional(),
  pictureUrls: z.array(z.string()).optional(),
  remark: z.string().optional(),
  messageId: z.string().optional(),
  deskEntryBy: z.string().optional(),
});

export type OwnEvent = z.infer<typeof eventSchema>;

export function detailOf(event: OwnEvent): StepDetail {
  return {
    ...(event.worker === undefined
      ? {}
      : {
          worker: {
            id: event.worker.id ?? event.worker.name,
            name: event.worker.name,
            phone: event.worker.phone,
          },
        }),
    ...(event.appointment === undefined
      ? {}
      : {
          slot: {
            startAt: Date.parse(event.appointment.startAt),
            endAt: Date.parse(event.appointment.endAt),
          },
        }),
    ...(event.reason === undefined ? {} : { reason: event.reason }),
    ...(event.verifyCode === undefined ? {} : { verifyCode: event.verifyCode }),
    ...(event.pictureUrls === undefined ? {} : { pictureUrls: event.pictureUrls }),
    ...(event.remark === undefined ? {} : { text: event.remark }),
    ...(event.messageId === undefined ? {} : { messageId: event.messageId }),
  };
}

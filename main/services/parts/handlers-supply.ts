import { listRequests } from '../../../db/queries/requests.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { assertOrder, todayOf } from './access.ts';
import { computeHeadroom, requestParts } from './requests.ts';

/** Requests to makers, goods coming in, what should be ordered. */
export const supplyHandlers = {
  'parts.requests': (ctx, input) => {
    const read = readerOf(ctx.read);
    const names = new Map(
      read
        .all<{ id: string; name_zh: string; name_en: string }>('SELECT id, name_zh, name_en FROM payer')
        .map((row) => [row.id, row]),
    );
    return {
      ...listRequests(ctx.read, input),
      deposits: computeHeadroom(read, todayOf(ctx)).map((one) => ({
        ...one,
        nameZh: names.get(one.payerId)?.name_zh ?? one.payerId,
        nameEn: names.get(one.payerId)?.name_en ?? '',
      })),
    } as unknown as OutputOf<'parts.requests'>;
  },
  'parts.request': (ctx, input) => {
    const done = runCommand(ctx, 'parts.request', (tx) => {
      assertOrder(tx, ctx, 'parts.request', input.workOrderId);
      return requestParts(tx, input);
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;

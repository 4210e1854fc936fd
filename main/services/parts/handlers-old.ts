import { listOldParts } from '../../../db/queries/old-parts.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { ownOnly, todayOf } from './access.ts';
import { handInOldPart, stepOldPart } from './old-parts.ts';

/** Old parts to their end, boxes and parcels, dead parts, exchanges. */
export const oldHandlers = {
  'parts.oldParts': (ctx, input) =>
    listOldParts(ctx.read, {
      ...input,
      staffId: ownOnly(ctx) ?? input.staffId,
      today: todayOf(ctx),
    }) as unknown as OutputOf<'parts.oldParts'>,
  'parts.handInOld': (ctx, input) =>
    runCommand(ctx, 'parts.handInOld', (tx) => ({
      items: input.items.map((item) => handInOldPart(tx, item)),
    })),
  'parts.stepOld': (ctx, { items, ...step }) =>
    runCommand(ctx, 'parts.stepOld', (tx) => ({
      items: items.map((item) => stepOldPart(tx, { ...item, ...step })),
    })),
} satisfies Handlers;

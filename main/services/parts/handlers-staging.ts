import { Fault } from '../../../domain/kernel/fault.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { checkApproval } from './approval.ts';
import { describeRefusal } from './bag.ts';
import { partParams } from './ledger.ts';
import { readBox, readBoxes } from './stage-read.ts';
import { handOutBox, pickAll, pickPart, unpackBox } from './stage.ts';

/** What is put ready the evening before, picked and handed out. */
export const stagingHandlers = {
  'parts.stagings': (ctx, input) => readBoxes(readerOf(ctx.read), input.day),
  'parts.staging': (ctx, input) => {
    const box = readBox(readerOf(ctx.read), input.day, input.staffId);
    if (box === null) throw new Fault('stock_no_bag', { staffId: input.staffId });
    return { ...box, mayApprove: ctx.session.permissions.has('stock.issue_over_limit') };
  },
  'parts.pick': (ctx, input) =>
    runCommand(ctx, 'parts.pick', (tx) => {
      const { documentId, row } = pickPart(tx, input);
      return { documentId, pickedMilli: row.pickedMilli };
    }),
  'parts.pickAll': (ctx, input) => runCommand(ctx, 'parts.pickAll', (tx) => pickAll(tx, input)),
  'parts.handOut': async (ctx, input) => {
    const approvedBy = await checkApproval(ctx, input.approval);
    return runCommand(ctx, 'parts.handOut', (tx) => {
      const paper = handOutBox(tx, { ...input, approvedBy });
      return {
        ...paper,
        refusals: paper.refusals.map((one) => describeRefusal(one, (partId) => partParams(tx, partId).part)),
      };
    });
  },
  'parts.unpack': (ctx, input) => runCommand(ctx, 'parts.unpack', (tx) => ({ number: unpackBox(tx, input) })),
} satisfies Handlers;

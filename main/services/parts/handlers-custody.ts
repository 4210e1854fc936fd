import { custodyLife, custodyOrder, listCustody, readCustody } from '../../../db/queries/custody.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { assertOrder, ownOnly, todayOf } from './access.ts';
import { getCustody, noteCustody, takeCustody } from './custody.ts';
import {
  changeCustody,
  endCustody,
  handOutCustody,
  remindCustody,
  stepCustody,
  undoCustody,
} from './custody-steps.ts';

type Item = OutputOf<'parts.custodyItem'>['item'];

const readItem = (ctx: ServiceContext, id: string): Item => {
  const item = readCustody(ctx.read, { id, today: todayOf(ctx), staffId: ownOnly(ctx) });
  if (item === undefined) throw new Fault('not_found', { entity: 'custody_item', id });
  return item as Item;
};

/** Things of users that lie with us, and machines in for repair. */
export const custodyHandlers = {
  'parts.custody': (ctx, input) =>
    listCustody(ctx.read, {
      ...input,
      today: todayOf(ctx),
      staffId: ownOnly(ctx),
    }) as unknown as OutputOf<'parts.custody'>,
  'parts.custodyItem': (ctx, input) => ({
    item: readItem(ctx, input.id),
    life: custodyLife(ctx.read, input.id).map(({ sealed, params, ...entry }) => ({
      ...entry,
      params: JSON.parse(params) as Record<string, unknown>,
      words: sealed === null ? '' : (ctx.host.seal.open<string>(sealed) ?? ''),
    })),
  }),
  'parts.custodyOrder': (ctx, input) => {
    const order = custodyOrder(ctx.read, input.workOrderId);
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.workOrderId });
    return order as OutputOf<'parts.custodyOrder'>;
  },
  'parts.custodyTake': (ctx, input) =>
    runCommand(ctx, 'parts.custodyTake', (tx) => {
      if (input.workOrderId !== null) assertOrder(tx, ctx, 'stock.receive', input.workOrderId);
      return takeCustody(tx, input);
    }),
  'parts.custodyStep': (ctx, input) => runCommand(ctx, 'parts.custodyStep', (tx) => stepCustody(tx, input)),
  'parts.custodyChange': (ctx, input) =>
    runCommand(ctx, 'parts.custodyChange', (tx) => changeCustody(tx, input)),
  'parts.custodyRemind': (ctx, input) =>
    runCommand(ctx, 'parts.custodyRemind', (tx) => remindCustody(tx, input)),
  'parts.custodyHandOut': (ctx, input) =>
    runCommand(ctx, 'parts.custodyHandOut', (tx) => handOutCustody(tx, input)),
  'parts.custodyEnd': (ctx, input) => runCommand(ctx, 'parts.custodyEnd', (tx) => endCustody(tx, input)),
  'parts.custodyUndo': (ctx, input) => runCommand(ctx, 'parts.custodyUndo', (tx) => undoCustody(tx, input)),
  'parts.custodyReveal': (ctx, input) =>
    runCommand(ctx, 'parts.custodyReveal', (tx) => {
      const item = getCustody(tx, input.id);
      const owner = tx.get<{ name: string; phone: string | null }>(
        'SELECT name, phone FROM customer WHERE id = ? AND deleted_at IS NULL',
        item.customer_id,
      );
      if (owner === undefined) throw new Fault('not_found', { entity: 'customer', id: item.customer_id });
      const said = custodyLife(ctx.read, item.id).flatMap(({ sealed }) =>
        sealed === null ? [] : [ctx.host.seal.open<string>(sealed) ?? ''],
      );
      noteCustody(tx, item, 'custody.revealed', { cause: input.reason });
      return { values: { ...owner, note: item.note }, said };
    }),
} satisfies Handlers;

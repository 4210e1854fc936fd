import type { SavedViewRow } from '../../../../db/queries/order-views.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { checkFilter } from '../../../../domain/orders/list-filter.ts';
import type { CheckedInputOf } from '../../../../preload/contract/index.ts';
import { viewBody, type SavedView } from '../../../../preload/contract/order-list.ts';
import { runCommand } from '../../command.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { orderScope } from '../scope.ts';
import { readConditions } from './conditions.ts';

/** Views one person may keep. */
export const viewLimit = 40;

const area = 'orders';

function savedViews(ctx: ServiceContext): Promise<SavedViewRow[]> {
  return ctx.host.reader<SavedViewRow[]>('orders.views', { area, staffId: ctx.session.staffId ?? '' });
}

/** A view as it was kept, or null when a newer program wrote what this one does not know. */
function toView(row: SavedViewRow, staffId: string | null): SavedView | null {
  const body = viewBody.safeParse(JSON.parse(row.body));
  if (!body.success) return null;
  const { id, version, name, ownerName } = row;
  return {
    id,
    version,
    name,
    ownerName,
    shared: row.shared === 1,
    own: row.ownerId === staffId,
    body: body.data,
  };
}

function ownView(
  ctx: ServiceContext,
  row: { owner_id: string; retired_at: number | null } | undefined,
  id: string,
): void {
  if (row === undefined || row.retired_at !== null)
    throw new Fault('not_found', { entity: 'saved_view', id });
  if (row.owner_id !== ctx.session.staffId) throw new Fault('forbidden', { action: 'views.edit' });
}

type Save = CheckedInputOf<'orders.saveView'>;

export const viewHandlers = {
  'orders.views': async (ctx) => ({
    views: (await savedViews(ctx)).flatMap((row) => toView(row, ctx.session.staffId) ?? []),
  }),
  'orders.viewCounts': async (ctx) => {
    const scope = orderScope(ctx.session, 'orders.read');
    const asked = (await savedViews(ctx)).flatMap((row) => {
      const view = toView(row, ctx.session.staffId);
      if (view === null) return [];
      try {
        return { id: view.id, queues: view.body.queues, where: readConditions(ctx, view.body.where) };
      } catch {
        // A shared view may ask by what this reader sees masked; it has no count and says why when it is opened
        return [];
      }
    });
    return { counts: await ctx.host.reader('orders.viewCounts', { views: asked, ...scope }) };
  },
  'orders.saveView': (ctx, input: Save) => {
    if (input.body.where !== null) checkFilter(input.body.where);
    if (input.shared && ctx.session.permissions.get('orders.read') !== 'all')
      throw new Fault('forbidden', { action: 'views.share' });
    return runCommand(ctx, 'orders.saveView', (tx) => {
      const ownerId = ctx.session.staffId;
      if (ownerId === null) throw new Fault('login_needed');
      const row = { name: input.name.trim(), shared: input.shared, body: input.body };
      if (input.id === null) {
        const [count, last] = tx.all<{ n: number }>(
          `SELECT count(*) AS n FROM saved_view WHERE area = ? AND owner_id = ? AND retired_at IS NULL
           UNION ALL SELECT coalesce(max(sort), 0) FROM saved_view WHERE area = ? AND owner_id = ?`,
          area,
          ownerId,
          area,
          ownerId,
        );
        if ((count?.n ?? 0) >= viewLimit) throw new Fault('view_limit', { limit: viewLimit });
        const id = tx.insert('saved_view', { area, owner_id: ownerId, sort: (last?.n ?? 0) + 1, ...row });
        tx.audit({
          action: 'view.saved',
          entity: 'saved_view',
          entityId: id,
          params: { shared: input.shared },
        });
        return { id, version: 1 };
      }
      const before = tx.get<{ owner_id: string; retired_at: number | null; version: number }>(
        'SELECT owner_id, retired_at, version FROM saved_view WHERE id = ?',
        input.id,
      );
      ownView(ctx, before, input.id);
      const version = tx.update('saved_view', input.id, row, {
        version: input.version ?? before?.version ?? 1,
      });
      tx.audit({
        action: 'view.saved',
        entity: 'saved_view',
        entityId: input.id,
        params: { shared: input.shared },
      });
      return { id: input.id, version };
    });
  },
  'orders.removeView': (ctx, input) =>
    runCommand(ctx, 'orders.removeView', (tx) => {
      ownView(ctx, tx.get('SELECT owner_id, retired_at FROM saved_view WHERE id = ?', input.id), input.id);
      tx.update('saved_view', input.id, { retired_at: tx.at }, { version: input.version });
      tx.audit({ action: 'view.removed', entity: 'saved_view', entityId: input.id });
      return { id: input.id };
    }),
  'orders.orderViews': (ctx, input) =>
    runCommand(ctx, 'orders.orderViews', (tx) => {
      const kept: string[] = [];
      for (const [at, id] of input.ids.entries()) {
        const row = tx.get<{ owner_id: string; sort: number }>(
          'SELECT owner_id, sort FROM saved_view WHERE id = ? AND retired_at IS NULL',
          id,
        );
        // Shared views of others keep their owner's place
        if (row === undefined || row.owner_id !== ctx.session.staffId) continue;
        if (row.sort !== at + 1) tx.update('saved_view', id, { sort: at + 1 });
        kept.push(id);
      }
      return { ids: kept };
    }),
} satisfies Handlers;

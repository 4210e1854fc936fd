import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';

type Row = OutputOf<'visits.inbox'>['rows'][number];

const settingsOf = (text: string | undefined) => JSON.parse(text ?? '{}') as { watchFolder?: string | null };

/** A browser desk has no row until something of its own is kept. */
function knowDesk(tx: Tx, id: string): void {
  if (tx.get('SELECT 1 FROM desk WHERE id = ?', id) === undefined)
    tx.insert('desk', { id, name: '', kind: 'browser' });
}

/** Photos that a desk's watched folder brought: they wait beside the slip form of that desk until one is used. */
export const inboxHandlers = {
  'visits.inbox': (ctx) => {
    const read = readerOf(ctx.read);
    const desk = read.get<{ settings: string }>('SELECT settings FROM desk WHERE id = ?', ctx.session.deskId);
    return {
      folder: settingsOf(desk?.settings).watchFolder ?? null,
      rows: read.all<Row>(
        `SELECT id, version, blob_id AS hash, file_name AS fileName, picture_hash AS pictureHash, at FROM photo_inbox
         WHERE desk_id = ? AND state = 'new' ORDER BY at, seq LIMIT 200`,
        ctx.session.deskId,
      ),
    };
  },
  /** Faults: `picture_missing`, `picture_unreadable`. */
  'visits.inboxAdd': (ctx, input) =>
    runCommand(ctx, 'visits.inboxAdd', (tx) => {
      const { deskId } = ctx.session;
      knowDesk(tx, deskId);
      const known = tx.get<{ id: string; version: number; state: string }>(
        'SELECT id, version, state FROM photo_inbox WHERE desk_id = ? AND blob_id = ? ORDER BY seq DESC LIMIT 1',
        deskId,
        input.hash,
      );
      if (known !== undefined) return known;
      const blob = tx.get<{ mime: string }>('SELECT mime FROM blob WHERE id = ?', input.hash);
      if (blob === undefined) throw new Fault('picture_missing', { name: input.fileName });
      if (!blob.mime.startsWith('image/')) throw new Fault('picture_unreadable', { name: input.fileName });
      const id = tx.insert('photo_inbox', {
        blob_id: input.hash,
        desk_id: deskId,
        file_name: input.fileName,
        picture_hash: input.pictureHash,
        state: 'new',
        at: tx.at,
      });
      return { id, version: 1, state: 'new' };
    }),
  'visits.inboxMark': (ctx, input) =>
    runCommand(ctx, 'visits.inboxMark', (tx) => {
      let marked = 0;
      for (const id of input.ids) {
        const row = tx.get<{ state: string }>(
          'SELECT state FROM photo_inbox WHERE id = ? AND desk_id = ?',
          id,
          ctx.session.deskId,
        );
        // Another window of the desk took it
        if (row?.state !== 'new') continue;
        tx.update('photo_inbox', id, { state: input.state, work_order_id: input.orderId });
        marked += 1;
      }
      return { marked };
    }),
  'visits.watchFolder': (ctx, input) =>
    runCommand(ctx, 'visits.watchFolder', (tx) => {
      const { deskId } = ctx.session;
      knowDesk(tx, deskId);
      const text = tx.value<string>('SELECT settings FROM desk WHERE id = ?', deskId);
      tx.update('desk', deskId, { settings: { ...settingsOf(text), watchFolder: input.folder } });
      tx.note({
        entity: 'desk',
        entityId: deskId,
        params: { watched: input.folder !== null },
        kind: 'desk.watch',
      });
      return { folder: input.folder };
    }),
} satisfies Handlers;

import { Fault } from '../../../domain/kernel/fault.ts';
import { papersOf } from '../../../domain/paper/kinds.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { listCupsPrinters } from '../../printing/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { buildableKind, buildableKinds } from './build/index.ts';
import { getPrinter } from './routes.ts';
import { checkTarget } from './targets.ts';

export const printerHandlers = {
  'paper.printers': async (ctx, input) => ({
    ...(await ctx.host.reader<Omit<OutputOf<'paper.printers'>, 'kinds'>>('paper.printers', input)),
    kinds: buildableKinds.map((kind) => ({ kind, papers: [...papersOf(kind)] })),
  }),
  'paper.systemPrinters': async (ctx) => ({
    printers:
      ctx.host.shell === null
        ? (await listCupsPrinters(ctx.env)).map((name) => ({ name, displayName: name }))
        : await ctx.host.shell.listPrinters(),
  }),
  'paper.savePrinter': (ctx, input) =>
    runCommand(ctx, 'paper.savePrinter', (tx) => {
      // One that is given up keeps the address it had.
      if (!input.retired) checkTarget(input.kind, input.target, ctx.host.info.storeDir);
      const row = {
        name: input.name,
        kind: input.kind,
        target: input.target.trim(),
        paper: input.paper,
        chinese: input.chinese,
        columns: input.paper === 'roll58' ? 32 : 48,
        desk_id: input.deskId,
        offset_x: input.offsetX,
        offset_y: input.offsetY,
      };
      if (input.id === null) {
        const printerId = tx.insert('printer', { ...row, state: 'unknown' });
        tx.audit({
          action: 'printer.added',
          entity: 'printer',
          entityId: printerId,
          params: { kind: row.kind, paper: row.paper },
        });
        return { printerId, version: 1 };
      }
      if (input.version === null) throw new Fault('input_invalid', { field: 'version', problem: 'missing' });
      const known = getPrinter(tx, input.id);
      const retiredAt = input.retired ? (known.retired_at ?? tx.at) : null;
      const version = tx.update(
        'printer',
        known.id,
        { ...row, retired_at: retiredAt },
        { version: input.version },
      );
      tx.audit({
        action: input.retired ? 'printer.retired' : 'printer.changed',
        entity: 'printer',
        entityId: known.id,
        params: { kind: row.kind, paper: row.paper },
      });
      return { printerId: known.id, version };
    }),
  'paper.saveRoute': (ctx, input) =>
    runCommand(ctx, 'paper.saveRoute', (tx) => {
      if (input.printerId === null) {
        if (input.id === null) throw new Fault('input_invalid', { field: 'printerId', problem: 'missing' });
        tx.remove('print_route', input.id);
        tx.audit({ action: 'print_route.removed', entity: 'print_route', entityId: input.id });
        return { routeId: input.id };
      }
      const printer = getPrinter(tx, input.printerId);
      const row = {
        document_kind: buildableKind(input.kind),
        desk_id: input.deskId,
        staff_id: input.staffId,
        printer_id: printer.id,
        copies: input.copies,
      };
      let routeId = input.id;
      if (routeId === null) routeId = tx.insert('print_route', row);
      else
        tx.update(
          'print_route',
          routeId,
          row,
          input.version === null ? undefined : { version: input.version },
        );
      tx.audit({
        action: 'print_route.saved',
        entity: 'print_route',
        entityId: routeId,
        params: { kind: input.kind, printerId: printer.id, copies: input.copies },
      });
      return { routeId };
    }),
} satisfies Handlers;

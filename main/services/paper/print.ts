import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { slipParts, type PrintKind } from '../../../domain/paper/kinds.ts';
import { copyCounterOf } from '../../../domain/paper/paper-scope.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { assertMayPrint, buildableKind, buildPaper, findSlipFacts, paperLanguage } from './build/index.ts';
import { staffName } from './build/common.ts';
import { enqueuePaper } from './job-row.ts';
import { revealsOf } from './masks.ts';
import { routeOf } from './routes.ts';
import { countCopy, slipToPrint } from './slips.ts';
import { fellBack, noteFailed, serveActive, templateLanguage } from './templates/serve.ts';

interface Queued {
  jobId: string;
  documentId: string;
  documentNumber: string;
  copyNo: number;
  printerId: string;
  /** The version of its template that was to serve and could not; another did. */
  fellBack: { version: number } | null;
}

export interface PrintInput {
  kind: PrintKind;
  ids: readonly string[];
  printerId: string | null;
  copies: number | null;
  threeParts?: boolean;
}

/** Which thing an id names, and how its copies are counted: on the paper's own row. */
interface Counted {
  documentId: string;
  staffId: string | null;
  count(): number;
}

function countedSlip(tx: Tx, id: string): Counted {
  const own = findSlipFacts(tx, id);
  const order = getOrder(tx, own?.work_order_id ?? id);
  if (own === null && order.state === 'received') throw new Fault('slip_too_early', { number: order.number });
  const slip = own ?? slipToPrint(tx, order);
  return {
    documentId: slip.id,
    staffId: order.staff_id,
    // A void slip is printed as void and goes to nobody.
    count: () => countCopy(tx, slip, slip.state === 'void' ? null : order.staff_id),
  };
}

function countedDocument(tx: Tx, id: string): Counted {
  const document = tx.get<{ printed: number; staff_id: string | null }>(
    'SELECT printed, staff_id FROM document WHERE id = ?',
    id,
  );
  if (document === undefined) throw new Fault('not_found', { entity: 'document', id });
  return {
    documentId: id,
    staffId: document.staff_id,
    count: () => {
      document.printed += 1;
      tx.update('document', id, { printed: document.printed });
      return document.printed;
    },
  };
}

/** Papers without a counter of their own are counted by their jobs. */
function countedByJobs(tx: Tx, kind: PrintKind, id: string, staffId: string | null): Counted {
  let last =
    tx.value<number>(
      'SELECT coalesce(max(copy_no), 0) FROM print_job WHERE document_kind = ? AND document_id = ?',
      kind,
      id,
    ) ?? 0;
  return {
    documentId: id,
    staffId,
    count: () => {
      last += 1;
      return last;
    },
  };
}

/** Numbers, counts and queues papers inside a command; the queue prints after the commit. */
export function printPapers(ctx: ServiceContext, tx: Tx, input: PrintInput): Queued[] {
  const queued: Queued[] = [];
  const usual = paperLanguage(tx);
  const by = staffName(tx, tx.staffId);
  const reveals = revealsOf(ctx.session);
  const counter = copyCounterOf(input.kind);
  for (const id of new Set(input.ids)) {
    const owner = assertMayPrint(ctx, tx, input.kind, id);
    const counted =
      counter === 'slip'
        ? countedSlip(tx, id)
        : counter === 'document'
          ? countedDocument(tx, id)
          : countedByJobs(tx, input.kind, id, owner.staff_id);
    const route = routeOf(tx, input.kind, { deskId: tx.deskId, staffId: counted.staffId }, input.printerId);
    const { paper } = route.printer;
    const language = templateLanguage(tx, buildableKind(input.kind), paper) ?? usual;
    for (let copy = 0; copy < (input.copies ?? route.copies); copy += 1) {
      const copyNo = counted.count();
      for (const part of input.threeParts === true && input.kind === 'service_slip' ? slipParts : [null]) {
        const printing = { atMs: tx.at, copyNo, by, language, reveals, part };
        const built = buildPaper(tx, input.kind, counted.documentId, printing);
        const served = serveActive(tx, built.kind, paper, built.data);
        noteFailed(tx, served);
        const jobId = enqueuePaper(tx, built, copyNo, route.printer.id, served.id);
        const { documentId } = counted;
        queued.push({
          jobId,
          documentId,
          documentNumber: built.number,
          copyNo,
          printerId: route.printer.id,
          fellBack: fellBack(served),
        });
        tx.note({
          entity: built.kind,
          entityId: documentId,
          params: { copyNo, jobId, number: built.number, ...(part === null ? {} : { part }) },
          kind: 'paper.printed',
          workOrderId: built.orderId,
        });
      }
    }
  }
  return queued;
}

export const printHandlers = {
  'paper.print': (ctx, input) => {
    const jobs = runCommand(ctx, 'paper.print', (tx) => printPapers(ctx, tx, input));
    ctx.host.kick('print');
    return { jobs };
  },
} satisfies Handlers;

import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { documentPapers, type PaperId, papers, renderPreview, renderText } from '../../printing/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone } from '../masters.ts';
import { orderScope, assertMayTouch } from '../orders/scope.ts';
import { readerOf } from '../masters.ts';
import { buildPaper, findSlipFacts, paperLanguage, type PrintKind } from './build/index.ts';
import { staffName } from './build/common.ts';
import { composeOf } from './render.ts';

/** Which printing of the paper the next one would be. */
function nextCopyNo(ctx: ServiceContext, kind: PrintKind, id: string): number {
  const rows = readerOf(ctx.read);
  const sql =
    kind === 'service_slip'
      ? 'SELECT copies AS n FROM slip WHERE id = ?'
      : kind === 'issue_slip'
        ? 'SELECT printed AS n FROM document WHERE id = ?'
        : 'SELECT coalesce(max(copy_no), 0) AS n FROM print_job WHERE document_id = ?';
  return 1 + (rows.get<{ n: number }>(sql, id)?.n ?? 0);
}

export const readHandlers = {
  'paper.preview': (ctx, input) => {
    const rows = readerOf(ctx.read);
    let { id } = input;
    if (input.kind === 'service_slip') {
      const own = findSlipFacts(rows, id);
      const order = rows.get<{ staff_id: string | null; team_id: string | null }>(
        'SELECT staff_id, team_id FROM work_order WHERE id = ?',
        own?.work_order_id ?? id,
      );
      if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id });
      assertMayTouch(ctx, 'print.run', order);
      // An order shows the slip that would go out, if it has one already.
      if (own === null)
        id =
          rows.get<{ id: string }>(
            "SELECT id FROM slip WHERE work_order_id = ? AND state IN ('made', 'out') ORDER BY seq DESC LIMIT 1",
            id,
          )?.id ?? id;
    }
    const copyNo = nextCopyNo(ctx, input.kind, id);
    const built = buildPaper(rows, input.kind, id, {
      atMs: ctx.env.now(),
      copyNo,
      by: staffName(rows, ctx.session.staffId),
      language: paperLanguage(rows),
    });
    const usual = documentPapers[input.kind];
    const paper: PaperId = input.paper ?? usual[0] ?? 'roll80';
    const size = papers[paper];
    const tree = composeOf(built.kind, built.data);
    // Sheets are shown as the roll would say it: the words are the same, the PDF shows the page itself.
    const roll = size.kind === 'roll' ? size : papers.roll80;
    return {
      title: tree.title,
      paper,
      papers: usual,
      copyNo,
      voided: (built.data as { voided?: unknown }).voided != null,
      html: renderPreview(tree, roll),
      lines: renderText(tree, roll),
    };
  },
  'paper.jobs': async (ctx, input) =>
    ctx.host.reader<OutputOf<'paper.jobs'>>('paper.jobs', {
      ...input,
      ...orderScope(ctx.session, 'print.run'),
    }),
  'paper.count': async (ctx, input) => {
    const day = input.day ?? businessDay(ctx.env.now(), getZone(readerOf(ctx.read)));
    return ctx.host.reader<OutputOf<'paper.count'>>('paper.count', { day });
  },
} satisfies Handlers;

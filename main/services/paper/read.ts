import { papersOf, type PrintKind } from '../../../domain/paper/kinds.ts';
import { copyCounterOf } from '../../../domain/paper/paper-scope.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import {
  papers,
  renderPreview,
  renderText,
  type Paper,
  sheetParts,
  type SheetPaper,
} from '../../printing/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone } from '../masters.ts';
import { orderScope } from '../orders/scope.ts';
import { readerOf } from '../masters.ts';
import { assertMayPrint, buildableKind, buildPaper, findSlipFacts, paperLanguage } from './build/index.ts';
import { staffName } from './build/common.ts';
import { findPapers } from './find.ts';
import { revealsOf } from './masks.ts';
import { treeOf } from './templates/hook.ts';
import { serveActive, templateLanguage } from './templates/serve.ts';

/** Which printing of the paper the next one would be. */
function nextCopyNo(ctx: ServiceContext, kind: PrintKind, id: string): number {
  const rows = readerOf(ctx.read);
  const counter = copyCounterOf(kind);
  const row =
    counter === 'jobs'
      ? rows.get<{ n: number }>(
          'SELECT coalesce(max(copy_no), 0) AS n FROM print_job WHERE document_kind = ? AND document_id = ?',
          kind,
          id,
        )
      : rows.get<{ n: number }>(
          counter === 'slip'
            ? 'SELECT copies AS n FROM slip WHERE id = ?'
            : 'SELECT printed AS n FROM document WHERE id = ?',
          id,
        );
  return 1 + (row?.n ?? 0);
}

/** The page itself, as a printer of the system would get it. */
function shownSheet(tree: Paper, size: SheetPaper) {
  const { css, body, language } = sheetParts(tree, size);
  const { widthMicrons, heightMicrons, marginMicrons } = size;
  return { css, body, language, widthMicrons, heightMicrons, marginMicrons };
}

export const readHandlers = {
  'paper.preview': (ctx, input) => {
    const rows = readerOf(ctx.read);
    let { id } = input;
    assertMayPrint(ctx, rows, input.kind, id);
    // An order shows the slip that would go out, if it has one already.
    if (input.kind === 'service_slip' && findSlipFacts(rows, id) === null)
      id =
        rows.get<{ id: string }>(
          "SELECT id FROM slip WHERE work_order_id = ? AND state IN ('made', 'out') ORDER BY seq DESC LIMIT 1",
          id,
        )?.id ?? id;
    const copyNo = nextCopyNo(ctx, input.kind, id);
    const usual = papersOf(input.kind);
    const paper = input.paper ?? usual[0];
    const built = buildPaper(rows, input.kind, id, {
      atMs: ctx.env.now(),
      copyNo,
      by: staffName(rows, ctx.session.staffId),
      language: templateLanguage(rows, buildableKind(input.kind), paper) ?? paperLanguage(rows),
      reveals: revealsOf(ctx.session),
    });
    const size = papers[paper];
    const tree = treeOf(built.kind, built.data, serveActive(rows, built.kind, paper, built.data).template);
    // The same words as a roll, for those who search or read them out.
    const roll = size.kind === 'roll' ? size : papers.roll80;
    return {
      title: tree.title,
      paper,
      papers: [...usual],
      copyNo,
      voided: (built.data as { voided?: unknown }).voided != null,
      html: renderPreview(tree, roll),
      lines: renderText(tree, roll),
      sheet: size.kind === 'sheet' ? shownSheet(tree, size) : null,
    };
  },
  'paper.find': findPapers,
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

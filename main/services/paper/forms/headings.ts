import { Fault, isFault } from '../../../../domain/kernel/fault.ts';
import type { PrintKind } from '../../../../domain/paper/kinds.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { type FormValue, formValues, sourceNames } from '../../../printing/index.ts';
import type { ServiceContext } from '../../context.ts';
import { readerOf } from '../../masters.ts';
import { assertMayPrint, buildPaper, paperLanguage } from '../build/index.ts';
import { staffName } from '../build/common.ts';
import { revealsOf } from '../masks.ts';
import { treeOf } from '../templates/hook.ts';

/** So many papers are looked through: headings that one lacks stand on another. */
const mostPapers = 12;

/**
 * The headings a form of this kind can take, read off the papers of that kind last printed, with the value of the
 * newest paper that has it.
 */
export function readHeadings(ctx: ServiceContext, kind: PrintKind): OutputOf<'paper.formHeadings'> {
  const rows = readerOf(ctx.read);
  const ids = rows.all<{ id: string }>(
    'SELECT document_id AS id FROM print_job WHERE document_kind = ? GROUP BY document_id ORDER BY max(seq) DESC LIMIT ?',
    kind,
    mostPapers,
  );
  const found = new Map<string, FormValue>();
  let number = '';
  for (const { id } of ids) {
    try {
      assertMayPrint(ctx, rows, kind, id);
      const built = buildPaper(rows, kind, id, {
        atMs: ctx.env.now(),
        copyNo: 1,
        by: staffName(rows, ctx.session.staffId),
        language: paperLanguage(rows),
        reveals: revealsOf(ctx.session),
      });
      if (number === '') number = built.number;
      for (const one of formValues(treeOf(built.kind, built.data), built.data)) {
        const key = `${one.source} ${one.nth}`;
        const known = found.get(key);
        if (known === undefined || known.value === '') found.set(key, one);
      }
    } catch (error) {
      // A paper of somebody else's, or of a row that is gone, is no example for this person.
      if (!(error instanceof Fault) && !isFault(error)) throw error;
    }
  }
  return {
    number,
    headings: [...found.values()].flatMap((one) => {
      const names = sourceNames(one.source);
      return names === null ? [] : [{ ...one, ...names }];
    }),
  };
}

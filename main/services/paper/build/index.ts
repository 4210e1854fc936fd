import { Fault } from '../../../../domain/kernel/fault.ts';
import type { PrintKind } from '../../../../domain/paper/kinds.ts';
import { readRightOf } from '../../../../domain/paper/paper-scope.ts';
import type { ServiceContext } from '../../context.ts';
import type { RowReader } from '../../masters.ts';
import { assertMayTouch } from '../../orders/scope.ts';
import type { BuildableKind, BuiltPaper, PaperOwner, PaperSource, Printing } from './common.ts';
import { moneySources } from './money/index.ts';
import { orderSources } from './orders/index.ts';
import { outletSources } from './outlet/index.ts';
import { stockSources } from './stock/index.ts';

export type { BuildableKind, BuiltPaper, Printing } from './common.ts';
export { paperLanguage } from './common.ts';
export { findSlipFacts } from './orders/index.ts';
export { replacedBy } from './orders/service-slip.ts';
export type { SlipFacts } from './orders/service-slip.ts';

const sources: Readonly<Record<BuildableKind, PaperSource>> = {
  ...orderSources,
  ...stockSources,
  ...moneySources,
  ...outletSources,
};

/** Kinds that can be printed; no screen offers another. */
export const buildableKinds = Object.keys(sources) as BuildableKind[];

const isBuildable = (kind: PrintKind): kind is BuildableKind => Object.hasOwn(sources, kind);

/** A kind of the list that nobody builds yet is refused like a kind that does not exist. Faults: `input_invalid`. */
export function buildableKind(kind: PrintKind): BuildableKind {
  if (!isBuildable(kind)) throw new Fault('input_invalid', { field: 'kind', problem: 'not_one_of' });
  return kind;
}

/**
 * Whether this session may print that paper; every way out of the house asks here first. Answers whose it is.
 * Faults: `input_invalid`, `not_found`, `paper_other_document`, `forbidden`.
 */
export function assertMayPrint(
  ctx: ServiceContext,
  read: RowReader,
  kind: PrintKind,
  id: string,
): PaperOwner {
  const owner = sources[buildableKind(kind)].ownerOf(read, id);
  assertMayTouch(ctx, 'print.run', owner);
  const right = readRightOf(kind);
  if (right !== null) assertMayTouch(ctx, right, owner);
  return owner;
}

/** Builds a paper that already has its number. Faults: `not_found`. */
export const buildPaper = (read: RowReader, kind: PrintKind, id: string, printing: Printing): BuiltPaper =>
  sources[buildableKind(kind)].build(read, id, printing);

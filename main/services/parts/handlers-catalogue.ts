import { readPartEditor } from '../../../db/queries/part-editor.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { retirePart, savePart } from './catalogue.ts';
import { openPackOf } from './cutting.ts';
import { dropPrice, setPrice } from './prices.ts';

/** The catalogue itself, prices and levels, custody. */
export const catalogueHandlers = {
  'parts.catalogue': (ctx, input) => {
    const found = readPartEditor(ctx.read, input.id);
    if (found === null) throw new Fault('not_found', { entity: 'part', id: input.id });
    return found as unknown as OutputOf<'parts.catalogue'>;
  },
  'parts.catalogueChoices': (ctx) => {
    const read = readerOf(ctx.read);
    const words = (sql: string) => read.all<{ word: string }>(sql).map(({ word }) => word);
    return {
      payers: read.all<OutputOf<'parts.catalogueChoices'>['payers'][number]>(
        'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM payer WHERE retired_at IS NULL ORDER BY seq',
      ),
      models: read.all<OutputOf<'parts.catalogueChoices'>['models'][number]>(
        'SELECT model, name_zh AS nameZh, name_en AS nameEn FROM product_model ORDER BY model',
      ),
      categories: words("SELECT DISTINCT category AS word FROM part WHERE category <> '' ORDER BY category"),
      units: words(
        'SELECT DISTINCT unit AS word FROM (SELECT unit FROM part UNION SELECT unit FROM part_unit) ORDER BY unit',
      ),
    };
  },
  'parts.savePart': (ctx, input) => runCommand(ctx, 'parts.savePart', (tx) => savePart(tx, input)),
  'parts.retirePart': (ctx, input) => runCommand(ctx, 'parts.retirePart', (tx) => retirePart(tx, input)),
  'parts.setPrice': (ctx, input) => runCommand(ctx, 'parts.setPrice', (tx) => setPrice(tx, input)),
  'parts.dropPrice': (ctx, input) => runCommand(ctx, 'parts.dropPrice', (tx) => dropPrice(tx, input)),
  'parts.openPack': (ctx, input) => runCommand(ctx, 'parts.openPack', (tx) => openPackOf(tx, input)),
} satisfies Handlers;

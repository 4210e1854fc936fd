import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orderEdges } from '../../domain/orders/life.ts';
import { stockPaperKinds } from '../../domain/stock/paper.ts';
import { requestSteps } from '../../domain/stock/request.ts';
import { permissionCodes } from '../../domain/access/permissions.ts';
import { readerQueries, snapshotQueries } from '../../db/queries/index.ts';
import { jobKinds } from '../../main/services/jobs/kinds.ts';
import { contract } from '../../preload/contract/index.ts';
import { readCatalogues } from './catalogues.ts';

const root = join(import.meta.dirname, '../..');
const sources = globSync('main/services/**/*.ts', { cwd: root })
  .filter((file) => !file.includes('/outlet/demo/'))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Kinds made of two parts: what the second part can be. A new one has to be named here. */
const composed: Record<string, readonly string[]> = {
  'order.${input.action}': orderEdges.map((edge) => edge.action),
  'paper.${step.step}': ['came_out', 'print_again', 'cancel'],
  'document.${this.#kind}': stockPaperKinds,
  'parts.request_${input.step}': requestSteps,
  'outbox.${name}': ['retryMessage', 'withdrawMessage', 'doneByHand'],
  'proof.${flag.code}': ['code_before_arrival', 'place_unknown'],
  'difference.${state}': ['accepted', 'appealed', 'carried'],
  'period.${to}': ['open', 'soft_closed', 'closed'],
  'pay.${state}': ['confirmed', 'paid', 'void'],
};
/** `kind` of something else than an event. */
const otherKinds = new Set(['${entry.kind}.reversed', 'taken_${input.purpose}', 'stock_${posting.kind}']);

const catalogues = {
  zh: (await readCatalogues('zh')).get('life'),
  en: (await readCatalogues('en')).get('life'),
};
const worded = [...(catalogues.zh?.keys() ?? [])]
  .filter((key) => key.startsWith('event.'))
  .map((key) => key.slice('event.'.length));
const groups = new Set(worded.map((kind) => kind.split('.')[0]));
/** Words of the same shape that are no event. */
const others = new Set<string>([
  ...Object.keys(contract),
  ...permissionCodes,
  ...Object.keys(readerQueries),
  ...Object.keys(snapshotQueries),
  ...Object.keys(jobKinds),
  'period.xlsx',
  'parts.xlsx',
]);

/** Every kind the services write: said at once, handed to a function that writes it, or put together. */
function writtenKinds(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { file, text } of sources) {
    for (const [, kind] of text.matchAll(/\bkind(?: =|:)[^;\n]*?'([a-z_]+\.[a-z_]+)'/g))
      if (!others.has(kind!)) found.set(kind!, file);
    for (const [, kind] of text.matchAll(/(?<!action: )'([a-z_]+\.[a-z_]+)'/g))
      if (groups.has(kind!.split('.')[0]) && !others.has(kind!)) found.set(kind!, file);
    for (const [, template] of text.matchAll(/\bkind: `([^`]*\$\{[^`]*)`/g)) {
      if (otherKinds.has(template!)) continue;
      const parts = composed[template!];
      expect(parts, `${file}: \`${template}\` is not named in this test`).toBeDefined();
      for (const part of parts ?? []) found.set(template!.replace(/\$\{[^}]*\}/, part), file);
    }
  }
  return found;
}

test('every kind of event that services write has its words in both languages', () => {
  const written = writtenKinds();
  expect(written.size).toBeGreaterThan(60);
  const wordless = [...written]
    .filter(([kind]) => !catalogues.zh?.has(`event.${kind}`) || !catalogues.en?.has(`event.${kind}`))
    .map(([kind, file]) => `${kind} (${file})`)
    .sort();
  expect(wordless).toEqual([]);
});

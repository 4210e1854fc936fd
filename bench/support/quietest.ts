import type { Db } from '../../db/connection.ts';

/** How often each is taken; the quietest counts, because a busy machine otherwise shows in the tail. */
export const passes = 5;

/** Milliseconds of the quietest run of each, in passes over all. */
export function quietest(texts: readonly string[], run: (text: string) => unknown): number[] {
  const best = texts.map(() => Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < passes; pass += 1)
    for (const [at, text] of texts.entries()) {
      const before = performance.now();
      run(text);
      best[at] = Math.min(best[at] ?? Number.POSITIVE_INFINITY, performance.now() - before);
    }
  return best;
}

/** The same for what answers later. One question at a time. */
export async function quietestLater(
  texts: readonly string[],
  run: (text: string, pass: number) => Promise<unknown>,
): Promise<number[]> {
  const best = texts.map(() => Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < passes; pass += 1)
    for (const [at, text] of texts.entries()) {
      const before = performance.now();
      await run(text, pass);
      best[at] = Math.min(best[at] ?? Number.POSITIVE_INFINITY, performance.now() - before);
    }
  return best;
}

/** Mean of LIKE counts over the narrow table that search reads, quietest of each. */
export function timeLikes(db: Db, texts: readonly string[]): number {
  const count = db.prepare(`SELECT count(*) FROM search_doc WHERE body LIKE ? ESCAPE '\\'`).pluck();
  const patterns = texts.map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  return quietest(patterns, (pattern) => count.get(pattern)).reduce((sum, ms) => sum + ms, 0) / texts.length;
}

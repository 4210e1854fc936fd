/**
 * `npm run match -- --ours OURS.csv --statement STATEMENT.csv [--json OUT.json]`: the matching engine's door for files
 * (docs/match.md). Exits 2 with one sentence for a file that cannot be read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readOrders, readRows, TableError } from '../domain/money/matching/tables.ts';
import { matchStatement } from '../domain/money/matching/engine.ts';
import type { MatchAnswer } from '../domain/money/matching/types.ts';
import { decodeText } from '../main/services/money/statements/decode-text.ts';

const usage = 'usage: npm run match -- --ours OURS.csv --statement STATEMENT.csv [--json OUT.json]';

async function main(args: readonly string[]): Promise<number> {
  const { ours, statement, json } = optionsOf(args);
  if (ours === undefined || statement === undefined) {
    console.error(usage);
    return 2;
  }
  try {
    const answer = matchStatement(
      readOrders(await recordsOf(ours), ours),
      readRows(await recordsOf(statement), statement),
    );
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(withoutStats(answer), null, 1)}\n`);
    for (const line of summaryOf(answer)) console.log(line);
    return 0;
  } catch (error) {
    console.error(`match: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

function optionsOf(args: readonly string[]): { ours?: string; statement?: string; json?: string } {
  try {
    const option = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { ours: option, statement: option, json: option } }).values;
  } catch {
    return {};
  }
}

/** A csv as records by heading: UTF-8 with or without mark, or GB18030. */
async function recordsOf(path: string): Promise<Record<string, string>[]> {
  const { default: papa } = await import('papaparse');
  const { text } = decodeText(readFileSync(path));
  const { data, errors } = papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (heading) => heading.trim().toLowerCase(),
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) throw new TableError(path, (broken.row ?? 0) + 2, broken.message);
  return data;
}

const withoutStats = ({ matches, suggestions, differences }: MatchAnswer) => ({
  matches,
  suggestions,
  differences,
});

function summaryOf({ matches, suggestions, differences, stats }: MatchAnswer): string[] {
  const count = new Map<string, number>();
  for (const { kind } of matches) count.set(kind, (count.get(kind) ?? 0) + 1);
  const open = new Map<string, { count: number; fen: number }>();
  for (const { kind, diffFen } of differences) {
    const entry = open.get(kind) ?? { count: 0, fen: 0 };
    open.set(kind, { count: entry.count + 1, fen: entry.fen + diffFen });
  }
  return [
    `rows ${stats.rows} · orders ${stats.orders} · matched by itself ${stats.autoRows} · left to a person ${Object.keys(suggestions).length}`,
    `matches: ${[...count].map(([kind, n]) => `${kind} ${n}`).join(' · ') || 'none'}`,
    `differences: ${[...open].map(([kind, { count: n, fen }]) => `${kind} ${n} (${fen} fen)`).join(' · ') || 'none'}`,
  ];
}

process.exitCode = await main(process.argv.slice(2));

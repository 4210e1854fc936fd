import { readFileSync } from 'node:fs';
import { type LabelledCase, scoreCases, scoredFields } from '../domain/paste/score.ts';

/**
 * `npm run paste -- FILE.json [--show]`: reads labelled pasted texts (the form of tests/fixtures/address/pasted-text.json)
 * and prints right/total per field, all-fields-right/total and the ids that fail; `--show` also prints what was read.
 */
function main(args: readonly string[]): number {
  const show = args.includes('--show');
  const [file] = args.filter((arg) => arg !== '--show');
  if (file === undefined) {
    console.error('usage: npm run paste -- FILE.json [--show]');
    return 2;
  }
  let cases: LabelledCase[];
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    cases = (Array.isArray(read) ? read : (read as { cases: unknown }).cases) as LabelledCase[];
    if (
      !Array.isArray(cases) ||
      cases.some((one) => typeof one?.text !== 'string' || one.expected === undefined)
    ) {
      throw new TypeError('"cases" must be a list of {id, text, expected}');
    }
  } catch (error) {
    console.error(`paste: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const score = scoreCases(cases, { now: Date.now() });
  for (const field of scoredFields) console.log(`${field.padEnd(10)}${score.right[field]}/${score.total}`);
  console.log(`all fields ${score.allRight}/${score.total}`);
  const byId = new Map(cases.map((one) => [one.id, one]));
  for (const { id, fields, got } of score.failed) {
    console.log(`fails ${id}: ${fields.join(', ')}`);
    if (!show) continue;
    const one = byId.get(id);
    console.log(`  text ${JSON.stringify(one?.text)}`);
    for (const field of fields)
      console.log(
        `  ${field}: read ${JSON.stringify(got[field])}, labelled ${JSON.stringify(one?.expected[field])}`,
      );
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));

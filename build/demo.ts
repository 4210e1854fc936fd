import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runWalk } from './walk/run.ts';

/**
 * `npm run demo -- --out DIR [--orders N] [--seed N]`: one day of orders walked through every room, headless, through
 * the contract only, under injected faults. Keeps its store under DIR/store, its papers and sheets beside it, and
 * writes DIR/summary.json. Exits non-zero when a law does not hold.
 */
const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};
const out = option('--out');
if (out === undefined) {
  console.error('demo: say where to put it: npm run demo -- --out DIR (the folder is emptied first)');
  process.exit(2);
}
const dir = resolve(out);
mkdirSync(dir, { recursive: true });
const there = readdirSync(dir);
// An earlier walk's folder is emptied; anybody else's is left alone.
if (there.length > 0 && !there.includes('walk.json')) {
  console.error(`demo: ${dir} is not empty and is no earlier walk; name another folder`);
  process.exit(2);
}
const summary = await runWalk({
  dir,
  orders: Number(option('--orders') ?? 500),
  seed: Number(option('--seed') ?? 7),
  log: (line) => console.log(line),
});
writeFileSync(join(dir, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
for (const [law, { ok, detail }] of Object.entries(summary.laws))
  console.log(`${law} ${ok ? 'holds' : 'BROKEN'} · ${detail}`);
process.exitCode = Object.values(summary.laws).every((law) => law.ok) ? 0 : 1;

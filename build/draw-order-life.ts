/**
 * Draws docs/order-life.md from the transition table, so that the picture cannot say anything else than the code.
 * `node build/draw-order-life.ts` writes it; `--check` only compares (exit 1 when it is out of date).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawOrderLife } from './order-life-page.ts';

const target = fileURLToPath(new URL('../docs/order-life.md', import.meta.url));
const page = drawOrderLife();

if (process.argv.includes('--check')) {
  let known = '';
  try {
    known = readFileSync(target, 'utf8');
  } catch {
    // a missing page is an outdated page
  }
  if (known !== page) {
    console.error('docs/order-life.md is out of date: run node build/draw-order-life.ts');
    process.exit(1);
  }
  console.log('docs/order-life.md is up to date');
} else {
  writeFileSync(target, page);
  console.log(`wrote ${target}`);
}

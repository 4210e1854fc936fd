import { readFileSync } from 'node:fs';

const words = JSON.parse(readFileSync(new URL('./english.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

/** English name of a seeded catalogue entry; empty where nobody translated it (a test holds that none is). */
export function english(zh: string): string {
  return words[zh] ?? '';
}

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'vite';
import { parse as parseYaml } from 'yaml';

/** One source file with its comments blanked out, so that words about a danger are not taken for the danger. */
export interface Source {
  file: string;
  text: string;
}

/** What the checks look at: the shell, the bridge, the pages, and what is said about the package. */
export interface Project {
  root: string;
  shell: Source[];
  preload: Source[];
  pages: Source[];
  manifest: { devDependencies?: Record<string, string>; dependencies?: Record<string, string> };
  builder: Record<string, unknown>;
  /** Loads a module of the project, to try what it does instead of reading what it says. */
  load<T>(file: string): Promise<T>;
}

export interface Item {
  /** Number in Electron's own list. */
  number: number;
  title: string;
  /** Sentences about what is wrong, each naming a file; empty when all is well. */
  check(project: Project): string[] | Promise<string[]>;
  /** Said when the danger cannot occur in this program; the check still watches that it stays so. */
  note?: string;
}

export function readProject(root: string): Project {
  const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const builder = join(root, 'electron-builder.yml');
  return {
    root,
    shell: readFolder(root, 'main/shell'),
    preload: ['preload/index.ts']
      .filter((file) => existsSync(join(root, file)))
      .map((file) => readSource(root, file)),
    pages: readFolder(root, 'renderer'),
    manifest: json('package.json'),
    builder: existsSync(builder) ? (parseYaml(readFileSync(builder, 'utf8')) ?? {}) : {},
    load: (file) => import(/* @vite-ignore */ pathToFileURL(join(root, file)).href),
  };
}

function readFolder(root: string, folder: string): Source[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(?:ts|tsx|html|css)$/.test(name))
    .toSorted()
    .map((name) => readSource(root, `${folder}/${name}`));
}

function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.html')) return { file, text: text.replace(/<!--.*?-->/gs, '') };
  if (file.endsWith('.css')) return { file, text: text.replace(/\/\*.*?\*\//gs, '') };
  let clean = text;
  for (const { start, end } of parseSync(file, text).comments) {
    clean = clean.slice(0, start) + clean.slice(start, end).replace(/[^\n]/g, ' ') + clean.slice(end);
  }
  return { file, text: clean };
}

/** Sentences for every place where a pattern occurs that must not. */
export function forbid(sources: Source[], pattern: RegExp, why: string): string[] {
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))].map(
      (match) =>
        `${file}:${text.slice(0, match.index).split('\n').length} ${why}: ${match[0].trim().slice(0, 60)}`,
    ),
  );
}

/** A sentence when a pattern that must occur somewhere occurs nowhere. */
export function demand(sources: Source[], pattern: RegExp, why: string): string[] {
  return sources.some(({ text }) => pattern.test(text)) ? [] : [why];
}

/** Texts between the round brackets of every call, e.g. of `new BrowserWindow(…)`. */
export function argumentsOf(source: Source, opening: RegExp): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = [];
  for (const match of source.text.matchAll(new RegExp(opening.source, 'g'))) {
    const start = match.index + match[0].length;
    let depth = 1;
    let end = start;
    for (; end < source.text.length && depth > 0; end++) {
      if (source.text[end] === '(') depth++;
      else if (source.text[end] === ')') depth--;
    }
    found.push({
      line: source.text.slice(0, start).split('\n').length,
      text: source.text.slice(start, end - 1),
    });
  }
  return found;
}

/** Runs a trial of the project's own code; a throw is a finding, not a crash of the check. */
export async function attempt(name: string, trial: () => Promise<string[]> | string[]): Promise<string[]> {
  try {
    return await trial();
  } catch (error) {
    return [`${name} could not be tried: ${error instanceof Error ? error.message : String(error)}`];
  }
}

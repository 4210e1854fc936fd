import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { ROOT } from '../../build/steps.ts';
import { boot } from './boot-module.ts';
import { tempFolder } from './temp-folder.ts';

/** Programs that building a native module would call. */
const COMPILERS = [
  'make',
  'gmake',
  'cmake',
  'cc',
  'gcc',
  'g++',
  'c++',
  'clang',
  'clang++',
  'python',
  'python2',
  'python3',
];

/** Loads every native module the product uses and shows that each one works. */
const PROBE = `
import Database from 'better-sqlite3';
import { hashSync } from '@node-rs/argon2';
const db = new Database(':memory:');
const { version } = db.prepare('select sqlite_version() as version').get() as { version: string };
const hashed: string = hashSync('1234', { memoryCost: 4096, timeCost: 1 });
console.log(JSON.stringify({ node: process.versions.node, sqlite: version, argon2: hashed.startsWith('$argon2id$') }));
`;

test('a fresh copy installs and runs where make, g++ and python only fail', { timeout: 240_000 }, () => {
  const root = tempFolder();
  const stubs = join(root, 'stubs');
  const called = join(root, 'called.txt');
  mkdirSync(stubs);
  for (const name of COMPILERS) {
    writeFileSync(join(stubs, name), `#!/bin/sh\necho "${name} $*" >> "${called}"\nexit 97\n`);
    chmodSync(join(stubs, name), 0o755);
    writeFileSync(join(stubs, `${name}.cmd`), `@echo ${name} >> "${called}"\r\n@exit /b 97\r\n`);
  }
  for (const file of ['package.json', 'package-lock.json', '.npmrc', 'build/boot.cjs']) {
    cpSync(join(ROOT, file), join(root, file), { recursive: true });
  }
  writeFileSync(join(root, 'build/probe.ts'), PROBE);
  const env = { ...process.env, PATH: `${stubs}${delimiter}${process.env.PATH}` };

  // The Node that started npm, which may be as old as 20: set-up must work on it. Build tools are left out, for
  // speed; every native module of the product is among the rest.
  const outer = process.env.npm_node_execpath ?? process.execPath;
  const npm = boot.findNpm(process.env, outer);
  expect(npm).not.toBeNull();
  const ci = spawnSync(outer, [String(npm), 'ci', '--omit=dev', '--prefer-offline', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    env,
  });
  expect([ci.status, ci.stderr.match(/gyp|ERR!|npm error/g)]).toEqual([0, null]);

  const node = boot.findNode(root);
  const probe = spawnSync(String(node), [join(root, 'build/probe.ts')], { cwd: root, encoding: 'utf8', env });
  expect([probe.status, probe.stderr]).toEqual([0, '']);
  const told = JSON.parse(probe.stdout) as { node: string; sqlite: string; argon2: boolean };
  expect(Number(told.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  expect(told.sqlite).toMatch(/^3\./);
  expect(told.argon2).toBe(true);
  expect(existsSync(called) ? readFileSync(called, 'utf8') : '').toBe('');
});

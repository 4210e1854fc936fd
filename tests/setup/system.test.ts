import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NO_BROWSER, findBrowser, hasChineseFont, mayUseApt } from '../../build/system.ts';
import { tempFolder } from './temp-folder.ts';

test('CHROME_PATH wins when it names a program, and is passed over when it does not', () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
    findBrowser(true);
  });
  const browser = join(tempFolder(), 'my-browser');
  writeFileSync(browser, '#!/bin/sh\n');
  chmodSync(browser, 0o755);
  vi.stubEnv('CHROME_PATH', browser);
  expect(findBrowser(true)).toBe(browser);
  vi.stubEnv('CHROME_PATH', join(browser, 'nothing'));
  expect(findBrowser(true)).not.toBe(join(browser, 'nothing'));
});

test('this machine has what the tests need', () => {
  expect(findBrowser(true)).not.toBeNull();
  expect(hasChineseFont()).toBe(true);
});

test('apt is for root on Debian and its kin only', () => {
  const release = join(tempFolder(), 'os-release');
  writeFileSync(release, 'NAME="Fedora Linux"\nID=fedora\n');
  expect(mayUseApt(release)).toBe(false);
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  onTestFinished(() => void vi.restoreAllMocks());
  writeFileSync(release, 'ID=ubuntu\nID_LIKE=debian\n');
  expect(mayUseApt(release)).toBe(false);
});

test('without a browser the sentence names the way out in both languages', () => {
  expect(NO_BROWSER).toMatch(/CHROME_PATH[^]*CHROME_PATH/);
});

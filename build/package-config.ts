/** electron-builder.yml as data, and the checks that need no packaging. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './steps.ts';

interface Target {
  target: string;
  arch: string[];
}

interface SystemPart {
  target: Target[];
  files: string[];
  executableName?: string;
}

/** The parts of the configuration that are looked at here. */
export interface PackageConfig {
  files: string[];
  asarUnpack: string[];
  npmRebuild: boolean;
  electronFuses: Record<string, boolean>;
  toolsets: Record<string, string>;
  win: SystemPart;
  mac: SystemPart;
  linux: SystemPart;
  [key: string]: unknown;
}

export function readPackageConfig(): PackageConfig {
  return parse(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as PackageConfig;
}

/** Fuses the security list asks for, with the state each must have. */
export const FUSES: Record<string, boolean> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

type Validate = (config: unknown, log: { isEnabled: boolean; add: () => void }) => Promise<void>;

/** electron-builder's own schema check, without starting a build. Throws an Error naming the wrong key. */
export async function validateBySchema(config: unknown): Promise<void> {
  const require = createRequire(import.meta.url);
  const { validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
    validateConfiguration: Validate;
  };
  // It moves keys about; give it a copy.
  await validateConfiguration(structuredClone(config), { isEnabled: false, add: () => {} });
}

const targetsOf = (part: SystemPart) => part.target.map((target) => target.target).toSorted();

/** What is wrong with the configuration beyond its shape; empty when nothing is. */
export function judgeConfig(config: PackageConfig): string[] {
  const wrong: string[] = [];
  const expect = (ok: boolean, sentence: string) => {
    if (!ok) wrong.push(sentence);
  };
  const same = (a: string[], b: string[]) => JSON.stringify(a) === JSON.stringify(b);
  expect(same(targetsOf(config.win), ['nsis', 'portable']), 'Windows must have nsis and portable');
  expect(same(targetsOf(config.mac), ['dmg']), 'macOS must have dmg');
  expect(same(targetsOf(config.linux), ['AppImage', 'deb']), 'Linux must have AppImage and deb');
  expect(config.toolsets.nsis === '1.2.1', 'toolsets.nsis must be 1.2.1 (CVE-2025-43715 in the default)');
  expect(config.npmRebuild === false, 'npmRebuild must be false');
  for (const [part, start] of [
    [config.win, 'win32-'],
    [config.mac, 'darwin-'],
    [config.linux, 'linux-'],
  ] as const) {
    // "everything but": ${platform} would be the system that builds, not the one built for.
    const kept = part.files.flatMap(
      (file) => /better-sqlite3\/prebuilds\/!\((.+)\.node\)$/.exec(file)?.[1] ?? [],
    );
    expect(
      kept.length === 1 && kept[0]?.startsWith(start) === true,
      `exactly one native prebuild ${start}… must be kept (found ${kept.join(', ') || 'none'})`,
    );
  }
  for (const [fuse, state] of Object.entries(FUSES)) {
    expect(config.electronFuses[fuse] === state, `fuse ${fuse} must be ${state}`);
  }
  return wrong;
}

/** boot.cjs is plain CommonJS for the outer Node; these are the shapes of what it exports. */
import { createRequire } from 'node:module';

interface Boot {
  wantedStamp: (root: string, platform?: string, arch?: string) => string;
  missingFolders: (
    root: string,
    platform?: string,
    arch?: string,
  ) => { required: string[]; optional: string[] };
  isInstalled: (root: string) => boolean;
  writeStamp: (root: string) => void;
  findNpm: (env: NodeJS.ProcessEnv, execPath: string) => string | null;
  findNode: (root: string, execPath?: string, version?: string) => string | null;
  install: (root: string, env?: NodeJS.ProcessEnv, execPath?: string) => boolean;
  withUtf8: (env: NodeJS.ProcessEnv, platform?: NodeJS.Platform) => NodeJS.ProcessEnv;
  stampFile: (root: string) => string;
  NO_NODE: string;
}

export const boot = createRequire(import.meta.url)('../../build/boot.cjs') as Boot;

import { keepPdf } from '../paper/pdf-work.ts';
import { keepKeyring } from '../outlet/copies.ts';
import { demoJob } from '../outlet/demo/start-demo.ts';
import type { JobKind } from './kind.ts';

/** Kinds of jobs by name. An area adds its own here; the name is also what the window shows words for. */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  /** Reads every page of the store and compares it with its checks. */
  'store.check': { where: 'child', child: 'store.check' },
  /** Makes the demo outlet: masters, the last two weeks, then older history while people work already. */
  'outlet.demo': { where: 'host', run: demoJob },
  /** A checked copy of the store, with the current keyring beside it. */
  'outlet.backup': { where: 'child', child: 'outlet.backup', finish: keepKeyring },
  /** Every page and the laws L1–L6. */
  'outlet.check': { where: 'child', child: 'outlet.check' },
  /** Papers as one PDF; the result names the file. */
  'paper.pdf': { where: 'child', child: 'paper.pdf', finish: keepPdf },
};

import { keepPdf } from '../paper/pdf-work.ts';
import type { JobKind } from './kind.ts';

/** Kinds of jobs by name. An area adds its own here; the name is also what the window shows words for. */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  /** Reads every page of the store and compares it with its checks. */
  'store.check': { where: 'child', child: 'store.check' },
  /** Papers as one PDF; the result names the file. */
  'paper.pdf': { where: 'child', child: 'paper.pdf', finish: keepPdf },
};

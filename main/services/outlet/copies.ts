import { makeCheckedCopy, copyKeyring, keyringCopyName, listCopies } from '../../../db/backup.ts';
import { storeFiles } from '../../../db/store.ts';
import { verifyStore } from '../../../db/verify/laws.ts';
import { join } from 'node:path';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ChildRun, JobRun } from '../jobs/kind.ts';

/** Copies beside the store, newest first. Whatever bears its name was opened and checked before it got it. */
export function getBackups(ctx: ServiceContext): OutputOf<'outlet.backups'> {
  const folder = join(ctx.host.info.storeDir, storeFiles.copies);
  const copies = listCopies(folder)
    .map(({ name, bytes, madeAtMs }) => ({
      name,
      bytes,
      madeAt: Math.round(madeAtMs),
      kind: name.split('-')[0] ?? '',
    }))
    .sort((a, b) => b.madeAt - a.madeAt);
  return { copies, lastGoodAt: copies[0]?.madeAt ?? null, folder: storeFiles.copies };
}

/** In a child: a copy of a large store takes seconds, and reading it back as long again. */
export function makeCopy(run: ChildRun, params: { name: string }): { name: string } {
  run.progress(null, 'copying');
  makeCheckedCopy({ dir: run.dir, key: run.key, name: params.name });
  return params;
}

/** In the host, once the copy is good: the one kept copy of the customers' keys goes with it. */
export async function keepKeyring(run: JobRun, raw: { name: string }): Promise<{ name: string }> {
  copyKeyring(run.store.keyring, join(run.store.dir, storeFiles.copies, keyringCopyName));
  return raw;
}

/** In a child: every page, then the laws L1–L6. Codes and numbers only. */
export function checkLaws(run: ChildRun): {
  ok: boolean;
  pages: string;
  laws: { law: string; ok: boolean; detail: string; checked: number }[];
} {
  run.progress(100, 'reading');
  const pages = String(run.read.pragma('integrity_check(1)', { simple: true })).slice(0, 200);
  run.progress(500, 'laws');
  const laws = Object.entries(verifyStore(run.read)).map(([law, report]) => ({ law, ...report }));
  return { ok: pages === 'ok' && laws.every((law) => law.ok), pages, laws };
}

import { readDemoFile } from '../../../db/seed/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { ServiceContext } from '../context.ts';

export type OutletState = OutputOf<'outlet.state'>;

/** What this store holds, for whoever opens the program first. */
export function getState(ctx: ServiceContext): OutletState {
  const row = ctx.read
    .prepare('SELECT name_zh AS nameZh, name_en AS nameEn, demo FROM outlet ORDER BY seq LIMIT 1')
    .get() as { nameZh: string; nameEn: string; demo: number } | undefined;
  const demo = row?.demo === 1;
  return {
    kind: row === undefined ? 'none' : demo ? 'demo' : 'own',
    nameZh: row?.nameZh ?? '',
    nameEn: row?.nameEn ?? '',
    setUp: findSetUp(ctx, row !== undefined),
    demoPins: demo ? listDemoPins(ctx) : [],
  };
}

function findSetUp(ctx: ServiceContext, usable: boolean): OutletState['setUp'] {
  const job = ctx.read
    .prepare(
      "SELECT id, progress_milli AS milli FROM job WHERE kind = 'outlet.demo' AND state IN ('queued', 'running') ORDER BY seq DESC LIMIT 1",
    )
    .get() as { id: string; milli: number | null } | undefined;
  if (job === undefined) return null;
  const live = ctx.host.jobProgress(job.id);
  return {
    jobId: job.id,
    usable,
    progressMilli: live?.milli ?? job.milli,
    progressCode: live?.code ?? null,
  };
}

/** Only people whose PIN is still the demo's: one that somebody changed is nobody's business. */
function listDemoPins(ctx: ServiceContext): OutletState['demoPins'] {
  const changed = new Set(
    ctx.read
      .prepare(
        "SELECT DISTINCT entity_id FROM audit WHERE entity = 'staff' AND action GLOB '*pin*' AND action <> 'session.pin_wrong'",
      )
      .pluck()
      .all() as string[],
  );
  return readDemoFile()
    .staff.filter((person) => !changed.has(person.id))
    .map((person) => ({ staffId: person.id, pin: person.demo_pin }));
}

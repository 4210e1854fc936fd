import { withoutFeatures } from '../../../domain/access/features.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { ServiceContext, Session } from '../context.ts';
import { readFeaturesOff } from '../features.ts';

export type Me = OutputOf<'session.me'>;

/** Who is at this desk and what the window may show. */
export function getMe(ctx: ServiceContext): Me {
  const session = currentSession(ctx);
  const state = ctx.host.sessions.state(session);
  return {
    state,
    deskId: session.deskId,
    language: session.language,
    staff: session.staffId === null ? null : getStaff(ctx, session, session.staffId),
    outlet: findOutlet(ctx),
    roleNames: listRoleNames(ctx),
    features: listFeatures(ctx),
  };
}

/** The session after a login or logout in this same call; `ctx.session` is how it was before. */
export function currentSession(ctx: ServiceContext): Session {
  return ctx.host.sessions.list().find((other) => other.id === ctx.session.id) ?? ctx.session;
}

function getStaff(ctx: ServiceContext, session: Session, staffId: string): Me['staff'] {
  const row = ctx.read.prepare('SELECT code, name, name_en AS nameEn FROM staff WHERE id = ?').get(staffId) as
    | { code: string; name: string; nameEn: string }
    | undefined;
  if (!row) return null;
  return {
    id: staffId,
    ...row,
    teamId: session.teamId,
    roles: [...session.roles],
    permissions: Object.fromEntries(withoutFeatures(session.permissions, readFeaturesOff(ctx.read))),
  };
}

function findOutlet(ctx: ServiceContext): Me['outlet'] {
  const row = ctx.read
    .prepare('SELECT code, name_zh AS nameZh, name_en AS nameEn, zone, demo FROM outlet ORDER BY seq LIMIT 1')
    .get() as { code: string; nameZh: string; nameEn: string; zone: string; demo: number } | undefined;
  return row ? { ...row, demo: row.demo === 1 } : null;
}

/** What roles are called, in the order in which they were made. */
export function listRoleNames(ctx: ServiceContext): Me['roleNames'] {
  return ctx.read
    .prepare('SELECT id, name_zh AS nameZh, name_en AS nameEn FROM role ORDER BY seq LIMIT 100')
    .all() as Me['roleNames'];
}

function listFeatures(ctx: ServiceContext): Record<string, boolean> {
  return Object.fromEntries([...readFeaturesOff(ctx.read)].map((code) => [code, false]));
}

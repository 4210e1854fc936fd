import type { Handlers, ServiceContext } from '../../context.ts';
import { statement } from '../../../../db/queries/statements.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';

/** How long a desk holds a user it said it would call; a call that takes longer is claimed again by its log. */
const claimMs = 10 * 60_000;

interface Claim {
  deskId: string;
  staffId: string | null;
  since: number;
  untilAt: number;
}

/**
 * Who is calling whom, per open store, by customer: two orders of one user are one call. It is nothing to keep: after
 * a restart nobody is on the phone for us.
 */
const rooms = new WeakMap<object, Map<string, Claim>>();

function claimsOf(ctx: ServiceContext): Map<string, Claim> {
  let claims = rooms.get(ctx.read);
  if (claims === undefined) rooms.set(ctx.read, (claims = new Map()));
  const now = ctx.env.now();
  for (const [key, claim] of claims) if (claim.untilAt <= now) claims.delete(key);
  return claims;
}

const nameOf = (ctx: ServiceContext, staffId: string | null): string | null =>
  staffId === null
    ? null
    : ((statement(ctx.read, 'SELECT name FROM staff WHERE id = ?').pluck().get(staffId) as
        | string
        | undefined) ?? null);

const shown = (ctx: ServiceContext, claim: Claim) => ({
  mine: claim.deskId === ctx.session.deskId,
  staffName: nameOf(ctx, claim.staffId),
  since: claim.since,
  untilAt: claim.untilAt,
});

/** Who is calling this user now, or null. */
export function findClaim(ctx: ServiceContext, customerId: string) {
  const claim = claimsOf(ctx).get(customerId);
  return claim === undefined ? null : shown(ctx, claim);
}

/** The desk let its user go: a call was logged or another was opened. */
export function releaseClaim(ctx: ServiceContext): void {
  const claims = claimsOf(ctx);
  for (const [key, claim] of claims) if (claim.deskId === ctx.session.deskId) claims.delete(key);
}

export const claimHandlers = {
  'orders.claimCall': (ctx, input) => {
    if (input.id === null) {
      releaseClaim(ctx);
      return { claim: null };
    }
    const customerId = statement(ctx.read, 'SELECT customer_id FROM work_order WHERE id = ?')
      .pluck()
      .get(input.id) as string | undefined;
    if (customerId === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.id });
    const claims = claimsOf(ctx);
    const held = claims.get(customerId);
    if (held !== undefined && held.deskId !== ctx.session.deskId && !input.take)
      return { claim: shown(ctx, held) };
    releaseClaim(ctx);
    const now = ctx.env.now();
    const claim: Claim = {
      deskId: ctx.session.deskId,
      staffId: ctx.session.staffId,
      since: held?.deskId === ctx.session.deskId ? held.since : now,
      untilAt: now + claimMs,
    };
    claims.set(customerId, claim);
    return { claim: shown(ctx, claim) };
  },
} satisfies Handlers;

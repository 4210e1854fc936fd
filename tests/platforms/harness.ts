import { readFileSync } from 'node:fs';
import { fakeEnv, fakeStart } from '../support/fake-env.ts';
import { fetchNet } from '../../main/host/net.ts';
import type { Env, NetPort } from '../../domain/kernel/env.ts';
import { findPlatform } from '../../main/platforms/index.ts';
import type {
  JsonCursor,
  PlatformContext,
  PlatformDefinition,
  RawItem,
} from '../../main/platforms/adapter.ts';
import { sandboxNet } from '../../main/platforms/sandbox/net.ts';
import { sandboxes } from '../../main/platforms/sandboxes.ts';
import type { RunnableSandbox, SandboxOptions } from '../../main/platforms/sandboxes.ts';
import type { OutletShapes } from '../../main/platforms/sandbox/shapes.ts';

export const demoOutlet = JSON.parse(
  readFileSync(new URL('../../db/seed/demo-outlet.json', import.meta.url), 'utf8'),
) as OutletShapes;

export const hour = 3_600_000;
export const day = 24 * hour;

export interface Rig {
  env: Env & { jump(ms: number): void };
  /** The platform's own clock; moves only by `pass`. */
  clock: { ms: number };
  pass(ms: number): void;
  sandbox: RunnableSandbox;
  platform: PlatformDefinition;
  ctx: PlatformContext;
}

/** A connection and its stand-in, joined without sockets unless `net` and `address` are given. */
export function rig(
  name: 'own' | 'tmall',
  options: Partial<SandboxOptions> & {
    settings?: Record<string, unknown>;
    net?: NetPort;
    address?: string;
  } = {},
): Rig {
  const fake = fakeEnv({ seed: 7 });
  const clock = { ms: fakeStart };
  const { settings, net, address, ...wanted } = options;
  const sandbox = (sandboxes[name] as (typeof sandboxes)[string])({
    outlet: demoOutlet,
    connection: name === 'own' ? 'C-OWN' : 'C-TM',
    seed: 11,
    now: () => clock.ms,
    startAt: fakeStart - 2 * day,
    secret: 'a test secret, long enough',
    ...wanted,
  });
  const origin = address ?? `http://${name}.sandbox`;
  const env = Object.assign(fake, { net: net ?? sandboxNet({ [origin]: sandbox.handle }) });
  const platform = findPlatform(name) as PlatformDefinition;
  const parsed = platform.settings.parse({ ...sandbox.settingsFor(origin), ...settings });
  return {
    env,
    clock,
    pass(ms) {
      clock.ms += ms;
      env.jump(ms);
    },
    sandbox,
    platform,
    ctx: { env, settings: parsed, memory: { skewMs: null } },
  };
}

export { fetchNet };

/** Pulls until the platform has no more, like the engine does; a fault ends the run. */
export async function pullAll(
  { platform, ctx }: Rig,
  cursor: JsonCursor = null,
  onPage: (items: RawItem[], page: number) => void | Promise<void> = () => undefined,
): Promise<{ items: RawItem[]; cursor: JsonCursor; pages: number }> {
  const items: RawItem[] = [];
  let at = cursor;
  for (let page = 1; page <= 3_000; page += 1) {
    const pulled = await platform.pullPage(at, ctx);
    items.push(...pulled.items);
    at = pulled.nextCursor;
    await onPage(pulled.items, page);
    if (!pulled.more) return { items, cursor: at, pages: page };
  }
  throw new Error('the pull does not end');
}

export function idsOf(items: readonly RawItem[]): string[] {
  return [...new Set(items.map(({ upstreamId }) => upstreamId))].sort();
}

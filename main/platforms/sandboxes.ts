/**
 * Stand-in platforms by adapter name, fed by an outlet's own shapes and rhythm. The demo outlet points its
 * connections at them; tests and the simulator call `handle` without a port.
 */
import { createOwnSandbox } from './own/sandbox.ts';
import type { MisbehaveOptions, Misbehaviour } from './sandbox/misbehave.ts';
import { makeMessages } from './sandbox/make-messages.ts';
import { makeOrders } from './sandbox/make-orders.ts';
import type { OrderSource } from './sandbox/make-orders.ts';
import type { OutletShapes, SandboxOrder } from './sandbox/shapes.ts';
import { SandboxWorld } from './sandbox/world.ts';
import type { WireHandler } from './sandbox/wire.ts';
import { createTmallSandbox } from './tmall/sandbox.ts';
import { brandId, categoryId, sandboxStatusMap } from './tmall/sandbox-card.ts';

export interface SandboxOptions {
  /** An outlet's data, e.g. db/seed/demo-outlet.json. */
  outlet: OutletShapes;
  /** Connection code in it, e.g. `C-TM`. */
  connection: string;
  seed: number | string;
  /** The platform's clock. */
  now: () => number;
  /** Orders exist from here on, UTC ms. */
  startAt: number;
  /** Shared by sandbox and connection; any text. */
  secret: string;
  scale?: number;
  twin?: string;
  /** False: no orders of its own; the caller adds them to `world`. */
  rhythm?: boolean;
  settleAfterMs?: number;
  settleFen?: (order: SandboxOrder, feeFen: number) => number;
  /** It writes about orders (urges, notes, complaints) from then on, UTC ms; never unless told. */
  messagesFrom?: number;
  misbehave?: MisbehaveOptions;
}

export interface RunnableSandbox {
  handle: WireHandler;
  trouble: Misbehaviour;
  world: SandboxWorld;
  /** Settings of a connection that talks to it at this address. */
  settingsFor(address: string): Record<string, unknown>;
}

function worldOf(
  options: SandboxOptions,
  idStyle: OrderSource['idStyle'],
  commissionPercent: number,
): SandboxWorld {
  const source: OrderSource = {
    seed: options.seed,
    outlet: options.outlet,
    connection: options.connection,
    idStyle,
    ...(options.scale === undefined ? {} : { scale: options.scale }),
    ...(options.twin === undefined ? {} : { twin: options.twin }),
  };
  return new SandboxWorld({
    now: options.now,
    startAt: options.startAt,
    commissionPercent,
    settleAfterMs: options.settleAfterMs ?? 7 * 86_400_000,
    ...(options.rhythm === false
      ? {}
      : { source: (from: number, to: number) => makeOrders(source, from, to) }),
    ...(options.settleFen === undefined ? {} : { settleFen: options.settleFen }),
    ...(options.messagesFrom === undefined
      ? {}
      : { messages: (order: SandboxOrder) => messagesFrom(order, options.messagesFrom ?? 0) }),
  });
}

const messagesFrom = (order: SandboxOrder, fromMs: number) =>
  makeMessages(order).filter((planned) => planned.at >= fromMs);

function ownSandbox(options: SandboxOptions): RunnableSandbox {
  const keyId = `outlet-${options.connection}`;
  const world = worldOf(options, 'letters', 0);
  const { handle, trouble } = createOwnSandbox({
    world,
    keyId,
    secret: options.secret,
    ...(options.misbehave === undefined ? {} : { misbehave: options.misbehave }),
  });
  return {
    handle,
    trouble,
    world,
    settingsFor: (address) => ({ baseAddress: address, keyId, secret: options.secret }),
  };
}

function tmallSandbox(options: SandboxOptions): RunnableSandbox {
  const { outlet, secret } = options;
  const keys = { appKey: '10000001', appSecret: secret, session: `session-${secret}` };
  const world = worldOf(options, 'digits18', 5);
  const { handle, trouble } = createTmallSandbox({
    world,
    ...keys,
    ...(options.misbehave === undefined ? {} : { misbehave: options.misbehave }),
  });
  const categories = new Set(outlet.product_models.map(({ category }) => category));
  return {
    handle,
    trouble,
    world,
    settingsFor: (address) => ({
      ...keys,
      gatewayAddress: `${address}/router/rest`,
      statusMap: sandboxStatusMap,
      serviceTypeMap: Object.fromEntries(outlet.service_items.map((item) => [item.code, item.service_type])),
      categoryMap: Object.fromEntries([...categories].map((category) => [categoryId(category), category])),
      brandMap: Object.fromEntries(outlet.brands.map((brand) => [brandId(brand.code), brand.name_zh])),
    }),
  };
}

export const sandboxes: Readonly<Record<string, (options: SandboxOptions) => RunnableSandbox>> = {
  own: ownSandbox,
  tmall: tmallSandbox,
};

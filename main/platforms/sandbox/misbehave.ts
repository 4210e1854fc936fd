/**
 * Trouble on request. `rates` gives each kind a probability per request (seeded); `once` queues exact trouble
 * for the next requests, so a test can break one exchange at one byte.
 */
import { createChance, seedOf } from './random.ts';
import type { Chance } from './random.ts';
import { httpDate } from './wire.ts';
import type { WireAnswer, WireHandler, WireRequest } from './wire.ts';
import type { SandboxWorld } from './world.ts';

export const troubles = [
  'unseen', // lost before processing
  'lost', // processed, the answer lost
  'limited', // refused with a waiting time
  'failing', // 500 without processing
  'failing_after', // processed, then 500
  'truncated', // a whole answer whose text ends early
  'cut', // the connection breaks inside the body
  'delayed',
] as const;

export type Trouble = (typeof troubles)[number];

export interface TroubleRates extends Partial<Record<Trouble, number>> {
  /** Per page: repeats an item, shuffles the items. */
  repeat?: number;
  reorder?: number;
  /** Per request: an open order is withdrawn, an address changes. */
  cancel?: number;
  move?: number;
}

export interface ExactTrouble {
  kind: Trouble;
  /** For `cut` and `truncated`. */
  atByte?: number;
  /** For `limited`. */
  seconds?: number;
  /** Only requests this accepts; others pass untouched. */
  when?: (request: WireRequest) => boolean;
}

export interface MisbehaveOptions {
  seed: number | string;
  rates?: TroubleRates;
  /** How this platform says "slow down"; HTTP 429 unless told. */
  limitedAnswer?: (seconds: number) => WireAnswer;
  failingAnswer?: () => WireAnswer;
  maxDelayMs?: number;
}

export class Misbehaviour {
  rates: TroubleRates;
  private readonly chance: Chance;
  private readonly options: MisbehaveOptions;
  private readonly queue: ExactTrouble[] = [];
  private remembered: string[] = [];

  constructor(options: MisbehaveOptions) {
    this.options = options;
    this.rates = options.rates ?? {};
    this.chance = createChance(seedOf('misbehave', options.seed));
  }

  /** The next fitting requests meet exactly this, in order. */
  once(...exact: ExactTrouble[]): void {
    this.queue.push(...exact);
  }

  /** Ends all trouble, so that a run can settle. */
  calm(): void {
    this.rates = {};
    this.queue.length = 0;
  }

  private choose(request: WireRequest): ExactTrouble | null {
    const at = this.queue.findIndex((exact) => exact.when === undefined || exact.when(request));
    if (at !== -1) return this.queue.splice(at, 1)[0] as ExactTrouble;
    for (const kind of troubles) {
      const rate = this.rates[kind] ?? 0;
      if (rate > 0 && this.chance.hit(rate)) return { kind };
    }
    return null;
  }

  /** Repeats earlier items inside a page and shuffles it. */
  shape(items: readonly string[]): string[] {
    const shaped = [...items];
    if ((this.rates.repeat ?? 0) > 0) {
      for (const earlier of [...this.remembered, ...items]) {
        if (this.chance.hit(this.rates.repeat ?? 0)) shaped.push(earlier);
      }
      this.remembered = items.slice(-5);
    }
    if ((this.rates.reorder ?? 0) > 0 && this.chance.hit(this.rates.reorder ?? 0)) {
      for (let at = shaped.length - 1; at > 0; at -= 1) {
        const other = this.chance.below(at + 1);
        [shaped[at], shaped[other]] = [shaped[other] as string, shaped[at] as string];
      }
    }
    return shaped;
  }

  /** The platform changes its mind while we work. */
  stir(world: SandboxWorld): void {
    const { cancel = 0, move = 0 } = this.rates;
    const wantsCancel = cancel > 0 && this.chance.hit(cancel);
    const wantsMove = move > 0 && this.chance.hit(move);
    if (!wantsCancel && !wantsMove) return;
    const open = [...world.cards.values()].filter((card) => world.isOpen(card));
    if (open.length === 0) return;
    if (wantsCancel) world.cancel(this.chance.pick(open).order.id);
    if (wantsMove) {
      const card = this.chance.pick(open);
      const detail = `${card.order.address.detail.replace(/(改\d+)?$/, '')}改${1 + this.chance.below(99)}`;
      world.changeAddress(card.order.id, { ...card.order.address, detail });
    }
  }

  /** Puts the trouble around a well-behaved handler. */
  wrap(inner: WireHandler): WireHandler {
    return (request) => {
      const trouble = this.choose(request);
      if (trouble === null) return inner(request);
      const nothing: WireAnswer = { status: 0, headers: {}, body: new Uint8Array(0) };
      switch (trouble.kind) {
        case 'unseen':
          return { ...nothing, drop: 'unseen' };
        case 'lost':
          inner(request);
          return { ...nothing, drop: 'lost' };
        case 'limited': {
          const seconds = trouble.seconds ?? 1 + this.chance.below(5);
          return (
            this.options.limitedAnswer?.(seconds) ?? {
              ...nothing,
              status: 429,
              headers: { 'retry-after': String(seconds) },
            }
          );
        }
        case 'failing':
          return this.options.failingAnswer?.() ?? { ...nothing, status: 503 };
        case 'failing_after':
          inner(request);
          return this.options.failingAnswer?.() ?? { ...nothing, status: 502 };
        case 'truncated': {
          const answer = inner(request);
          const at = trouble.atByte ?? this.chance.below(answer.body.length + 1);
          return { ...answer, body: answer.body.slice(0, at) };
        }
        case 'cut': {
          const answer = inner(request);
          return { ...answer, cutAfterBytes: trouble.atByte ?? this.chance.below(answer.body.length + 1) };
        }
        case 'delayed':
          return { ...inner(request), delayMs: 1 + this.chance.below(this.options.maxDelayMs ?? 50) };
      }
    };
  }
}

/** Adds the platform's clock to every answer that has none. */
export function dated(inner: WireHandler, now: () => number): WireHandler {
  return (request) => {
    const answer = inner(request);
    return { ...answer, headers: { date: httpDate(now()), ...answer.headers } };
  };
}

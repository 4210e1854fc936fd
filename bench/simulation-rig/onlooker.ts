import type { NetAnswer, NetRequest } from '../../domain/kernel/env.ts';
import type { Store } from '../../db/store.ts';
import type { SandboxCard, SandboxWorld } from '../../main/platforms/sandbox/world.ts';
import { sandboxStatusMap } from '../../main/platforms/tmall/sandbox-card.ts';

/** One request by which Tmall was to be told a step. */
interface Telling {
  messageId: string;
  upstreamId: string;
  /** Place among the steps the card was told; null where the platform did not take it. */
  place: number | null;
  /** An answer to it reached us whole. */
  heard: boolean;
  /** Nothing that had reached us when we told it again, and nothing the card then said, showed that it had arrived. */
  unknowable: boolean;
}

/**
 * Stands beside the line to Tmall and writes down what the platform took and what we could know of it. It decides
 * nothing the engine decides: it sees both ends.
 */
export class Onlooker {
  readonly #world: SandboxWorld;
  readonly #store: () => Store;
  readonly #tellings: Telling[] = [];

  constructor(world: SandboxWorld, store: () => Store) {
    this.#world = world;
    this.#store = store;
  }

  /** Call before a request goes out; tell the returned function what came back, null for nothing. */
  watch(request: NetRequest): (answer: NetAnswer | null) => void {
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const upstreamId = form.get('workcard_id');
    const card = upstreamId === null ? undefined : this.#world.cards.get(upstreamId);
    if (upstreamId === null || card === undefined) return () => {};
    const messageId = this.#store()
      .read.prepare(
        "SELECT o.id FROM outbox o JOIN source_order s ON s.id = o.source_order_id WHERE s.connection_id = 'C-TM' AND s.upstream_id = ? AND o.state = 'sending' ORDER BY o.position",
      )
      .pluck()
      .get(upstreamId) as string;
    for (const before of this.#tellings)
      if (before.messageId === messageId && before.place !== null && !before.heard)
        before.unknowable = !this.#shows(card, before.place);
    const told = card.told.length;
    return (answer) => {
      const place = card.told.length > told ? told : null;
      const heard = answer !== null && isWhole(answer);
      this.#tellings.push({ messageId, upstreamId, place, heard, unknowable: false });
    };
  }

  /** Places among the steps a card was told of which nobody on our side could know. */
  unknowable(upstreamId: string): Set<number> {
    return new Set(
      this.#tellings.flatMap((one) =>
        one.upstreamId === upstreamId && one.unknowable && one.place !== null ? [one.place] : [],
      ),
    );
  }

  /** Whether the card as it is now, or as it was in anything taken in, shows the step told at this place. */
  #shows(card: SandboxCard, place: number): boolean {
    const told = card.told[place];
    if (told === undefined) return false;
    if (told.step === 'assign') return card.worker?.id === told.detail.worker?.id;
    if (told.step === 'reserve') return card.slot?.startAt === told.detail.slot?.startAt;
    if (told.step !== 'suspend' || card.status === 'on_hold') return true;
    const { read, sealer } = this.#store();
    const taken = read
      .prepare("SELECT raw_sealed FROM inbox WHERE connection_id = 'C-TM' AND upstream_id = ?")
      .pluck()
      .all(card.order.id) as string[];
    return taken.some((sealed) => {
      const raw = JSON.parse(sealer.open<string>(sealed) ?? '{}') as Record<string, string>;
      return sandboxStatusMap[raw['status_code'] ?? ''] === 'on_hold' && Number(raw['gmt_modify']) >= told.at;
    });
  }
}

/** A TOP answer that came to its end and is no error of the gateway. */
function isWhole(answer: NetAnswer): boolean {
  try {
    return !Object.hasOwn(JSON.parse(new TextDecoder().decode(answer.body)) as object, 'error_response');
  } catch {
    return false;
  }
}

import { expect, type Locator } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { ask } from '../fixtures/ask.ts';
import { ScreenPage } from './screen.ts';

type Day = OutputOf<'dispatch.day'>;
type Card = Day['unassigned'][number];
type Candidate = OutputOf<'dispatch.candidates'>['candidates'][number];

/** An order that waits and a person for it, with what the board would say of the two. */
export interface Pair {
  card: Card;
  candidate: Candidate;
  /** Number of the person's row, from one. */
  key: number;
}

/** The dispatch board of one day. */
export class DispatchPage extends ScreenPage {
  readonly pool = this.page.locator('.board-pool .queue-item');
  readonly chosen = this.page.locator('.board-pool .queue-item[aria-pressed="true"]');
  readonly chosenPerson = this.page.locator('.board-row[data-chosen]');
  readonly plan = this.page.locator('.dispatch-plan');
  readonly rows = this.page.locator('.board-row');
  readonly grid = this.page.locator('.board-grid');
  readonly bulk = this.page.locator('.ui-bulk');
  readonly foot = this.page.locator('.ui-foot');

  async open(day: string): Promise<void> {
    await this.go(`/dispatch/${day}`);
    await expect(this.chosen).toHaveCount(1);
  }

  /** The first waiting order, in the board's own order, for which somebody stands as the test wants him. */
  async findPair(day: string, wanted: (candidate: Candidate, card: Card) => boolean): Promise<Pair> {
    const board = await ask(this.page, 'dispatch.day', { day });
    for (const card of board.unassigned) {
      const slotId = firstSlot(card, board);
      const { candidates } = await ask(this.page, 'dispatch.candidates', {
        orderId: card.id,
        ...(slotId === null ? {} : { day, slotId }),
      });
      const candidate = candidates.find((one) => wanted(one, card));
      if (!candidate) continue;
      const key = board.people.findIndex((person) => person.staffId === candidate.staffId) + 1;
      if (key > 0) return { card, candidate, key };
    }
    throw new Error('no waiting order and person stand as wanted');
  }

  /** Moves over the waiting orders until this one is chosen. */
  async choose(card: Card): Promise<void> {
    const line = this.poolLine(card);
    await expect(line).toHaveCount(1);
    // What another desk took stands greyed between them; keys go past it
    const ids = await this.pool
      .and(this.page.locator(':enabled'))
      .evaluateAll((lines) => lines.map((one) => one.dataset['card'] ?? ''));
    const from = ids.indexOf((await this.chosen.getAttribute('data-card')) ?? '');
    const to = ids.indexOf(card.id);
    // One at a time: the next key is meant for the line the last one chose
    for (let at = from; at !== to; ) {
      at += Math.sign(to - at);
      await this.press(to > from ? 'ArrowDown' : 'ArrowUp');
      await expect(this.page.locator(`.board-pool [data-card="${ids[at]}"]`)).toHaveAttribute(
        'aria-pressed',
        'true',
      );
    }
  }

  async aimAt(key: number, name: string): Promise<void> {
    for (const digit of String(key)) await this.press(digit);
    await expect(this.chosenPerson).toContainText(name);
  }

  /** The number that chooses a person on this day's board. */
  async keyOf(day: string, staffId: string): Promise<number> {
    const board = await ask(this.page, 'dispatch.day', { day });
    return board.people.findIndex((person) => person.staffId === staffId) + 1;
  }

  /** Says yes where something speaks against a giving; nothing where it went through at once. */
  async passWithYes(card: Card): Promise<void> {
    const yes = this.dialog.getByRole('checkbox').first();
    const isAsked = async () => (await yes.count()) > 0;
    await expect.poll(async () => (await isAsked()) || (await this.poolLine(card).count()) === 0).toBe(true);
    if (!(await isAsked())) return;
    await yes.focus();
    await this.press('Space');
    await expect(yes).toBeChecked();
    await this.press('Enter');
    await expect(this.dialog).toHaveCount(0);
  }

  /** An order in the view of the sub-shops. */
  lot(card: Card): Locator {
    return this.page.locator(`.dispatch-lot[data-card="${card.id}"]`);
  }

  poolLine(card: Card): Locator {
    return this.page.locator(`.board-pool [data-card="${card.id}"]`);
  }

  boardCard(card: Card): Locator {
    return this.page.locator(`.board-grid [data-card="${card.id}"]`);
  }

  /** The order as the store has it. */
  async order(card: Card): Promise<{ state: string; staffId: string | null }> {
    const { order } = await ask(this.page, 'orders.get', { id: card.id });
    return { state: order.state, staffId: order.staffId };
  }
}

/** As the board itself aims on a day to come. */
function firstSlot(card: Card, board: Day): string | null {
  if (card.appointmentDay === board.day) return card.slotId;
  if (card.appointmentState === 'agreed') return null;
  return board.slots[0]?.id ?? null;
}

import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from 'react';
import { useWords } from '../i18n/index.ts';
import { useKeys } from '../lib/use-keys.ts';
import { Meter } from './badge.tsx';
import { useBoardDrag } from './board-drag.ts';
import { Kbd } from './kbd.tsx';

export interface BoardPerson {
  id: string;
  name: string;
  note?: string;
  /** Skills: read where somebody asks, not on every row. */
  title?: string;
  /** Share of the day already taken, per cent. */
  load?: number;
  loadText?: string;
  /** What is theirs beside it, on a line of its own. */
  open?: string;
  /** What stands for or against this person for the chosen card. */
  mark?: ReactNode;
  /** Cannot take the chosen card: shown quietly. */
  dim?: boolean;
}

export interface BoardSlot {
  id: string;
  label: string;
}

export interface BoardCard {
  id: string;
  /** Null: waits in the pool. */
  personId: string | null;
  /** Null with a person: theirs, for a time not agreed yet; it lies beside the name. */
  slotId: string | null;
  /** What tells it apart from the others, before its title. */
  mark?: string | null;
  /** Said behind the mark, never broken. */
  number?: string;
  /** 09:00 */
  time?: string;
  title: string;
  sub?: string;
  /** normal is fixed, proposal dashed, done green, void struck out. */
  kind?: 'normal' | 'proposal' | 'done' | 'void';
  movable?: boolean;
  /** Taken away by another desk: stays in its place, greyed, until the list is renewed. */
  gone?: boolean;
}

/** Where the chosen card would go. Slot null: the booking stays as it is. */
export interface BoardTarget {
  personId: string | null;
  slotId: string | null;
}

export interface BoardProps {
  label: string;
  people: readonly BoardPerson[];
  slots: readonly BoardSlot[];
  cards: readonly BoardCard[];
  leave?: ReadonlyArray<{ personId: string; slotId: string; label: string }>;
  /** Head of the pool: count and order. */
  poolHead: ReactNode;
  renderPoolCard: (card: BoardCard) => ReactNode;
  current: string | null;
  onCurrent: (cardId: string | null) => void;
  target: BoardTarget;
  onTarget: (target: BoardTarget) => void;
  /** Enter: give the chosen card to the target. */
  onGive: () => void;
  /** A card dropped on a cell. */
  onMove: (cardId: string, personId: string, slotId: string) => void;
  onOpen?: (cardId: string) => void;
  /** While true the caller keeps its rows as they are, so that nothing moves under the pointer. */
  onDragging?: (dragging: boolean) => void;
  /** Waiting cards chosen together. Space or X marks, Shift with arrows or a click marks a run, Mod with a click one. */
  marked?: ReadonlySet<string>;
  onMarked?: (ids: ReadonlySet<string>) => void;
  poolEmpty?: ReactNode;
}

/**
 * People × slots. Pointer: drag a card onto a cell. Keys: arrows choose a waiting card, a number chooses the person
 * (two digits where there are more than nine), S or the side arrows the slot, Enter gives.
 */
export function Board(props: BoardProps) {
  const { people, slots, cards, current, onCurrent, target } = props;
  const t = useWords('ui');
  const pool = cards.filter((card) => card.personId === null);
  const chosen = cards.find((card) => card.id === current) ?? null;
  const { drag, over, handlers } = useBoardDrag({
    onDrop: props.onMove,
    onPress: onCurrent,
    onDragging: props.onDragging,
  });

  const step = (by: number) => {
    const live = pool.filter((card) => !card.gone);
    const at = live.findIndex((card) => card.id === current);
    const next = at < 0 ? live[0] : live[Math.max(0, Math.min(live.length - 1, at + by))];
    if (next) onCurrent(next.id);
  };
  const { marked, onMarked } = props;
  const mark = (cardId: string) => {
    const next = new Set(marked);
    if (!next.delete(cardId)) next.add(cardId);
    onMarked?.(next);
  };
  /** Everything between the chosen card and this one is marked. */
  const markTo = (cardId: string) => {
    const live = pool.filter((card) => !card.gone);
    const from = live.findIndex((card) => card.id === current);
    const to = live.findIndex((card) => card.id === cardId);
    if (to < 0) return;
    const run = live.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1);
    onMarked?.(new Set([...(marked ?? []), ...run.map((card) => card.id)]));
  };
  const stepMarking = (by: number) => {
    const live = pool.filter((card) => !card.gone);
    const next = live[live.findIndex((card) => card.id === current) + by];
    if (next === undefined) return;
    markTo(next.id);
    onCurrent(next.id);
  };
  const chooseOrMark = (event: MouseEvent, cardId: string) => {
    if (onMarked && event.shiftKey) markTo(cardId);
    else if (onMarked && (event.ctrlKey || event.metaKey)) mark(cardId);
    onCurrent(cardId);
  };
  /** Space on the chosen waiting card marks it instead of choosing it once more. */
  const markBySpace = (event: KeyboardEvent, cardId: string) => {
    if (event.key !== ' ' || !onMarked || cardId !== current) return;
    event.preventDefault();
    mark(cardId);
  };
  const moveSlot = (by: number) => {
    const at = slots.findIndex((slot) => slot.id === target.slotId);
    const from = at < 0 && by < 0 ? 0 : at;
    const next = slots[(from + by + slots.length) % slots.length];
    props.onTarget({ ...target, slotId: next?.id ?? null });
  };
  const digits = useRef({ text: '', atMs: 0 });
  const number = (digit: string, atMs: number) => {
    const state = digits.current;
    const both = Number(atMs - state.atMs < 900 ? state.text + digit : digit);
    const value = both <= people.length ? both : Number(digit);
    digits.current = { text: String(value), atMs };
    const person = people[value - 1];
    if (person && chosen) props.onTarget({ ...target, personId: person.id });
  };
  /** The first Enter on a card chooses it (as any button); on the chosen one it gives, wherever the card came from. */
  const giveByEnter = (event: KeyboardEvent, cardId: string) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || cardId !== current) return;
    event.preventDefault();
    props.onGive();
  };
  const group = t('board.group');
  useKeys([
    { keys: 'ArrowDown J', label: t('board.next'), group, run: () => step(1) },
    { keys: 'ArrowUp K', label: t('board.previous'), group, run: () => step(-1) },
    {
      keys: '1 2 3 4 5 6 7 8 9 0',
      label: t('board.person'),
      group,
      run: (event) => number(event.key, event.timeStamp),
    },
    { keys: 'ArrowRight', label: t('board.slot'), group, run: () => moveSlot(1) },
    { keys: 'ArrowLeft', label: '', group, run: () => moveSlot(-1) },
    chosen ? { keys: 'Enter', label: t('board.give'), group, run: props.onGive } : null,
    onMarked && chosen?.personId === null
      ? { keys: 'Space', label: t('board.mark'), group, run: () => mark(chosen.id) }
      : null,
    onMarked
      ? { keys: 'Shift+ArrowDown', label: t('board.markRun'), group, run: () => stepMarking(1) }
      : null,
    onMarked ? { keys: 'Shift+ArrowUp', label: '', group, run: () => stepMarking(-1) } : null,
  ]);

  const cardButton = (card: BoardCard) => (
    <button
      key={card.id}
      type="button"
      className="board-card"
      data-card={card.id}
      data-kind={card.kind}
      aria-pressed={card.id === current}
      title={[card.mark, card.mark && card.number, card.time, card.title, card.sub]
        .filter(Boolean)
        .join(' · ')}
      {...handlers(card.id, card.movable !== false)}
      onClick={() => onCurrent(card.id)}
      onDoubleClick={() => props.onOpen?.(card.id)}
      onKeyDown={(event) => giveByEnter(event, card.id)}
    >
      {card.mark ? (
        <span className="board-card-mark">
          {card.mark} <span className="board-card-number">{card.number}</span>
        </span>
      ) : null}
      {/* What is over takes one line: where it was; the rest is read at the pointer */}
      <span className="board-card-title">
        {card.time ? <span className="strong">{card.time} </span> : null}
        {card.kind === 'done' ? card.sub || card.title : card.title}
      </span>
      {card.sub && card.kind !== 'done' ? <small className="truncate">{card.sub}</small> : null}
    </button>
  );
  const columns = { gridTemplateColumns: `136px repeat(${slots.length}, minmax(124px, 1fr))` };
  const dragged = drag ? cards.find((card) => card.id === drag.id) : undefined;
  return (
    <div className="board" role="group" aria-label={props.label}>
      <div className="board-pool" tabIndex={0} role="region" aria-label={t('board.waiting')}>
        <header>{props.poolHead}</header>
        {pool.length === 0 ? props.poolEmpty : null}
        {pool.map((card) => (
          <button
            key={card.id}
            type="button"
            className="queue-item"
            data-card={card.id}
            aria-pressed={card.id === current}
            data-done={card.gone || undefined}
            data-marked={marked?.has(card.id) || undefined}
            disabled={card.gone}
            ref={(line) => {
              if (line && card.id === current) line.scrollIntoView({ block: 'nearest' });
            }}
            {...handlers(card.id, true)}
            onClick={(event) => chooseOrMark(event, card.id)}
            onKeyDown={(event) => {
              giveByEnter(event, card.id);
              markBySpace(event, card.id);
            }}
          >
            {props.renderPoolCard(card)}
          </button>
        ))}
      </div>
      <div className="board-grid" tabIndex={0} role="region" aria-label={t('board.plan')}>
        <div className="board-head" style={columns}>
          <div />
          {slots.map((slot) => (
            <div key={slot.id} data-target={(chosen && slot.id === target.slotId) || undefined}>
              {slot.label}
            </div>
          ))}
        </div>
        {people.map((person, index) => (
          <div
            key={person.id}
            className="board-row"
            style={columns}
            data-dim={person.dim || undefined}
            data-chosen={person.id === target.personId || undefined}
            ref={(line) => {
              if (line && person.id === target.personId) line.scrollIntoView({ block: 'nearest' });
            }}
          >
            <div className="board-person" title={person.title || undefined}>
              <div className="row spread">
                <span className="strong truncate">{person.name}</span>
                <Kbd keys={String(index + 1)} />
              </div>
              {person.note ? <div className="muted truncate">{person.note}</div> : null}
              {person.load === undefined ? null : (
                <>
                  <Meter percent={person.load} label={t('board.load', { name: person.name })} />
                  <span className="faint">{person.loadText}</span>
                  {person.open ? <div className="faint">{person.open}</div> : null}
                </>
              )}
              {person.mark}
              {cards.filter((card) => card.personId === person.id && card.slotId === null).map(cardButton)}
            </div>
            {slots.map((slot) => {
              const cell = `${person.id} ${slot.id}`;
              const off = props.leave?.find((each) => each.personId === person.id && each.slotId === slot.id);
              const here = cards.filter((card) => card.personId === person.id && card.slotId === slot.id);
              const aimed = chosen !== null && person.id === target.personId && slot.id === target.slotId;
              return (
                <div
                  key={slot.id}
                  className="board-cell"
                  data-board-cell={cell}
                  data-over={over === cell || undefined}
                  data-leave={off ? '' : undefined}
                  data-aimed={aimed || undefined}
                >
                  {off ? <span className="board-off">{off.label}</span> : null}
                  {here.map(cardButton)}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {dragged && drag ? (
        <div className="board-card board-ghost" style={{ left: drag.x + 8, top: drag.y + 8 }}>
          <span className="strong">{dragged.time}</span> {dragged.title}
        </div>
      ) : null}
    </div>
  );
}

/** The board's keys for the foot of the screen. */
export function BoardKeys({ people }: { people: number }) {
  const t = useWords('ui');
  return (
    <span className="board-keys" aria-hidden="true">
      <Kbd keys="ArrowUp" />
      <Kbd keys="ArrowDown" /> <span>{t('board.next')}</span>
      <Kbd keys={`1–${people}`} /> <span>{t('board.personShort')}</span>
      <Kbd keys="ArrowLeft" />
      <Kbd keys="ArrowRight" /> <span>{t('board.slot')}</span>
      <Kbd keys="Enter" /> <span>{t('board.give')}</span>
      <Kbd keys="Mod+Z" /> <span>{t('undo')}</span>
    </span>
  );
}

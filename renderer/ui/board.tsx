import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { useKeys } from '../lib/use-keys.ts';
import { Meter } from './badge.tsx';
import { Kbd } from './kbd.tsx';

export interface BoardPerson {
  id: string;
  name: string;
  /** Skills, area. */
  note?: string;
  /** Share of the day already taken, per cent. */
  load?: number;
  loadText?: string;
}

export interface BoardSlot {
  id: string;
  label: string;
}

export interface BoardCard {
  id: string;
  /** Null: waits in the pool. */
  personId: string | null;
  slotId: string | null;
  /** 09:00 */
  time?: string;
  title: string;
  sub?: string;
  /** normal is fixed, proposal dashed, done green, void struck out. */
  kind?: 'normal' | 'proposal' | 'done' | 'void';
  movable?: boolean;
  /** The slot the user asked for: numbers put the card there. */
  wishedSlotId?: string | null;
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
  onMove: (cardId: string, personId: string, slotId: string) => void;
  /** Enter on a card. */
  onOpen?: (cardId: string) => void;
  poolEmpty?: ReactNode;
}

interface Drag {
  id: string;
  x: number;
  y: number;
  startX: number;
  startY: number;
  live: boolean;
}

/**
 * People × slots. Pointer: drag a card onto a cell. Keys: arrows choose a waiting card, S changes the slot,
 * a number gives it to that person (two digits where there are more than nine).
 */
export function Board(props: BoardProps) {
  const { people, slots, cards, current, onCurrent } = props;
  const t = useWords('ui');
  const [drag, setDrag] = useState<Drag | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [slotId, setSlotId] = useState<string | null>(null);
  const pool = cards.filter((card) => card.personId === null);
  const chosen = cards.find((card) => card.id === current) ?? null;
  const target = slotId ?? chosen?.wishedSlotId ?? chosen?.slotId ?? slots[0]?.id ?? null;
  useEffect(() => setSlotId(null), [current]);

  const step = (by: number) => {
    const at = pool.findIndex((card) => card.id === current);
    const next = pool[Math.max(0, Math.min(pool.length - 1, at + by))];
    if (next) onCurrent(next.id);
  };
  const give = (index: number) => {
    const person = people[index];
    if (!person || !chosen || target === null) return;
    const at = pool.findIndex((card) => card.id === chosen.id);
    props.onMove(chosen.id, person.id, target);
    // The next waiting card comes up, so that a row of numbers assigns a row of orders.
    const next = pool[at + 1] ?? pool[at - 1];
    if (at >= 0) onCurrent(next && next.id !== chosen.id ? next.id : null);
  };
  const digits = useRef({ text: '', timer: undefined as ReturnType<typeof setTimeout> | undefined });
  const number = (digit: string) => {
    const state = digits.current;
    clearTimeout(state.timer);
    state.text += digit;
    const value = Number(state.text);
    const settle = () => {
      state.text = '';
      if (value >= 1) give(value - 1);
    };
    // Wait for a second digit only while one could still follow.
    if (people.length > 9 && value * 10 <= people.length) state.timer = setTimeout(settle, 700);
    else settle();
  };
  const group = t('board.group');
  useKeys([
    { keys: 'ArrowDown J', label: t('board.next'), group, run: () => step(1) },
    { keys: 'ArrowUp K', label: t('board.previous'), group, run: () => step(-1) },
    { keys: '1 2 3 4 5 6 7 8 9 0', label: t('board.give'), group, run: (event) => number(event.key) },
    {
      keys: 'S',
      label: t('board.slot'),
      group,
      run: () => {
        const at = slots.findIndex((slot) => slot.id === target);
        setSlotId(slots[(at + 1) % slots.length]?.id ?? null);
      },
    },
    props.onOpen && current !== null
      ? { keys: 'Enter', label: t('board.open'), group, run: () => props.onOpen?.(current) }
      : null,
  ]);

  const handlers = (card: BoardCard) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      onCurrent(card.id);
      if (card.movable === false) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({
        id: card.id,
        x: event.clientX,
        y: event.clientY,
        startX: event.clientX,
        startY: event.clientY,
        live: false,
      });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag?.id !== card.id) return;
      const live = drag.live || Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) > 4;
      setDrag({ ...drag, x: event.clientX, y: event.clientY, live });
      if (live) setOver(cellAt(event.clientX, event.clientY));
    },
    onPointerUp: () => {
      if (drag?.live && over) {
        const [personId, cellSlot] = over.split(' ');
        if (personId && cellSlot) props.onMove(card.id, personId, cellSlot);
      }
      setDrag(null);
      setOver(null);
    },
    onPointerCancel: () => {
      setDrag(null);
      setOver(null);
    },
  });
  const columns = { gridTemplateColumns: `128px repeat(${slots.length}, minmax(130px, 1fr))` };
  const dragged = drag?.live ? cards.find((card) => card.id === drag.id) : undefined;
  return (
    <div className="board" role="group" aria-label={props.label}>
      <div className="board-pool">
        <header>{props.poolHead}</header>
        {pool.length === 0 ? props.poolEmpty : null}
        {pool.map((card) => (
          <button
            key={card.id}
            type="button"
            className="queue-item"
            aria-pressed={card.id === current}
            ref={(line) => {
              if (line && card.id === current) line.scrollIntoView({ block: 'nearest' });
            }}
            {...handlers(card)}
            onClick={() => onCurrent(card.id)}
          >
            {props.renderPoolCard(card)}
          </button>
        ))}
      </div>
      <div className="board-grid" tabIndex={0} role="region" aria-label={t('board.plan')}>
        <div className="board-head" style={columns}>
          <div />
          {slots.map((slot) => (
            <div key={slot.id} data-target={(chosen && slot.id === target) || undefined}>
              {slot.label}
            </div>
          ))}
        </div>
        {people.map((person, index) => (
          <div key={person.id} className="board-row" style={columns}>
            <div className="board-person">
              <div className="row spread">
                <span className="strong truncate">{person.name}</span>
                <Kbd keys={String(index + 1)} />
              </div>
              {person.note ? <div className="muted truncate">{person.note}</div> : null}
              {person.load === undefined ? null : (
                <>
                  <Meter percent={person.load} label={t('board.load', { name: person.name })} />
                  <span className="faint">{person.loadText}</span>
                </>
              )}
            </div>
            {slots.map((slot) => {
              const cell = `${person.id} ${slot.id}`;
              const off = props.leave?.find((each) => each.personId === person.id && each.slotId === slot.id);
              return (
                <div
                  key={slot.id}
                  className="board-cell"
                  data-board-cell={cell}
                  data-over={over === cell || undefined}
                  data-leave={off ? '' : undefined}
                >
                  {off?.label}
                  {cards
                    .filter((card) => card.personId === person.id && card.slotId === slot.id)
                    .map((card) => (
                      <button
                        key={card.id}
                        type="button"
                        className="board-card"
                        data-kind={card.kind}
                        aria-pressed={card.id === current}
                        {...handlers(card)}
                        onClick={() => onCurrent(card.id)}
                        onDoubleClick={() => props.onOpen?.(card.id)}
                      >
                        <span className="strong">{card.time}</span> {card.title}
                        {card.sub ? <small className="truncate">{card.sub}</small> : null}
                      </button>
                    ))}
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

function cellAt(x: number, y: number): string | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-board-cell]');
  return cell && cell.dataset.leave === undefined ? (cell.dataset.boardCell ?? null) : null;
}

/** The board's keys for the foot of the screen. */
export function BoardKeys({ people }: { people: number }) {
  const t = useWords('ui');
  return (
    <span className="board-keys" aria-hidden="true">
      <Kbd keys="ArrowUp" />
      <Kbd keys="ArrowDown" /> <span>{t('board.next')}</span>
      <Kbd keys={`1–${people}`} /> <span>{t('board.giveShort')}</span>
      <Kbd keys="S" /> <span>{t('board.slot')}</span>
      <Kbd keys="Mod+Z" /> <span>{t('undo')}</span>
    </span>
  );
}

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { useKeys } from '../lib/use-keys.ts';
import { Button } from './button.tsx';
import { keepDecided } from './keep-decided.ts';
import { Splitter } from './splitter.tsx';

export interface Decision<T> {
  id: string;
  label: string;
  hotkey: string;
  variant?: 'plain' | 'primary' | 'danger';
  /** Word shown on the item afterwards; default the label. */
  done?: string;
  /** False keeps the item open (asked back, refused); anything else opens the next. */
  run: (item: T) => Promise<boolean | void> | boolean | void;
  /** Why this decision is not possible for the item, or null. */
  blocked?: (item: T) => string | null;
}

export interface QueueProps<T> {
  /** Names the remembered divider. */
  name: string;
  label: string;
  items: readonly T[];
  itemKey: (item: T) => string;
  /** One entry of the side list: two or three short lines. */
  renderItem: (item: T) => ReactNode;
  /** Everything needed to decide, without another click. */
  renderDesk: (item: T) => ReactNode;
  decisions: readonly Decision<T>[];
  /** What is shown when all is decided or nothing is there. */
  empty: ReactNode;
  /** Opened first (deep link). */
  initialKey?: string | null;
  onCurrent?: (key: string | null) => void;
}

/**
 * One thing after the other: arrows move, a key decides, the next opens. Decided items stay in place, greyed with
 * the decision, so nothing jumps under the cursor; the list is renewed when the person comes back.
 */
export function Queue<T>(props: QueueProps<T>) {
  const { itemKey, decisions } = props;
  const t = useWords('ui');
  const [current, setCurrent] = useState<string | null>(props.initialKey ?? null);
  const [done, setDone] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState<string | null>(null);
  const side = useRef<HTMLDivElement>(null);
  const lastIndex = useRef(0);
  const shown = useRef<readonly T[]>(props.items);
  shown.current = keepDecided(shown.current, props.items, itemKey, (each) => done.has(each));
  const items = shown.current;

  const found = items.findIndex((item) => itemKey(item) === current);
  const index = found >= 0 ? found : Math.min(lastIndex.current, items.length - 1);
  const item = items[index];
  const key = item === undefined ? null : itemKey(item);
  lastIndex.current = Math.max(0, index);
  useEffect(() => props.onCurrent?.(key), [key]);
  useEffect(() => {
    side.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [key]);

  const go = (to: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, to))];
    if (next) setCurrent(itemKey(next));
  };
  const decide = async (decision: Decision<T>) => {
    if (!item || key === null || busy || done.has(key) || decision.blocked?.(item)) return;
    setBusy(decision.id);
    try {
      if ((await decision.run(item)) === false) return;
      const marked = new Map(done).set(key, decision.done ?? decision.label);
      setDone(marked);
      const rest = [...items.slice(index + 1), ...items.slice(0, index)];
      const next = rest.find((each) => !marked.has(itemKey(each)));
      if (next) setCurrent(itemKey(next));
    } finally {
      setBusy(null);
    }
  };
  useKeys([
    { keys: 'ArrowDown J', label: t('queue.next'), group: t('queue.group'), run: () => go(index + 1) },
    { keys: 'ArrowUp K', label: t('queue.previous'), group: t('queue.group'), run: () => go(index - 1) },
  ]);
  if (!item || key === null) return <>{props.empty}</>;
  const left = items.filter((each) => !done.has(itemKey(each))).length;
  return (
    <Splitter
      name={`queue.${props.name}`}
      initial={760}
      initialLeft={460}
      min={260}
      left={
        <div className="queue-side" role="listbox" aria-label={props.label} ref={side} tabIndex={0}>
          {items.map((each) => {
            const mine = itemKey(each);
            return (
              <div
                key={mine}
                role="option"
                aria-selected={mine === key}
                className="queue-item"
                data-done={done.has(mine) || undefined}
                onClick={() => setCurrent(mine)}
              >
                {props.renderItem(each)}
                {done.has(mine) ? <span className="faint">{done.get(mine)}</span> : null}
              </div>
            );
          })}
        </div>
      }
      right={
        <div className="queue-desk">
          {props.renderDesk(item)}
          <div className="queue-decide">
            {decisions.map((decision) => {
              const blocked = decision.blocked?.(item) ?? null;
              return (
                <Button
                  key={decision.id}
                  variant={decision.variant}
                  hotkey={decision.hotkey}
                  disabled={blocked !== null || done.has(key)}
                  pending={busy === decision.id}
                  onPress={() => void decide(decision)}
                >
                  {decision.label}
                </Button>
              );
            })}
            <span className="faint grow num">{t('queue.left', { n: left })}</span>
          </div>
        </div>
      }
    />
  );
}

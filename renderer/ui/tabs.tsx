import type { KeyboardEvent } from 'react';
import { countText } from '../lib/format.ts';

export interface Tab {
  id: string;
  label: string;
  count?: number;
  /** Larger than the count shown (capped counts): 9,999+. */
  more?: boolean;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
}

function onArrows(event: KeyboardEvent<HTMLElement>, { tabs, value, onChange }: TabsProps): void {
  const at = tabs.findIndex((tab) => tab.id === value);
  const to: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  const index = to[event.key];
  const next = index === undefined ? undefined : tabs[(index + tabs.length) % tabs.length];
  if (!next) return;
  event.preventDefault();
  onChange(next.id);
  (event.currentTarget.querySelector(`[data-tab="${CSS.escape(next.id)}"]`) as HTMLElement | null)?.focus();
}

/** Views of one list with their counts; arrows move between them. The panel below is the list itself. */
export function Tabs(props: TabsProps) {
  return (
    <div
      className="ui-tabs"
      role="tablist"
      aria-label={props.label}
      onKeyDown={(event) => onArrows(event, props)}
    >
      {props.tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          className="ui-tab"
          aria-selected={tab.id === props.value}
          tabIndex={tab.id === props.value ? 0 : -1}
          onClick={() => props.onChange(tab.id)}
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <b>
              {countText(tab.count)}
              {tab.more ? '+' : ''}
            </b>
          )}
        </button>
      ))}
    </div>
  );
}

/** One of two or three ways to look at the same thing: 日 | 周 | 地图. */
export function Segments(props: TabsProps) {
  return (
    <div
      className="ui-segments"
      role="radiogroup"
      aria-label={props.label}
      onKeyDown={(event) => onArrows(event, props)}
    >
      {props.tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="radio"
          data-tab={tab.id}
          className="ui-tab"
          aria-checked={tab.id === props.value}
          tabIndex={tab.id === props.value ? 0 : -1}
          onClick={() => props.onChange(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

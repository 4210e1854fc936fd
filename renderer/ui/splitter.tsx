import { type ReactNode, useRef, useState } from 'react';
import { usePref } from '../lib/prefs.ts';
import { useWords } from '../i18n/index.ts';

export interface SplitterProps {
  /** Names the divider; its place is remembered per desk under this name. */
  name: string;
  left: ReactNode;
  /** Null: the left pane has all the room, and stays what it was when the right one comes. */
  right: ReactNode | null;
  /** Width of the right pane in px, before anyone moved it. */
  initial?: number;
  /** Most px of the left pane before anyone moved the divider: what a wider window has more goes to the right. */
  initialLeft?: number;
  min?: number;
}

/** Two panes with a remembered divider: drag it, or focus it and use the arrows (Home and End for the ends). */
export function Splitter({ name, left, right, initial = 408, initialLeft, min = 300 }: SplitterProps) {
  const t = useWords('ui');
  const box = useRef<HTMLDivElement>(null);
  const [kept, keep] = usePref(`split.${name}`, initialLeft === undefined ? String(initial) : '');
  const [dragged, setDragged] = useState<number | null>(null);
  const most = () => Math.max(min, (box.current?.clientWidth ?? 1200) - min);
  const bound = (width: number) => Math.round(Math.min(most(), Math.max(min, width)));
  const untouched = initialLeft !== undefined && dragged === null && kept === '';
  const width = dragged ?? (Number(kept) || initial);
  /** As it is drawn now. */
  const drawn = () => (untouched ? Math.max(initial, (box.current?.clientWidth ?? 0) - initialLeft) : width);
  const keys: Record<string, () => number> = {
    ArrowLeft: () => drawn() + 16,
    ArrowRight: () => drawn() - 16,
    Home: most,
    End: () => min,
  };
  return (
    <div className="ui-split" ref={box}>
      <div
        className={untouched && right !== null ? 'ui-split-pane' : 'ui-split-pane grow'}
        style={
          untouched && right !== null
            ? { flex: 'none', width: `clamp(${min}px, calc(100% - ${initial}px), ${initialLeft}px)` }
            : undefined
        }
      >
        {left}
      </div>
      {right !== null && (
        <>
          <div
            className="ui-split-bar"
            role="separator"
            aria-orientation="vertical"
            aria-label={t('divider')}
            aria-valuenow={width}
            aria-valuemin={min}
            aria-valuemax={2000}
            tabIndex={0}
            data-dragging={dragged !== null || undefined}
            onKeyDown={(event) => {
              const next = keys[event.key];
              if (!next) return;
              event.preventDefault();
              keep(String(bound(next())));
            }}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              setDragged(drawn());
            }}
            onPointerMove={(event) => {
              if (dragged === null || !box.current) return;
              setDragged(bound(box.current.getBoundingClientRect().right - event.clientX));
            }}
            onPointerUp={() => {
              if (dragged !== null) keep(String(dragged));
              setDragged(null);
            }}
          />
          <div
            className="ui-split-pane"
            style={
              untouched
                ? { flex: '1 1 0', minWidth: 0 }
                : { width, flex: 'none', maxWidth: `calc(100% - ${min}px)` }
            }
          >
            {right}
          </div>
        </>
      )}
    </div>
  );
}

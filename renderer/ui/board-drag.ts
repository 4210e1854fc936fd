import { type PointerEvent, useState } from 'react';

export interface Drag {
  id: string;
  x: number;
  y: number;
  startX: number;
  startY: number;
  /** Moved far enough to be a drag and not a click. */
  live: boolean;
}

/** Pixels the pointer must travel before a press becomes a drag. */
const slack = 4;

/** Pointer drags of cards onto cells marked `data-board-cell="person slot"`. */
export function useBoardDrag(options: {
  onDrop: (cardId: string, personId: string, slotId: string) => void;
  onPress: (cardId: string) => void;
  onDragging?: (dragging: boolean) => void;
}) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = () => {
    if (drag?.live) options.onDragging?.(false);
    setDrag(null);
    setOver(null);
  };
  const handlers = (cardId: string, movable: boolean) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      if (event.shiftKey || event.ctrlKey || event.metaKey) return;
      options.onPress(cardId);
      if (!movable) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { clientX: x, clientY: y } = event;
      setDrag({ id: cardId, x, y, startX: x, startY: y, live: false });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag?.id !== cardId) return;
      const live = drag.live || Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) > slack;
      if (live && !drag.live) options.onDragging?.(true);
      setDrag({ ...drag, x: event.clientX, y: event.clientY, live });
      if (live) setOver(cellAt(event.clientX, event.clientY));
    },
    onPointerUp: () => {
      if (drag?.live && over) {
        const [personId, slotId] = over.split(' ');
        if (personId && slotId) options.onDrop(cardId, personId, slotId);
      }
      end();
    },
    onPointerCancel: end,
  });
  return { drag: drag?.live ? drag : null, over, handlers };
}

function cellAt(x: number, y: number): string | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-board-cell]');
  return cell?.dataset.boardCell ?? null;
}

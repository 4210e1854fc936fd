import { type RefObject, useLayoutEffect, useState } from 'react';

const pxPerMicron = 96 / 25_400;
/** Room beside the paper, px. */
const air = 34;

/** The zoom at which a sheet is as wide as the box it is shown in, at most twice its size. */
export function useFit(box: RefObject<HTMLElement | null>, widthMicrons: number): number {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () => setRoom(element.clientWidth - air);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return room <= 0 ? 1 : Math.min(2, room / (widthMicrons * pxPerMicron));
}

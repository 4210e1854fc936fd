import type { KeyboardEvent } from 'react';

function step(event: KeyboardEvent<HTMLElement>, next: HTMLElement | undefined): void {
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

/** Up and down through the buttons of a list. */
export function walkButtons(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  step(event, all[all.indexOf(document.activeElement as HTMLElement) + by]);
}

/**
 * Through the bars of a day: left and right along one person, up and down to the bar of the next person that lies
 * nearest in time. People without a bar are passed over.
 */
export function walkBars(event: KeyboardEvent<HTMLElement>): void {
  const from = document.activeElement as HTMLElement | null;
  const track = from?.closest('.today-track');
  if (!from || !track) return;
  const barsOf = (one: Element) => [...one.querySelectorAll<HTMLElement>('.today-bar')];
  const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const own = barsOf(track);
  if (along !== undefined) return step(event, own[own.indexOf(from) + along]);
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (down === undefined) return;
  const tracks = [...event.currentTarget.querySelectorAll('.today-track')].filter(
    (one) => barsOf(one).length > 0,
  );
  const next = tracks[tracks.indexOf(track) + down];
  if (next === undefined) return;
  const middle = (one: HTMLElement) => {
    const { left, width } = one.getBoundingClientRect();
    return left + width / 2;
  };
  const near = barsOf(next).sort(
    (a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)),
  )[0];
  step(event, near);
}

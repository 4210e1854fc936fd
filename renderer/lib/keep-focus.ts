/**
 * The keyboard always has a place: where the control that had the focus goes away and nothing else takes it (a room is
 * left, a button is done and gone), the room itself gets it, so that Tab goes on from there and a reader says where one is.
 */
const frames = 3;
let left = 0;

/** Looks in a moment whether the focus fell on nothing; overlays put it back themselves in the frame after they close. */
export function keepFocus(): void {
  const isWaiting = left > 0;
  left = frames;
  if (!isWaiting) requestAnimationFrame(look);
}

function look(): void {
  left -= 1;
  if (left > 0) {
    requestAnimationFrame(look);
    return;
  }
  const { activeElement: focused, body } = document;
  if (focused !== null && focused !== body) return;
  if (document.querySelector('.ui-backdrop, .ui-popover')) return;
  document.querySelector<HTMLElement>('.app-content')?.focus({ preventScroll: true });
}

/** Installs the listener of the window. */
export function listenToFocus(): () => void {
  const lost = (event: FocusEvent) => {
    if (event.relatedTarget === null) keepFocus();
  };
  window.addEventListener('focusout', lost);
  return () => window.removeEventListener('focusout', lost);
}

/** Focus moves over these in order; the last one saves. */
const stops = 'input:not([type=file]):not([disabled]), [data-step]';

/**
 * Moves the focus to the stop after `from` (the first one without it). What was filled in beforehand is chosen, so that
 * it gives way to what is typed. False when there is none left.
 */
export function walkOn(form: HTMLElement | null, from?: Element | null): boolean {
  const list = [...(form?.querySelectorAll<HTMLElement>(stops) ?? [])].filter(
    (one) => one.offsetParent !== null,
  );
  const at = from ? list.findIndex((one) => one === from || one.contains(from)) : -1;
  const target = list[at + 1];
  if (target === undefined) return false;
  target.focus();
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') target.select();
  return true;
}

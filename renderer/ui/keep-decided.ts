/**
 * The items of a queue as its person sees them: those that wait now, and where they stood before, those decided
 * meanwhile that no longer wait. Without them what is below would jump up under the cursor as soon as the list is read
 * again.
 */
export function keepDecided<T>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string,
  isDecided: (key: string) => boolean,
): readonly T[] {
  const waiting = new Set(now.map(keyOf));
  const gone = before.filter((item) => !waiting.has(keyOf(item)) && isDecided(keyOf(item)));
  if (gone.length === 0) return now;
  const keys = before.map(keyOf);
  const shown = [...now];
  for (const item of gone) {
    // behind the nearest of those before it that is still shown
    const at = keys.indexOf(keyOf(item));
    let after = -1;
    for (let step = at - 1; step >= 0 && after < 0; step -= 1)
      after = shown.findIndex((each) => keyOf(each) === keys[step]);
    shown.splice(after + 1, 0, item);
  }
  return shown;
}

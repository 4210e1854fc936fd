import { createContext, useContext, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import {
  activeBindings,
  type Binding,
  type KeyLayer,
  onFieldScan,
  onLayersChange,
  onScan,
  pushLayer,
} from './keys.ts';

/** How many overlays lie between a component and the screen; raised by ui/key-cover.tsx. Below 0 its keys rest. */
export const KeyDepth = createContext(0);

/**
 * Binds keys while the component is mounted. Order of mounting decides: the last one asked wins.
 * `useKeys([{ keys: 'A', label: t('assign'), run: assign }])`
 */
export function useKeys(
  bindings: readonly (Binding | false | null | undefined)[],
  options: { layer?: KeyLayer; enabled?: boolean } = {},
): void {
  const current = useRef<readonly Binding[]>([]);
  current.current = bindings.filter((binding): binding is Binding => Boolean(binding));
  const layer = options.layer ?? 'screen';
  const enabled = options.enabled !== false;
  const depth = useContext(KeyDepth);
  // Before it is painted: a key that can be seen can be pressed
  useLayoutEffect(() => {
    if (!enabled) return;
    return pushLayer(layer, depth, () => current.current);
  }, [layer, depth, enabled]);
}

/**
 * Codes from a barcode scanner, wherever the focus is outside text fields. Return true when taken. `minLength`: the
 * shortest code this page waits for, where it is shorter than what is always taken for a scan.
 */
export function useScan(take: (code: string) => boolean, enabled = true, minLength?: number): void {
  const current = useRef(take);
  current.current = take;
  useEffect(
    () => (enabled ? onScan((code) => current.current(code), minLength) : undefined),
    [enabled, minLength],
  );
}

/**
 * Codes scanned while a text field has the focus. Return true when the code belongs elsewhere and was put there: the
 * field gets back what it held. False: it stays where it was scanned, and Enter does its usual work.
 */
export function useFieldScan(take: (code: string, field: HTMLElement) => boolean, enabled = true): void {
  const current = useRef(take);
  current.current = take;
  useEffect(
    () => (enabled ? onFieldScan((code, field) => current.current(code, field)) : undefined),
    [enabled],
  );
}

let version = 0;
onLayersChange(() => {
  version += 1;
});

/** The bindings that are live now, for the `?` list. */
export function useActiveBindings(): Binding[] {
  useSyncExternalStore(onLayersChange, () => version);
  return activeBindings();
}

import { FieldScanner } from './field-scan.ts';

/**
 * Key bindings as a registry: what is bound now is what `?` lists and what buttons show, so the three never differ.
 * Depth: what lies over the screen (dialog, popover, menu) raises it by one, and only the deepest bindings listen;
 * 'global' ones always do.
 */
export type KeyLayer = 'global' | 'screen';

export interface Binding {
  /** "A", "Mod+K", "Shift+ArrowDown", "Enter", "?", "1". Several with a space: "J ArrowDown". */
  keys: string;
  /** Already translated; shown in the `?` list. Empty label: bound but not listed. */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Fires inside text fields too. Chords with Mod or Alt and function keys always do, except those a field edits with. */
  inFields?: boolean;
  group?: string;
}

interface Layer {
  kind: KeyLayer;
  depth: number;
  bindings: () => readonly Binding[];
}

const layers: Layer[] = [];
const listeners = new Set<() => void>();
const scanListeners: Array<(code: string) => boolean> = [];
const scanMins: number[] = [];
const fieldScanListeners: Array<(code: string, field: HTMLElement) => boolean> = [];
const fieldScanner = new FieldScanner();
const apple = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform ?? '');

/** Adds a layer and returns its removal. */
export function pushLayer(kind: KeyLayer, depth: number, bindings: () => readonly Binding[]): () => void {
  const layer = { kind, depth, bindings };
  layers.push(layer);
  for (const listener of listeners) listener();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    for (const listener of listeners) listener();
  };
}

/** Bindings that would fire now, topmost first. */
export function activeBindings(): Binding[] {
  const found: Binding[] = [];
  const deepest = layers.reduce((depth, layer) => Math.max(depth, layer.depth), 0);
  for (const layer of layers.toReversed()) {
    if (layer.kind === 'global' || layer.depth === deepest) found.push(...layer.bindings());
  }
  return found;
}

export function onLayersChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one name of a pressed key with its modifiers, e.g. "Mod+K", "Shift+ArrowDown", "?". */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'code'>,
): string {
  let key = event.key === ' ' ? 'Space' : event.key;
  const letter = /^Key([A-Z])$/.exec(event.code ?? '')?.[1];
  if (/^[a-z]$/i.test(key)) key = key.toUpperCase();
  // On a Mac Alt with a letter types a sign of its own
  else if (letter && (event.ctrlKey || event.metaKey || event.altKey || key === 'Process')) key = letter;
  const printable = key.length === 1 && !/[A-Z0-9]/.test(key);
  const mod = apple ? event.metaKey : event.ctrlKey;
  return `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey && !printable ? 'Shift+' : ''}${key}`;
}

const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** How a binding is shown on a key cap: "Mod+K" → "Ctrl K" (⌘K on a Mac). */
export function keyHint(keys: string): string {
  const first = keys.split(' ')[0] ?? keys;
  return (first === '+' ? [first] : first.split('+'))
    .map((part) => (part === 'Mod' ? (apple ? '⌘' : 'Ctrl') : (signs[part] ?? part)))
    .join(apple ? '' : ' ');
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return (
    target.tagName === 'INPUT' && !/^(checkbox|radio|button|submit)$/.test((target as HTMLInputElement).type)
  );
}

/** Controls that answer Enter and Space themselves. What is ticked or chosen by Space leaves Enter to send it. */
function pressesItself(target: EventTarget | null, name: string): boolean {
  return (
    target instanceof HTMLElement &&
    !(name === 'Enter' && target.matches('input[type="checkbox"], input[type="radio"]')) &&
    target.closest('button, a[href], summary, input, [role="option"], [role="menuitem"], [role="tab"]') !==
      null
  );
}

const ownEnter = 'textarea, select, [contenteditable="true"], [role="combobox"][aria-expanded="true"]';

/** The binding this key means here and now, or null. */
function find(name: string, event: KeyboardEvent): Binding | null {
  const field = isTextField(event.target);
  // What a field does with its own text (undo, all, copy) stays the field's
  const chord = /^(Mod|Alt)\+|^F\d+$/.test(name) && !/^Mod\+(Shift\+)?[ACVXYZ]$/.test(name);
  if ((name === 'Enter' || name === 'Space') && !field && pressesItself(event.target, name)) return null;
  // A text of several lines and a list that is open below its field take Enter for themselves
  if (name === 'Enter' && field && event.target instanceof HTMLElement && event.target.matches(ownEnter))
    return null;
  for (const binding of activeBindings()) {
    if (!binding.keys.split(' ').includes(name)) continue;
    if (!field || chord || binding.inFields) return binding;
  }
  return null;
}

function fire(name: string, event: KeyboardEvent): void {
  const binding = find(name, event);
  if (!binding) return;
  event.preventDefault();
  binding.run(event);
}

/**
 * A scanner types a whole code within a few ms per character and ends with Enter. Single characters are therefore
 * held for a moment: if more follow at that speed and Enter ends them it is a scan, else they are replayed as keys.
 */
const scanGapMs = 35;
const scanMinLength = 6;
let held: Array<{ binding: Binding | null; key: string; event: KeyboardEvent }> = [];
let heldTimer: ReturnType<typeof setTimeout> | undefined;

function replayHeld(): void {
  const keys = held;
  held = [];
  for (const each of keys) each.binding?.run(each.event);
}

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const name = keyName(event);
  if (/^(Mod\+|Alt\+|Shift\+)*(Control|Shift|Alt|Meta)$/.test(name)) return;
  const single =
    event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (single && scanListeners.length > 0 && !isTextField(event.target)) {
    if (event.repeat) {
      replayHeld();
      fire(name, event);
      return;
    }
    clearTimeout(heldTimer);
    // What the key means is settled now; what lies over the screen may have gone a moment later.
    const binding = find(name, event);
    if (binding) event.preventDefault();
    held.push({ binding, key: event.key, event });
    heldTimer = setTimeout(replayHeld, scanGapMs);
    return;
  }
  if (held.length > 0) {
    clearTimeout(heldTimer);
    replayHeld();
  }
  fire(name, event);
}

/** The Enter that ends a scan belongs to the scan, whatever has the focus: a list would take it for «open this row». */
function endScan(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || held.length < shortestScan()) return;
  clearTimeout(heldTimer);
  const code = held.map((each) => each.key).join('');
  held = [];
  event.preventDefault();
  event.stopImmediatePropagation();
  for (const listener of scanListeners.toReversed()) if (listener(code)) return;
}

/**
 * A scan while a text field has the focus: whoever knows where the code belongs takes it, and the field gets back what
 * it held. Not taken: the code was typed where it belongs, and Enter means what it always means.
 */
function endFieldScan(event: KeyboardEvent): void {
  const field = event.target;
  if (
    fieldScanListeners.length === 0 ||
    !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) ||
    field.type === 'password' ||
    !isTextField(field) ||
    event.isComposing ||
    event.keyCode === 229 ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  ) {
    fieldScanner.forget();
    return;
  }
  if (event.key === 'Shift' || event.key === 'CapsLock') return;
  const { value } = field;
  const scan = fieldScanner.press({ field, value, key: event.key, atMs: event.timeStamp });
  if (scan === null) return;
  for (const listener of fieldScanListeners.toReversed()) {
    if (!listener(scan.code, field)) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    putText(field, scan.before);
    return;
  }
}

/** Sets a field's text so that what renders it hears of it. */
function putText(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const proto =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * «Send» comes before the control that has the focus: a choice would take Ctrl+Enter for its own Enter, and one whose
 * list is closed would keep a plain Enter although it has nothing to do with it.
 */
function sendFirst(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return;
  const name = keyName(event);
  const kept = event.target instanceof HTMLElement && event.target.matches('[role="combobox"]');
  const binding = name === 'Mod+Enter' || (name === 'Enter' && kept) ? find(name, event) : null;
  if (!binding) return;
  event.preventDefault();
  event.stopPropagation();
  binding.run(event);
}

/** Installs the listeners of the window: scans end before anything else hears their Enter. */
export function listenToKeys(): () => void {
  window.addEventListener('keydown', endScan, true);
  window.addEventListener('keydown', endFieldScan, true);
  window.addEventListener('keydown', sendFirst, true);
  window.addEventListener('keydown', handle);
  return () => {
    window.removeEventListener('keydown', endScan, true);
    window.removeEventListener('keydown', endFieldScan, true);
    window.removeEventListener('keydown', sendFirst, true);
    window.removeEventListener('keydown', handle);
  };
}

/** Receives codes scanned while no text field has the focus; return true when taken. */
export function onScan(listener: (code: string) => boolean, minLength = scanMinLength): () => void {
  scanListeners.push(listener);
  scanMins.push(minLength);
  return () => {
    const at = scanListeners.indexOf(listener);
    scanListeners.splice(at, 1);
    scanMins.splice(at, 1);
  };
}

/** Badges and shelves have three to five signs: a page that waits for them says so. */
const shortestScan = (): number => Math.min(scanMinLength, ...scanMins);

/** Receives codes scanned while a text field has the focus; return true only when the code belongs elsewhere. */
export function onFieldScan(listener: (code: string, field: HTMLElement) => boolean): () => void {
  fieldScanListeners.push(listener);
  return () => {
    fieldScanListeners.splice(fieldScanListeners.indexOf(listener), 1);
  };
}

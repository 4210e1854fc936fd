import { X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { faultText } from '../lib/faults.ts';
import { useKeys } from '../lib/use-keys.ts';
import { useWords } from '../i18n/index.ts';
import { Button, IconButton } from './button.tsx';

interface ToastItem {
  id: number;
  kind: 'undo' | 'note' | 'fault';
  text: string;
  untilMs: number;
  undo?: () => void | Promise<unknown>;
}

const undoMs = 10_000;
let items: readonly ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly ToastItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}

function add(item: Omit<ToastItem, 'id' | 'untilMs'>, forMs: number): void {
  // One undo at a time: the newest replaces the older, which stays undoable in the log.
  const rest = item.kind === 'undo' ? items.filter((each) => each.kind !== 'undo') : items.slice(-2);
  set([...rest, { ...item, id: nextId++, untilMs: Date.now() + forMs }]);
}

function remove(id: number): void {
  set(items.filter((item) => item.id !== id));
}

export const toast = {
  /** What was done, undoable for ten seconds: `toast.undo(t('assignedTo', { name }), () => undo.run({ batchId }))`. */
  undo: (text: string, undo: () => void | Promise<unknown>) => add({ kind: 'undo', text, undo }, undoMs),
  /** A result that is not visible where the person looks (a file written elsewhere). Not for «saved». */
  note: (text: string) => add({ kind: 'note', text }, 5_000),
  /** A fault with no field to stand beside. */
  fault: (error: unknown) => add({ kind: 'fault', text: faultText(error) }, 12_000),
};

function Item({ item }: { item: ToastItem }) {
  const t = useWords('ui');
  const [left, setLeft] = useState(() => Math.ceil((item.untilMs - Date.now()) / 1000));
  useEffect(() => {
    const timer = setInterval(() => {
      const rest = Math.ceil((item.untilMs - Date.now()) / 1000);
      if (rest <= 0) remove(item.id);
      else setLeft(rest);
    }, 500);
    return () => clearInterval(timer);
  }, [item]);
  const undo = () => {
    remove(item.id);
    void Promise.resolve(item.undo?.()).catch((error: unknown) => toast.fault(error));
  };
  useKeys([item.undo ? { keys: 'Mod+Z', label: t('undo'), run: undo } : null], { layer: 'global' });
  return (
    <div className="ui-toast" data-kind={item.kind} role={item.kind === 'fault' ? 'alert' : 'status'}>
      <span className="ui-toast-text">{item.text}</span>
      {item.undo ? (
        <>
          <span className="ui-toast-clock" aria-hidden="true">
            {left}
          </span>
          <Button size="small" onPress={undo} hint="Mod+Z">
            {t('undo')}
          </Button>
        </>
      ) : null}
      <IconButton label={t('close')} icon={<X size={14} />} onPress={() => remove(item.id)} />
    </div>
  );
}

/** Mounted once by the frame. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => items,
  );
  return (
    <div className="ui-toasts">
      {shown.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </div>
  );
}

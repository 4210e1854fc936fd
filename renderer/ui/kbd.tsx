import { keyHint } from '../lib/keys.ts';

/** A key cap: `<Kbd keys="Mod+K" />` shows "Ctrl K". Decoration only: the name of the action says the rest. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="ui-kbd" aria-hidden="true">
      {keyHint(keys)}
    </kbd>
  );
}

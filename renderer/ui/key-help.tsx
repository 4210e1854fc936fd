import { useMemo } from 'react';
import { useWords } from '../i18n/index.ts';
import type { Binding } from '../lib/keys.ts';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';

/** The keys that are live now, grouped; opened with `?`. Bindings are taken before the dialog covers them. */
export function KeyHelp({
  open,
  onClose,
  bindings,
}: {
  open: boolean;
  onClose: () => void;
  bindings: readonly Binding[];
}) {
  const t = useWords('ui');
  const groups = useMemo(() => {
    const found = new Map<string, Binding[]>();
    const seen = new Set<string>();
    for (const binding of bindings) {
      const name = `${binding.keys} ${binding.label}`;
      if (!binding.label || seen.has(name)) continue;
      seen.add(name);
      const group = binding.group ?? t('keys.screen');
      found.set(group, [...(found.get(group) ?? []), binding]);
    }
    return [...found];
  }, [bindings, t]);
  return (
    <Dialog title={t('keys.title')} open={open} onClose={onClose} wide>
      <div className="ui-keyhelp">
        {groups.map(([group, list]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {list.map((binding) => (
                <li key={`${binding.keys}${binding.label}`}>
                  <span>{binding.label}</span>
                  <span className="row">
                    {binding.keys.split(' ').map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.ts';
import { IconButton } from './button.tsx';

/** Below a list (over a board) while rows are chosen: how many, what may be done with them and why, buttons with keys. */
export function BulkBar(props: { count: number; note?: string; onClear: () => void; children: ReactNode }) {
  const t = useWords('ui');
  if (props.count === 0) return null;
  return (
    <div className="ui-bulk" role="toolbar" aria-label={t('list.chosen', { n: props.count })}>
      <span className="strong">{t('list.chosen', { n: props.count })}</span>
      <span className="grow truncate">{props.note}</span>
      {props.children}
      <IconButton label={t('list.clear')} icon={<X size={14} />} hotkey="Escape" onPress={props.onClear} />
    </div>
  );
}

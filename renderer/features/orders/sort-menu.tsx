import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, Menu, openMenu } from '../../ui/index.ts';
import type { OrderSort, SortId } from './list-state.ts';

const offered: readonly SortId[] = [
  'deadline',
  'risk',
  'area',
  'staff',
  'appointment',
  'contact',
  'received',
  'amount',
  'number',
];

/** What stands first; the same again turns the order round. */
export function SortMenu({ sort, onSort }: { sort: OrderSort; onSort: (id: SortId) => void }) {
  const t = useWords('listing');
  const button = useRef<HTMLButtonElement>(null);
  const shown = t('sort.shown', { what: t(`sort.${sort.id}`) });
  useKeys([{ keys: 'Alt+S', label: t('sort.by'), run: () => openMenu(button.current) }]);
  return (
    <Menu
      label={t('sort.by')}
      actions={offered.map((id) => ({
        id,
        label: t(`sort.${id}`),
        note: id === sort.id ? (sort.down ? '↓' : '↑') : undefined,
        run: () => onSort(id),
      }))}
    >
      <Button
        ref={button}
        hint="Alt+S"
        icon={sort.down ? <ArrowDown size={14} /> : <ArrowUp size={14} />}
        aria-label={`${t('sort.by')} ${shown}`}
      >
        {shown}
      </Button>
    </Menu>
  );
}

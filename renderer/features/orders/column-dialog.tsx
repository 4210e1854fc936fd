import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePref } from '../../lib/prefs.ts';
import { Button, Checkbox, Dialog, IconButton, Segments } from '../../ui/index.ts';
import { ArrowLeftToLine, ArrowRightToLine, ChevronDown, ChevronUp } from 'lucide-react';
import { columnWidths } from '../../ui/list-column.ts';
import { useAllColumns, usualColumns } from './columns.tsx';
import type { ChosenColumn } from './list-state.ts';

const step = 16;

/** Which columns the list shows, in which order and how wide: shown ones first, in their order. */
export function ColumnDialog(props: {
  chosen: readonly ChosenColumn[] | null;
  onChange: (chosen: readonly ChosenColumn[] | null) => void;
  onClose: () => void;
}) {
  const t = useWords('listing');
  const all = useAllColumns();
  const [density, setDensity] = usePref<'compact' | 'comfortable'>('density', 'compact');
  const chosen = props.chosen ?? usualColumns.map((id): ChosenColumn => ({ id, width: null }));
  const shown = chosen.flatMap((one) => {
    const column = all.find(({ id }) => id === one.id);
    return column ? [{ ...one, column }] : [];
  });
  const hidden = all.filter(({ id }) => !chosen.some((one) => one.id === id));
  // A line that changes its place is drawn anew: it keeps the focus it had
  const list = useRef<HTMLUListElement>(null);
  const held = useRef<{ column: string; at: number } | null>(null);
  const controls = (column: string) =>
    list.current?.querySelectorAll<HTMLElement>(`[data-column="${column}"] :is(input, button)`) ?? [];
  const change = (next: readonly ChosenColumn[]) => {
    const column = document.activeElement?.closest<HTMLElement>('[data-column]')?.dataset.column;
    const at =
      column === undefined ? -1 : [...controls(column)].indexOf(document.activeElement as HTMLElement);
    held.current = column === undefined ? null : { column, at };
    props.onChange(next);
  };
  useLayoutEffect(() => {
    const { column, at } = held.current ?? { column: '', at: -1 };
    held.current = null;
    if (
      column === '' ||
      list.current?.querySelector(`[data-column="${column}"]`)?.contains(document.activeElement)
    )
      return;
    const found = controls(column);
    (found[at]?.matches(':enabled') ? found[at] : found[0])?.focus();
  }, [props.chosen]);
  const move = (id: string, by: number) => {
    const at = chosen.findIndex((one) => one.id === id);
    const to = at + by;
    const one = chosen[at];
    if (!one || to < 0 || to >= chosen.length) return;
    const next = chosen.filter((_, place) => place !== at);
    next.splice(to, 0, one);
    change(next);
  };
  const widen = (id: string, by: number) =>
    change(
      chosen.map((one) => {
        const own = all.find((column) => column.id === id)?.width ?? 100;
        if (one.id !== id) return one;
        const width = (one.width ?? own) + by;
        return { id, width: Math.max(columnWidths.least, Math.min(columnWidths.most, width)) };
      }),
    );
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') widen(id, by * step);
    else if (event.altKey) move(id, by);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      title={t('columns.title')}
      open
      wide
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" disabled={props.chosen === null} onPress={() => props.onChange(null)}>
            {t('columns.reset')}
          </Button>
          <Button variant="primary" hotkey="Enter" onPress={props.onClose}>
            {t('saved.done')}
          </Button>
        </>
      }
    >
      <div className="row spread">
        <span className="muted">{t('columns.help')}</span>
        <Segments
          label={t('columns.density')}
          value={density}
          onChange={(id) => setDensity(id as typeof density)}
          tabs={[
            { id: 'compact', label: t('columns.compact') },
            { id: 'comfortable', label: t('columns.comfortable') },
          ]}
        />
      </div>
      <ul className="ord-columns" ref={list}>
        {shown.map(({ id, width, column }, at) => (
          <li key={id} data-column={id} onKeyDown={(event) => onKeyDown(event, id)}>
            <span className="grow">
              <Checkbox
                label={column.header}
                checked
                disabled={chosen.length === 1}
                onChange={() => change(chosen.filter((one) => one.id !== id))}
              />
            </span>
            <span className="faint">{width === null ? '' : t('columns.width', { n: width })}</span>
            <IconButton
              label={`${t('columns.narrower')} ${column.header}`}
              icon={<ArrowLeftToLine size={14} />}
              onPress={() => widen(id, -step)}
            />
            <IconButton
              label={`${t('columns.wider')} ${column.header}`}
              icon={<ArrowRightToLine size={14} />}
              onPress={() => widen(id, step)}
            />
            <IconButton
              label={`${t('columns.up')} ${column.header}`}
              icon={<ChevronUp size={14} />}
              disabled={at === 0}
              onPress={() => move(id, -1)}
            />
            <IconButton
              label={`${t('columns.down')} ${column.header}`}
              icon={<ChevronDown size={14} />}
              disabled={at === shown.length - 1}
              onPress={() => move(id, 1)}
            />
          </li>
        ))}
        {hidden.map((column) => (
          <li key={column.id} data-column={column.id}>
            <Checkbox
              label={column.header}
              checked={false}
              onChange={() => change([...chosen, { id: column.id, width: null }])}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

import type { KeyboardEvent } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { DateText, EmptyState, ErrorLine, LineTable, StatePill } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';

/**
 * Arrows walk the rows of a list by the buttons that open them; from the field above, arrow down enters the list. Home
 * and End go to its ends.
 */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const target = event.target as HTMLElement;
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const inField = target.tagName === 'INPUT';
  if ((inField && event.key !== 'ArrowDown') || target.closest('[role="tablist"]') !== null) return;
  const room = event.currentTarget.closest('.vis-screen');
  const rows = [...(room?.querySelectorAll<HTMLElement>('.vis-lists [data-row]') ?? [])];
  if (rows.length === 0) return;
  const at = rows.indexOf(target);
  event.preventDefault();
  if (at === 0 && step === -1) return room?.querySelector<HTMLElement>('.vis-scan input')?.focus();
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

export function Slips({
  view,
  onOpen,
}: {
  view: 'out' | 'back' | 'keyed';
  onOpen: (number: string) => void;
}) {
  const titleOf = useTitle();
  const t = useWords('visits');
  const personName = usePersonName();
  const { data, faultText: text } = useQuery(
    'visits.slips',
    { states: [view], limit: 200 },
    { keep: true, tables: ['slip'] },
  );
  if (data && data.total === 0) return <EmptyState title={t(`empty.${view}`)} text={t('empty.text')} />;
  return (
    <>
      <ErrorLine text={text} />
      <LineTable
        label={t(`view.${view}`)}
        rows={data?.rows ?? []}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'number',
            header: t('number'),
            cell: (row) => (
              <button type="button" data-row="" className="vis-link mono" onClick={() => onOpen(row.number)}>
                {row.number}
              </button>
            ),
          },
          { id: 'order', header: t('order'), cell: (row) => <span className="mono">{row.orderNumber}</span> },
          { id: 'title', header: t('work'), cell: titleOf },
          { id: 'user', header: t('user'), cell: (row) => row.customerName },
          { id: 'staff', header: t('technician'), cell: (row) => personName(row.staffName) || '—' },
          {
            id: 'at',
            header: t('since'),
            cell: (row) => (
              <DateText
                atMs={view === 'keyed' ? row.keyedAt : view === 'back' ? row.backAt : row.outAt}
                time="always"
              />
            ),
          },
        ]}
      />
    </>
  );
}

type Back = OutputOf<'visits.backMany'>['rows'][number];
const good = new Set(['back', 'already']);

/** «These came back»: what was scanned in this pile, the last on top. */
export function Pile({ rows }: { rows: readonly Back[] }) {
  const t = useWords('visits');
  const personName = usePersonName();
  if (rows.length === 0) return <EmptyState title={t('pile.title')} text={t('pile.text')} />;
  return (
    <div className="vis-lists">
      <p role="status">{t('pile.count', { n: rows.filter((row) => row.result === 'back').length })}</p>
      <LineTable
        label={t('pile.title')}
        rows={rows.map((row, at) => ({ ...row, at: rows.length - at }))}
        rowKey={(row) => String(row.at)}
        columns={[
          { id: 'n', header: '#', align: 'end', cell: (row) => row.at },
          {
            id: 'number',
            header: t('number'),
            cell: (row) => <span className="mono">{row.number ?? row.code}</span>,
          },
          { id: 'staff', header: t('technician'), cell: (row) => personName(row.staffName) || '—' },
          {
            id: 'result',
            header: t('proofState'),
            cell: (row) => (
              <StatePill
                tone={row.result === 'back' ? 'green' : good.has(row.result) ? 'blue' : 'red'}
                shape={good.has(row.result) ? 'check' : 'warn'}
                label={t(`pile.${row.result}`)}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

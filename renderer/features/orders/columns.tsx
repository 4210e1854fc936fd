import { Flag, Siren } from 'lucide-react';
import { useMemo } from 'react';
import type { OrderListRow } from '../../../preload/contract/orders.ts';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Column, Deadline, PhoneText } from '../../ui/index.ts';
import { OrderPill } from './order-pill.tsx';

/** The address without the district, which the eye does not need twice in a shop of one town. */
export function shortAddress(row: { address: string; county: string }): string {
  return row.county && row.address.startsWith(row.county)
    ? row.address.slice(row.county.length)
    : row.address;
}

/** Work and number of machines; several platforms write the number into the title themselves. */
export function titleOf(row: { title: string; machineCount: number }): string {
  return row.machineCount > 1 && !/×\s?\d+/.test(row.title) ? `${row.title} ×${row.machineCount}` : row.title;
}

export function sourceName(
  row: { connectionNameZh: string | null; connectionNameEn: string | null },
  language: string,
  counter: string,
): string {
  return (language === 'en' && row.connectionNameEn) || row.connectionNameZh || counter;
}

function Title({ row }: { row: OrderListRow }) {
  const t = useWords('orders');
  return (
    <span className="vl-text" title={titleOf(row)}>
      {row.urgent ? <Siren size={13} className="ord-mark" role="img" aria-label={t('marks.urgent')} /> : null}
      {titleOf(row)}
      {row.flags > 0 && row.queue === 'intake' ? (
        <Flag
          size={12}
          className="ord-mark ord-mark-after"
          role="img"
          aria-label={t('marks.flags', { n: row.flags })}
        />
      ) : null}
      {row.complaint ? <span className="ord-tag">{t('marks.complaint')}</span> : null}
      {row.isRework ? <span className="ord-tag">{t('marks.rework')}</span> : null}
      {row.urges > 0 ? <span className="ord-tag">{t('marks.urges', { n: row.urges })}</span> : null}
    </span>
  );
}

function When({ row }: { row: OrderListRow }) {
  const f = useFormat();
  if (row.appointmentStartAt === null || row.appointmentState === 'none')
    return <span className="faint">—</span>;
  const missed = row.appointmentState === 'missed';
  return (
    <span className={missed ? 'vl-text ord-missed' : 'vl-text'}>
      {f.date(row.appointmentStartAt, 'always')}
    </span>
  );
}

/** Finished work has no deadline that could be late. */
const overQueues = new Set(['audit', 'settlement', 'closing', 'done', 'cancelled']);

/** Columns of the list; `narrow` leaves out what the document beside it shows. */
export function useOrderColumns(narrow: boolean): readonly Column<OrderListRow>[] {
  const t = useWords('orders');
  const { language } = useFormat();
  return useMemo(() => {
    const columns: (Column<OrderListRow> | false)[] = [
      {
        id: 'deadline',
        header: t('column.due'),
        width: 92,
        sortable: true,
        cell: (row) => <Deadline dueMs={row.deadlineAt} done={overQueues.has(row.queue)} />,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: language === 'en' ? 150 : 112,
        cell: (row) => <OrderPill order={row} />,
      },
      { id: 'number', header: t('column.number'), width: 94, sortable: true, cell: (row) => row.number },
      { id: 'title', header: t('column.title'), width: 150, grow: true, cell: (row) => <Title row={row} /> },
      {
        id: 'user',
        header: t('column.user'),
        width: 124,
        cell: (row) => (
          <span className="vl-text">
            {row.customerName}{' '}
            <span className="faint">
              {row.customerPhone ? <PhoneText phone={row.customerPhone} tail /> : null}
            </span>
          </span>
        ),
      },
      { id: 'address', header: t('column.address'), width: 150, grow: true, cell: shortAddress },
      !narrow && {
        id: 'source',
        header: t('column.source'),
        width: language === 'en' ? 104 : 88,
        cell: (row) => sourceName(row, language, t('counter')),
      },
      {
        id: 'staff',
        header: t('column.staff'),
        width: 78,
        cell: (row) => row.staffName ?? row.subShopNameZh ?? '—',
      },
      {
        id: 'appointment',
        header: t('column.at'),
        width: 104,
        sortable: true,
        cell: (row) => <When row={row} />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, language, narrow]);
}

import { Flag, Siren } from 'lucide-react';
import { useMemo } from 'react';
import { isOverQueue } from '../../../domain/orders/queue.ts';
import type { ListRow } from '../../../preload/contract/order-list.ts';
import { useSession } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { inLanguage } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { AgoText, type Column, DateText, Deadline, MoneyText, PhoneText } from '../../ui/index.ts';
import type { ChosenColumn } from './list-state.ts';
import { OrderPill } from './order-pill.tsx';
import { featureOfField } from './filter-fields.ts';
import { useTitle } from './use-title.ts';

/** The address without the district, which the eye does not need twice in a shop of one town. */
export function shortAddress(row: { address: string; county: string }): string {
  return row.county && row.address.startsWith(row.county)
    ? row.address.slice(row.county.length)
    : row.address;
}

export function sourceName(
  row: { connectionNameZh: string | null; connectionNameEn: string | null },
  language: string,
  counter: string,
): string {
  return inLanguage(language, row.connectionNameZh, row.connectionNameEn) || counter;
}

function Title({ row, title }: { row: ListRow; title: string }) {
  const t = useWords('orders');
  return (
    <span className="ord-title" title={title}>
      <span className="truncate">
        {row.urgent ? (
          <Siren size={13} className="ord-mark" role="img" aria-label={t('marks.urgent')} />
        ) : null}
        {title}
        {row.flags > 0 && row.queue === 'intake' ? (
          <Flag
            size={12}
            className="ord-mark ord-mark-after"
            role="img"
            aria-label={t('marks.flags', { n: row.flags })}
          />
        ) : null}
      </span>
      {row.complaint ? <span className="ord-tag">{t('marks.complaint')}</span> : null}
      {row.isRework ? <span className="ord-tag">{t('marks.rework')}</span> : null}
      {row.urges > 0 ? <span className="ord-tag">{t('marks.urges', { n: row.urges })}</span> : null}
    </span>
  );
}

function When({ row }: { row: ListRow }) {
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

/** What the list shows until somebody chooses; the rest is one key away. */
export const usualColumns = [
  'deadline',
  'state',
  'number',
  'title',
  'user',
  'address',
  'source',
  'staff',
  'appointment',
] as const;

/**
 * Beside an open document: its place and address are read there, so who goes and when stand in sight. As wide as what
 * they hold, because the list has little more than half the window.
 */
const besideDocument: Readonly<Record<string, { en?: number }>> = {
  deadline: {},
  state: { en: 130 },
  title: { en: 176 },
  user: { en: 108 },
  appointment: { en: 108 },
  staff: { en: 100 },
  number: {},
};

/** Every column there is, in the order of the chooser. */
export function useAllColumns(): readonly Column<ListRow>[] {
  const { features } = useSession();
  const t = useWords('orders');
  const { language } = useFormat();
  const person = usePersonName();
  const title = useTitle();
  return useMemo(() => {
    const pick = (zh: string | null, en: string | null) => inLanguage(language, zh, en) || '—';
    const number = (id: string, of: (row: ListRow) => number): Column<ListRow> => ({
      id,
      header: t(`listing:column.${id}`),
      width: 64,
      align: 'end',
      cell: (row) => (of(row) === 0 ? '—' : String(of(row))),
    });
    const moment = (id: string, of: (row: ListRow) => number | null, sortable = false): Column<ListRow> => ({
      id,
      header: t(`listing:column.${id}`),
      width: 112,
      sortable,
      cell: (row) => <DateText atMs={of(row)} />,
    });
    const text = (id: string, width: number, of: (row: ListRow) => string | null): Column<ListRow> => ({
      id,
      header: t(`listing:column.${id}`),
      width,
      cell: (row) => of(row) || '—',
    });
    const all: Column<ListRow>[] = [
      {
        id: 'deadline',
        header: t('column.due'),
        width: 92,
        sortable: true,
        cell: (row) => <Deadline dueMs={row.deadlineAt} done={isOverQueue(row.queue)} />,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: language === 'en' ? 150 : 112,
        cell: (row) => <OrderPill order={row} />,
      },
      { id: 'number', header: t('column.number'), width: 94, sortable: true, cell: (row) => row.number },
      {
        id: 'title',
        header: t('column.title'),
        width: language === 'en' ? 204 : 150,
        grow: true,
        cell: (row) => <Title row={row} title={title(row)} />,
      },
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
      {
        id: 'phone',
        header: t('listing:column.phone'),
        width: 118,
        cell: (row) => <PhoneText phone={row.customerPhone} />,
      },
      { id: 'address', header: t('column.address'), width: 150, grow: true, cell: shortAddress },
      { ...text('county', 84, (row) => row.county), id: 'county', sortable: true },
      {
        id: 'source',
        header: t('column.source'),
        width: language === 'en' ? 112 : 96,
        grow: true,
        cell: (row) => sourceName(row, language, t('counter')),
      },
      text('payer', 112, (row) => pick(row.payerNameZh, row.payerNameEn)),
      {
        id: 'staff',
        header: t('column.staff'),
        width: language === 'en' ? 110 : 78,
        sortable: true,
        cell: (row) => person(row.staffName) || pick(row.subShopNameZh, row.subShopNameEn),
      },
      text('team', 90, (row) => pick(row.teamNameZh, row.teamNameEn)),
      {
        id: 'appointment',
        header: t('column.at'),
        width: language === 'en' ? 122 : 104,
        sortable: true,
        cell: (row) => <When row={row} />,
      },
      moment('contact', (row) => row.nextContactAt, true),
      moment('received', (row) => row.receivedAt, true),
      { ...moment('updated', (row) => row.updatedAt), cell: (row) => <AgoText atMs={row.updatedAt} /> },
      {
        id: 'amount',
        header: t('listing:column.amount'),
        width: 84,
        align: 'end',
        sortable: true,
        cell: (row) => <MoneyText fen={row.amountFen} />,
      },
      {
        id: 'risk',
        header: t('listing:column.risk'),
        width: 84,
        align: 'end',
        sortable: true,
        cell: (row) => (row.moneyAtRiskFen === 0 ? '—' : <MoneyText fen={row.moneyAtRiskFen} />),
      },
      number('rank', (row) => row.rank),
      number('calls', (row) => row.calls),
      number('visits', (row) => row.visits),
      number('changes', (row) => row.changes),
      number('urges', (row) => row.urges),
      {
        ...text('warranty', 76, () => null),
        cell: (row) => (row.warranty === null ? '—' : t(`life:warranty.${row.warranty}`)),
      },
      text('model', 120, (row) => row.model),
      text('upstream', 150, (row) => row.upstreamNumber),
      text('tags', 120, (row) => row.tags.join(' ')),
    ];
    return all.filter((column) => features[featureOfField[column.id] ?? ''] !== false);
  }, [t, language, features, person, title]);
}

/** Which sort a column's head asks for. */
export const sortOfColumn: Readonly<Record<string, string>> = { county: 'area' };

/** The chosen columns of the list; beside an open document those that it shows itself are left out. */
export function useOrderColumns(
  chosen: readonly ChosenColumn[] | null,
  narrow: boolean,
): readonly Column<ListRow>[] {
  const all = useAllColumns();
  const { language } = useFormat();
  return useMemo(() => {
    if (chosen === null && narrow) {
      return Object.entries(besideDocument).flatMap(([id, widths]) => {
        const column = all.find((one) => one.id === id);
        const width = language === 'en' ? widths.en : undefined;
        return column === undefined ? [] : width === undefined ? column : { ...column, width };
      });
    }
    const wanted: readonly ChosenColumn[] = chosen ?? usualColumns.map((id) => ({ id, width: null }));
    return wanted.flatMap(({ id, width }) => {
      const column = all.find((one) => one.id === id);
      if (!column) return [];
      return width === null ? column : { ...column, width, grow: false };
    });
  }, [all, chosen, narrow, language]);
}

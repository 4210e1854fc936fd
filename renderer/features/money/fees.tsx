import { useMemo, useState } from 'react';
import type { FeeRow } from '../../../preload/contract/money-fees.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useQuery } from '../../lib/query.tsx';
import { useSnapshot } from '../../lib/snapshot.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Button,
  ChangedBanner,
  type Column,
  EmptyState,
  ErrorLine,
  MoneyText,
  QuantityText,
  Select,
  Skeleton,
  StatePill,
  VirtualList,
} from '../../ui/index.ts';
import { MoneyPage, useMonths, useFeeName } from './shell.tsx';
import { useTitle } from '../orders/use-title.ts';
import { PrintButton } from '../paper/print-button.tsx';

type Total = OutputOf<'money.feeTotals'>['totals'][number];

/** What comes in and what goes out are never one sum. */
const sides: readonly { id: 'in' | 'out'; parties: readonly Total['party'][] }[] = [
  { id: 'in', parties: ['payer', 'user'] },
  { id: 'out', parties: ['technician', 'sub_shop'] },
];

/** 费用: what each party owes or is owed; a sum opens to its rows, a row names its rule. */
export function FeesScreen() {
  const t = useWords('money');
  const f = useFormat();
  const months = useMonths();
  const names = useNames();
  const personName = usePersonName();
  const [period, setPeriod] = useState(f.today.slice(0, 7));
  const [open, setOpen] = useState<Total | null>(null);
  const month = period === '' ? null : period;
  const { data, loading, faultText } = useQuery('money.feeTotals', { period: month }, { keep: true });
  const name = (row: Total) => (row.party === 'user' ? t('fees.users') : personName(names(row)));
  return (
    <MoneyPage
      room="fees"
      actions={
        <>
          {open ? (
            <>
              <Button hotkey="Escape" onPress={() => setOpen(null)}>
                {t('fees.back')}
              </Button>
              {open.party === 'payer' && month !== null ? (
                <PrintButton kind="customer_statement" ids={[`${open.partyId}:${month}`]} hotkey="P" />
              ) : null}
            </>
          ) : null}
          <Select
            label={t('period')}
            quietLabel
            value={period}
            onChange={setPeriod}
            options={[{ id: '', label: t('fees.all') }, ...months]}
          />
        </>
      }
    >
      <ErrorLine text={faultText} />
      {open ? <FeeRows total={open} period={month} title={t('fees.rows', { name: name(open) })} /> : null}
      {!open && loading ? <Skeleton lines={8} /> : null}
      {!open && data && data.totals.length === 0 ? (
        <EmptyState title={t('fees.empty')} text={t('fees.emptyText')} />
      ) : null}
      {!open && data && data.totals.length > 0 ? (
        <div className="money-scroll" tabIndex={0}>
          <table className="money-table" aria-label={t('room.fees')}>
            <thead>
              <tr>
                <th scope="col">{t('fees.party')}</th>
                <th scope="col" className="num">
                  {t('fees.orders')}
                </th>
                <th scope="col" className="num">
                  {t('fees.lines')}
                </th>
                <th scope="col" className="num">
                  {t('fees.due')}
                </th>
                <th scope="col" className="num">
                  {t('fees.paid')}
                </th>
                <th scope="col" className="num">
                  {t('fees.open')}
                </th>
                <th scope="col" className="num">
                  {t('fees.held')}
                </th>
                <th scope="col" className="num">
                  {t('fees.gone')}
                </th>
              </tr>
            </thead>
            <tbody>
              {sides.map((side) => {
                const rows = data.totals.filter((row) => side.parties.includes(row.party));
                return rows.length === 0 ? null : (
                  <Side
                    key={side.id}
                    title={t(`fees.side.${side.id}`)}
                    rows={rows}
                    name={name}
                    onOpen={setOpen}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
    </MoneyPage>
  );
}

/** One side of the totals: its parties, then their sum. */
function Side(props: {
  title: string;
  rows: readonly Total[];
  name: (row: Total) => string;
  onOpen: (row: Total) => void;
}) {
  const t = useWords('money');
  const sum = (pick: (row: Total) => number) => props.rows.reduce((total, row) => total + pick(row), 0);
  const cells = (of: (pick: (row: Total) => number) => number) => {
    const held = of((row) => row.heldFen);
    const gone = of((row) => row.goneFen);
    return (
      <>
        <td className="num strong">
          <MoneyText fen={of((row) => row.dueFen)} />
        </td>
        <td className="num">
          <MoneyText fen={of((row) => row.paidFen)} />
        </td>
        <td className="num">
          <MoneyText fen={of((row) => row.openFen)} />
        </td>
        <td className="num">{held === 0 ? '' : <MoneyText fen={held} />}</td>
        <td className="num muted">{gone === 0 ? '' : <MoneyText fen={gone} />}</td>
      </>
    );
  };
  return (
    <>
      <tr className="money-side">
        <th scope="colgroup" colSpan={8}>
          {props.title}
        </th>
      </tr>
      {props.rows.map((row) => (
        <tr key={`${row.party} ${row.partyId}`}>
          <td className="strong">
            <button type="button" className="money-link" onClick={() => props.onOpen(row)}>
              {props.name(row)}
              {row.party === 'user' ? null : (
                <>
                  {' '}
                  <span className="muted">{t(`party.${row.party}`)}</span>
                </>
              )}
            </button>
          </td>
          <td className="num">{row.orders}</td>
          <td className="num">{row.lines}</td>
          {cells((pick) => pick(row))}
        </tr>
      ))}
      <tr className="money-side-sum">
        <td>{t('fees.sum')}</td>
        <td />
        <td className="num">{sum((row) => row.lines)}</td>
        {cells(sum)}
      </tr>
    </>
  );
}

function FeeRows({ total, period, title }: { total: Total; period: string | null; title: string }) {
  const t = useWords('money');
  const feeName = useFeeName();
  const work = useTitle();
  const [active, setActive] = useState<number | null>(0);
  const filter = { party: total.party, partyId: total.party === 'user' ? null : total.partyId, period };
  const rows = useSnapshot<FeeRow>({
    of: JSON.stringify(filter),
    tables: ['fee_line'],
    rowKey: (row) => row.id,
    open: async () => {
      const opened = await api.call('money.openFees', filter);
      return { id: opened.snapshotId, total: opened.total };
    },
    slice: async (snapshotId, from, to) => (await api.call('money.sliceFees', { snapshotId, from, to })).rows,
  });
  const columns = useMemo(
    (): Column<FeeRow>[] => [
      {
        id: 'order',
        header: t('fees.order'),
        width: 300,
        grow: true,
        cell: (row) => (
          <span className="truncate">
            {row.orderNumber} <span className="muted">{work({ title: row.orderTitle ?? '' })}</span>
          </span>
        ),
      },
      {
        id: 'kind',
        header: t('fees.kind'),
        width: 130,
        cell: feeName,
      },
      {
        id: 'quantity',
        header: t('fees.quantity'),
        width: 70,
        align: 'end',
        cell: (row) => <QuantityText milli={row.quantityMilli} />,
      },
      {
        id: 'unit',
        header: t('fees.unit'),
        width: 100,
        align: 'end',
        cell: (row) => <MoneyText fen={row.unitFen} />,
      },
      {
        id: 'amount',
        header: t('fees.amount'),
        width: 110,
        align: 'end',
        cell: (row) => (
          <b>
            <MoneyText fen={row.amountFen} />
          </b>
        ),
      },
      {
        id: 'state',
        header: t('fees.state'),
        width: 110,
        cell: (row) => (
          <StatePill
            label={t(`feeState.${row.state}`)}
            tone={row.state === 'paid' ? 'green' : row.state === 'held' ? 'amber' : 'blue'}
            shape={row.state === 'paid' ? 'check' : row.state === 'held' ? 'pause' : 'ring'}
          />
        ),
      },
      {
        id: 'rule',
        header: t('fees.rule'),
        width: 200,
        cell: (row) => (
          <span className="truncate muted">
            {row.ruleCode === null ? '' : `${row.ruleCode} v${row.ruleVersion ?? 1}`}
          </span>
        ),
      },
    ],
    [feeName, t, work],
  );
  return (
    <div className="money-rows">
      <ChangedBanner count={rows.changed} onReload={rows.reload} hotkey="R" />
      <VirtualList
        label={title}
        total={rows.total}
        version={rows.version}
        getSlice={rows.getSlice}
        rowKey={(row) => row.id}
        columns={columns}
        active={active}
        onActive={(index) => setActive(index)}
        autoFocus
        empty={<EmptyState title={t('fees.empty')} />}
      />
    </div>
  );
}

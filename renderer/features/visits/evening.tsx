import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { writeClipboard } from '../../lib/clipboard.ts';
import { useQuery } from '../../lib/query.tsx';
import { useNames } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  Button,
  DayText,
  Dialog,
  EmptyState,
  ErrorLine,
  LineTable,
  MoneyText,
  Skeleton,
  toast,
} from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';

type Person = OutputOf<'visits.evening'>['people'][number];

/** 未回单, 未交款, 旧件未交 per person; a name opens to the rows behind the numbers. */
export function Evening({ onOpen }: { onOpen: (number: string) => void }) {
  const t = useWords('visits');
  const f = useFormat();
  const personName = usePersonName();
  const [open, setOpen] = useState<Person | null>(null);
  const { data, faultText } = useQuery(
    'visits.evening',
    {},
    { keep: true, tables: ['slip', 'payment', 'old_part', 'cash_handover'] },
  );
  if (data && data.people.length === 0) return <EmptyState title={t('empty.evening')} />;
  const number = (n: number, bad = n > 0) =>
    n === 0 ? <span className="faint">0</span> : bad ? <strong>{n}</strong> : n;
  const money = (fen: number) => (
    <span className={fen === 0 ? 'faint' : undefined}>
      <MoneyText fen={fen} />
    </span>
  );
  // For the group chat: who still owes what, one line each
  const reminder = (data?.people ?? []).flatMap((row) => {
    const owed = [
      ...(row.slipsOut > 0 ? [t('remind.shortSlips', { n: row.slipsOut })] : []),
      ...(row.cashFen > 0 ? [t('remind.cash', { sum: f.money(row.cashFen) })] : []),
      ...(row.oldParts > 0 ? [t('remind.shortOld', { n: row.oldParts })] : []),
    ];
    return owed.length === 0
      ? []
      : [t('remind.line', { name: personName(row.name), list: owed.join(t('remind.and')) })];
  });
  return (
    <>
      <ErrorLine text={faultText} />
      {reminder.length > 0 ? (
        <div className="vis-tools">
          <Button
            size="small"
            hotkey="Alt+C"
            onPress={() =>
              void writeClipboard([t('remind.all'), ...reminder].join('\n')).then(() =>
                toast.note(t('remind.copied')),
              )
            }
          >
            {t('remind.copyAll')}
          </Button>
        </div>
      ) : null}
      <LineTable
        label={t('view.evening')}
        rows={data?.people ?? []}
        rowKey={(row) => row.staffId}
        columns={[
          {
            id: 'name',
            header: t('technician'),
            cell: (row) => (
              <button type="button" data-row="" className="vis-link" onClick={() => setOpen(row)}>
                {personName(row.name)}
              </button>
            ),
          },
          { id: 'out', header: t('evening.out'), align: 'end', cell: (row) => number(row.slipsOut) },
          {
            id: 'oldest',
            header: t('evening.oldest'),
            cell: (row) => (row.oldestOutDay ? f.day(row.oldestOutDay) : '—'),
          },
          { id: 'back', header: t('evening.back'), align: 'end', cell: (row) => number(row.slipsBack) },
          {
            id: 'keyed',
            header: t('evening.keyed'),
            align: 'end',
            cell: (row) => number(row.slipsKeyed, false),
          },
          {
            id: 'cash',
            header: t('evening.cash'),
            align: 'end',
            cell: (row) => money(row.cashFen),
          },
          { id: 'qr', header: t('evening.qr'), align: 'end', cell: (row) => money(row.qrFen) },
          { id: 'old', header: t('evening.old'), align: 'end', cell: (row) => number(row.oldParts) },
          { id: 'late', header: t('evening.late'), align: 'end', cell: (row) => number(row.oldPartsLate) },
          {
            id: 'fen',
            header: t('evening.atRisk'),
            align: 'end',
            cell: (row) => money(row.oldPartsFen),
          },
        ]}
      />
      {open === null ? null : <EveningRows person={open} onClose={() => setOpen(null)} onOpen={onOpen} />}
    </>
  );
}

/** The row of what earlier hand-ins left on his account. */
const before = 'before';

/** Slips, money and old parts of one person, and the words to remind him with. */
function EveningRows(props: { person: Person; onClose: () => void; onOpen: (number: string) => void }) {
  const titleOf = useTitle();
  const { person } = props;
  const t = useWords('visits');
  const f = useFormat();
  const name = usePersonName()(person.name);
  const named = useNames();
  const { data, faultText } = useQuery(
    'visits.eveningOf',
    { staffId: person.staffId },
    { keep: true, tables: ['slip', 'payment', 'old_part', 'cash_handover'] },
  );
  const out = data?.slips.filter((slip) => slip.state === 'out') ?? [];
  const money = [
    ...(data?.payments ?? []),
    ...(data === undefined || data.beforeFen === 0
      ? []
      : [{ id: before, orderId: null, orderNumber: null, method: '', amountFen: data.beforeFen, day: null }]),
  ];
  const reminder = [
    t('remind.hello', { name }),
    ...(out.length > 0
      ? [t('remind.slips', { n: out.length, list: out.map((slip) => slip.number).join(' ') })]
      : []),
    ...(person.cashFen > 0 ? [t('remind.cash', { sum: f.money(person.cashFen) })] : []),
    ...(data && data.oldParts.length > 0
      ? [
          t('remind.old', {
            n: data.oldParts.length,
            list: data.oldParts.map(named).join('、'),
          }),
        ]
      : []),
  ].join('\n');
  const order = (row: { orderId: string | null; orderNumber: string | null }) =>
    row.orderId === null ? (
      '—'
    ) : (
      <Link className="vis-link mono" to={`/orders/${row.orderId}`}>
        {row.orderNumber}
      </Link>
    );
  return (
    <Dialog
      title={t('evening.of', { name })}
      open
      wide
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Alt+C"
          disabled={!data}
          onPress={() => void writeClipboard(reminder).then(() => toast.note(t('remind.copied')))}
        >
          {t('remind.copy')}
        </Button>
      }
    >
      <ErrorLine text={faultText} />
      {data === undefined ? (
        <Skeleton lines={5} />
      ) : (
        <div className="vis-evening">
          {data.slips.length > 0 ? (
            <section>
              <h3>{t('view.out')}</h3>
              <LineTable
                label={t('view.out')}
                rows={data.slips}
                rowKey={(row) => row.id}
                columns={[
                  {
                    id: 'number',
                    header: t('number'),
                    cell: (row) => (
                      <button
                        type="button"
                        className="vis-link mono"
                        onClick={() => {
                          props.onClose();
                          props.onOpen(row.number);
                        }}
                      >
                        {row.number}
                      </button>
                    ),
                  },
                  { id: 'state', header: t('proofState'), cell: (row) => t(`slip.${row.state}`) },
                  { id: 'day', header: t('day'), cell: (row) => <DayText day={row.day} /> },
                  { id: 'work', header: t('work'), cell: titleOf },
                  { id: 'user', header: t('user'), cell: (row) => row.customerName },
                ]}
              />
            </section>
          ) : null}
          {data.oldParts.length > 0 ? (
            <section>
              <h3>{t('evening.old')}</h3>
              <LineTable
                label={t('evening.old')}
                rows={data.oldParts}
                rowKey={(row) => row.id}
                columns={[
                  { id: 'order', header: t('order'), cell: order },
                  {
                    id: 'part',
                    header: t('evening.part'),
                    cell: named,
                  },
                  { id: 'due', header: t('evening.due'), cell: (row) => <DayText day={row.dueDay} /> },
                  {
                    id: 'sum',
                    header: t('evening.atRisk'),
                    align: 'end',
                    cell: (row) => <MoneyText fen={row.amountFen} />,
                  },
                ]}
              />
            </section>
          ) : null}
          {money.length > 0 ? (
            <section>
              <h3>{t('evening.unpaid')}</h3>
              <LineTable
                label={t('evening.unpaid')}
                rows={money}
                rowKey={(row) => row.id}
                columns={[
                  { id: 'order', header: t('order'), cell: order },
                  { id: 'day', header: t('day'), cell: (row) => <DayText day={row.day} /> },
                  {
                    id: 'method',
                    header: t('evening.how'),
                    cell: (row) =>
                      t(row.id === before ? 'evening.before' : row.method === 'cash' ? 'cash' : 'qr'),
                  },
                  {
                    id: 'sum',
                    header: t('evening.sum'),
                    align: 'end',
                    cell: (row) => <MoneyText fen={row.amountFen} />,
                  },
                ]}
              />
            </section>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

import { useCallback, useMemo, useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  type Column,
  DateText,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  ListDocument,
  MoneyText,
  QuantityText,
  Section,
  Skeleton,
  StatePill,
  toast,
  VirtualList,
} from '../../../ui/index.ts';
import { AmountDialog, CloseOrderDialog } from './supply-dialogs.tsx';
import { supplyTables, type SupplyViewProps } from './supply-view.ts';

type Order = OutputOf<'parts.supplyOrders'>['rows'][number];
type Line = Order['lines'][number];

const tones = { collecting: 'amber', sent: 'violet', come: 'green', closed: 'grey', void: 'grey' } as const;
const shapes = { collecting: 'half', sent: 'ring', come: 'check', closed: 'slash', void: 'slash' } as const;

/** 补货单: collected for each upper store, sent, and followed until all of it is here. */
export function SupplyOrders({ openId, open, close, list, fresh }: SupplyViewProps) {
  const t = useWords('replenish');
  const [openOnly, setOpenOnly] = useState(true);
  const { data, faultText } = useQuery(
    'parts.supplyOrders',
    { openOnly },
    { keep: true, tables: supplyTables },
  );
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  const shown = rows[at];
  return (
    <>
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-supply-orders"
        initial={560}
        listRef={list}
        onClose={close}
        list={
          <>
            <div className="parts-bar">
              <Button hotkey="V" size="small" onPress={() => setOpenOnly(!openOnly)}>
                {t(openOnly ? 'order.allOrders' : 'order.onlyOpen')}
              </Button>
            </div>
            {data ? (
              <VirtualList
                ref={list}
                label={t('order.list')}
                total={rows.length}
                version={rows.map((row) => `${row.id}${row.version}${row.state}`).join()}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && open(row.id)}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus={fresh}
                empty={<EmptyState title={t('order.emptyTitle')} text={t('order.emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={shown === undefined ? null : <OrderDocument key={shown.id} order={shown} />}
      />
    </>
  );
}

function OrderState({ state }: { state: Order['state'] }) {
  const t = useWords('replenish');
  return <StatePill tone={tones[state]} shape={shapes[state]} label={t(`order.states.${state}`)} />;
}

function useColumns(): readonly Column<Order>[] {
  const t = useWords('replenish');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'number', header: t('order.number'), width: 128, cell: (row) => row.number },
      {
        id: 'state',
        header: t('order.state'),
        width: 100,
        cell: (row) => <OrderState state={row.state} />,
      },
      {
        id: 'from',
        header: t('from'),
        width: 120,
        grow: true,
        cell: (row) => name(row.payerNameZh, row.payerNameEn) || name(row.fromNameZh, row.fromNameEn),
      },
      {
        id: 'lines',
        header: t('order.lines'),
        width: 64,
        align: 'end',
        cell: (row) => row.lines.length,
      },
      {
        id: 'amount',
        header: t('amount'),
        width: 100,
        align: 'end',
        cell: (row) => <MoneyText fen={row.totalFen} />,
      },
    ],
    [t, name],
  );
}

function OrderDocument({ order }: { order: Order }) {
  const t = useWords('replenish');
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const may = useCan('stock.receive') !== null;
  const send = useCommand('parts.supplySend');
  const [closing, setClosing] = useState(false);
  const [changing, setChanging] = useState<Line | null>(null);
  const collecting = order.state === 'collecting';
  const [first] = order.lines;
  const go = async () => {
    const done = await send.run({ id: order.id, version: order.version });
    if (done !== null) toast.note(t('order.sent', { number: done.number }));
  };
  return (
    <DocumentPage
      marks={<OrderState state={order.state} />}
      title={order.number}
      subtitle={
        <>
          {[
            name(order.fromNameZh, order.fromNameEn),
            order.madeByName ? t('order.madeBy', { name: personName(order.madeByName) }) : '',
            order.reason,
          ]
            .filter((text) => text !== '')
            .join(' · ')}{' '}
          <DateText atMs={order.sentAt ?? order.at} />
        </>
      }
      actions={
        may ? (
          <>
            {collecting ? (
              <Button variant="primary" hotkey="S" pending={send.pending} onPress={() => void go()}>
                {t('order.send')}
              </Button>
            ) : null}
            {collecting && first !== undefined ? (
              <Button hotkey="H" onPress={() => setChanging(first)}>
                {t('order.change')}
              </Button>
            ) : null}
            {collecting || order.state === 'sent' ? (
              <Button hotkey="X" variant="quiet" onPress={() => setClosing(true)}>
                {t('order.close')}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <ErrorLine text={send.faultText} />
      <Section>
        <LineTable
          label={order.number}
          rows={order.lines}
          rowKey={(row) => String(row.lineNo)}
          columns={[
            {
              id: 'part',
              header: t('order.part'),
              cell: (row) => (
                <>
                  {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
                </>
              ),
            },
            {
              id: 'asked',
              header: t('order.asked'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.askedMilli} unit={row.unit} />,
            },
            {
              id: 'came',
              header: t('order.came'),
              align: 'end',
              cell: (row) => (collecting ? '—' : f.milli(row.cameMilli)),
            },
            {
              id: 'cost',
              header: t('order.cost'),
              align: 'end',
              cell: (row) => <MoneyText fen={row.unitFen} />,
            },
            {
              id: 'amount',
              header: t('amount'),
              align: 'end',
              cell: (row) => <MoneyText fen={row.amountFen} />,
            },
            {
              id: 'act',
              header: '',
              align: 'end',
              cell: (row) =>
                collecting && may ? (
                  <Button size="small" variant="quiet" onPress={() => setChanging(row)}>
                    {t('order.change')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Section>
      {closing ? <CloseOrderDialog order={order} onClose={() => setClosing(false)} /> : null}
      {changing ? <AmountDialog order={order} line={changing} onClose={() => setChanging(null)} /> : null}
    </DocumentPage>
  );
}

import { useCallback, useMemo, useState } from 'react';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  ListDocument,
  MoneyText,
  QuantityText,
  Skeleton,
  toast,
  VirtualList,
} from '../../../ui/index.ts';
import { SkipDialog, TakeAllDialog } from './supply-dialogs.tsx';
import { ProposalDocument } from './supply-reasons.tsx';
import { type Proposal, supplyTables, type SupplyViewProps } from './supply-view.ts';

/** The list gone through with A (order this) and W (not yet); the document says why. */
export function SupplyProposals(props: SupplyViewProps & { skipped: boolean }) {
  const { openId, open, close, list, skipped } = props;
  const t = useWords('replenish');
  const f = useFormat();
  const may = useCan('stock.receive') !== null;
  const [at, setAt] = useState(0);
  const [amounts, setAmounts] = useState<Readonly<Record<string, number | null>>>({});
  const [dialog, setDialog] = useState<'skip' | 'all' | null>(null);
  const { data, faultText } = useQuery('parts.supply', { skipped }, { keep: true, tables: supplyTables });
  const take = useCommand('parts.supplyTake');
  const skip = useCommand('parts.supplySkip');
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns(openId !== null);
  const opened = rows.findIndex((row) => row.partId === openId);
  const active = opened >= 0 ? opened : Math.min(at, Math.max(0, rows.length - 1));
  const row = rows[active];
  const wanted = row === undefined ? null : (amounts[row.partId] ?? row.quantityMilli);
  const takeOne = async () => {
    if (row === undefined || wanted === null || wanted <= 0) return;
    const done = await take.run({ lines: [{ partId: row.partId, quantityMilli: wanted }] });
    const [order] = done?.orders ?? [];
    if (order === undefined) return;
    setAmounts(({ [row.partId]: _taken, ...rest }) => rest);
    toast.note(t('taken', { part: row.code, number: order.number }));
    // The next proposal moves up; an open document shows it
    const next = rows[active + 1] ?? rows[active - 1];
    if (openId !== null && next !== undefined) open(next.partId, { now: true });
    else if (openId !== null) close();
  };
  return (
    <>
      <ErrorLine text={faultText ?? take.faultText ?? skip.faultText} />
      <ListDocument
        name="parts-supply"
        initial={640}
        listRef={list}
        onClose={close}
        list={
          <>
            {may && row !== undefined ? (
              <div className="parts-bar supply-acts">
                {skipped ? (
                  <Button
                    hotkey="A"
                    variant="primary"
                    pending={skip.pending}
                    onPress={() => void skip.run({ partId: row.partId, untilDay: null })}
                  >
                    {t('again')}
                  </Button>
                ) : (
                  <>
                    <Button
                      hotkey="A"
                      variant="primary"
                      pending={take.pending}
                      onPress={() => void takeOne()}
                    >
                      {t('take')}
                    </Button>
                    <Button hotkey="W" onPress={() => setDialog('skip')}>
                      {t('skip')}
                    </Button>
                    <Button hotkey="Alt+A" onPress={() => setDialog('all')}>
                      {t('takeAll')}
                    </Button>
                    <output className="muted supply-total">
                      {t('total', { count: rows.length, money: f.money(data?.amountFen ?? 0) })}
                    </output>
                  </>
                )}
              </div>
            ) : null}
            {data ? (
              <VirtualList
                ref={list}
                label={t('list')}
                total={rows.length}
                version={rows.map((one) => `${one.partId}${one.quantityMilli}`).join()}
                getSlice={getSlice}
                rowKey={(one) => one.partId}
                columns={columns}
                active={active}
                onActive={(index, one) => {
                  setAt(index);
                  if (one && openId !== null) open(one.partId);
                }}
                onOpen={(one) => open(one.partId, { now: true })}
                autoFocus={props.fresh}
                empty={
                  <EmptyState
                    title={t(skipped ? 'skippedTitle' : 'emptyTitle')}
                    text={skipped ? undefined : t('emptyText')}
                  />
                }
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={
          openId === null || row === undefined || opened < 0 ? null : (
            <ProposalDocument
              key={row.partId}
              row={row}
              amount={wanted}
              onAmount={
                may && !skipped ? (milli) => setAmounts((old) => ({ ...old, [row.partId]: milli })) : null
              }
              onTake={() => void takeOne()}
            />
          )
        }
      />
      {dialog === 'skip' && row !== undefined ? (
        <SkipDialog row={row} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'all' && data ? (
        <TakeAllDialog
          lines={rows.map((one) => ({
            partId: one.partId,
            quantityMilli: amounts[one.partId] ?? one.quantityMilli,
          }))}
          amountFen={data.amountFen}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}

function useColumns(narrow: boolean): readonly Column<Proposal>[] {
  const t = useWords('replenish');
  const parts = useWords('parts');
  const name = useInLanguage();
  return useMemo(() => {
    const all: (Column<Proposal> & { wide?: boolean })[] = [
      { id: 'code', header: parts('stock.code'), width: 80, cell: (row) => row.code },
      {
        id: 'name',
        header: parts('stock.name'),
        width: 180,
        grow: true,
        cell: (row) => name(row.nameZh, row.nameEn),
      },
      {
        id: 'from',
        header: t('from'),
        width: 120,
        wide: true,
        cell: (row) => (row.ownerKind === 'payer' ? name(row.payerNameZh, row.payerNameEn) || '—' : t('own')),
      },
      {
        id: 'used',
        header: t('used'),
        width: 112,
        align: 'end',
        wide: true,
        cell: (row) => <QuantityText milli={row.usedMilli} unit={row.unit} />,
      },
      {
        id: 'lead',
        header: t('lead'),
        width: 64,
        align: 'end',
        wide: true,
        cell: (row) => t('days', { days: row.leadDays }),
      },
      {
        id: 'propose',
        header: t('propose'),
        width: 96,
        align: 'end',
        cell: (row) => (
          <strong>
            <QuantityText milli={row.quantityMilli} unit={row.unit} />
          </strong>
        ),
      },
      {
        id: 'amount',
        header: t('amount'),
        width: 96,
        align: 'end',
        cell: (row) => <MoneyText fen={row.amountFen} />,
      },
    ];
    return all.filter((column) => !(narrow && column.wide));
  }, [t, parts, name, narrow]);
}

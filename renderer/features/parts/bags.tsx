import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  Button,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  ListDocument,
  type ListHandle,
  MoneyText,
  QuantityText,
  Section,
  Skeleton,
  StatePill,
  useDocumentRoute,
} from '../../ui/index.ts';
import { PeopleList } from './people-list.tsx';
import { ReturnDialog, type Returnable } from './return-dialog.tsx';
import { PartsPage } from './shell.tsx';
import { UseDialog } from './use/use-dialog.tsx';

type BagData = OutputOf<'parts.bag'>;

/** 随身库: what each man holds and owes, and what should come back. */
export function BagsScreen() {
  const { openId, open, close } = useDocumentRoute('/parts/bags');
  const list = useRef<ListHandle>(null);
  const bags = useQuery('parts.bags', {});
  return (
    <PartsPage view="bags">
      <ErrorLine text={bags.faultText} />
      <ListDocument
        name="parts-bags"
        initial={620}
        listRef={list}
        onClose={close}
        list={
          bags.data ? (
            <PeopleList
              short={openId !== null}
              listRef={list}
              bags={bags.data.bags}
              openId={openId}
              onChoose={(bag) => openId !== null && open(bag.staffId)}
              onEnter={(bag) => open(bag.staffId, { now: true })}
            />
          ) : (
            <Skeleton lines={8} />
          )
        }
        document={openId === null ? null : <BagDocument key={openId} staffId={openId} />}
      />
    </PartsPage>
  );
}

function BagDocument({ staffId }: { staffId: string }) {
  const { data, faultText } = useQuery('parts.bag', { staffId });
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data) return <Skeleton lines={10} />;
  return <Loaded data={data} />;
}

function Loaded({ data }: { data: BagData }) {
  const t = useWords('parts');
  const counter = useWords('counter');
  const f = useFormat();
  const name = useInLanguage();
  const navigate = useNavigate();
  const personName = usePersonName();
  const mayIssue = useCan('stock.issue') !== null;
  const mayKey = useCan('slips.key') !== null;
  const [using, setUsing] = useState<string | null>(null);
  const [returning, setReturning] = useState<Returnable | null>(null);
  const { bag, lines, toReturn } = data;
  const heldFen = bag.onHandFen + bag.oldPartsFen;
  const firstLine = lines.find((line) => line.condition === 'good');
  const first = toReturn[0];
  const returnFirst = first
    ? () =>
        setReturning({
          ...first,
          name: name(first.partNameZh, first.partNameEn),
          code: first.partCode,
          workOrderId: first.workOrderId,
        })
    : firstLine
      ? () => setReturning(returnable(firstLine))
      : undefined;
  function returnable(line: BagData['lines'][number]): Returnable {
    return {
      partId: line.partId,
      code: line.code,
      name: name(line.nameZh, line.nameEn),
      quantityMilli: line.onHandMilli,
      condition: line.condition,
      lot: line.lot,
      serial: line.serial,
      workOrderId: null,
    };
  }
  return (
    <DocumentPage
      marks={
        <>
          {bag.oldPartsOwed > 0 ? (
            <StatePill tone="amber" shape="back" label={`${t('bags.old')} ${bag.oldPartsOwed}`} />
          ) : null}
          {bag.toReturn > 0 ? (
            <StatePill tone="red" shape="back" label={`${t('bags.toReturn')} ${bag.toReturn}`} />
          ) : null}
          {bag.limitFen ? (
            <StatePill
              tone={heldFen > bag.limitFen ? 'red' : 'grey'}
              label={t('bags.used', { percent: Math.round((heldFen / bag.limitFen) * 100) })}
            />
          ) : null}
        </>
      }
      title={personName(bag.staffName)}
      subtitle={t('bags.subtitle', { onHand: f.money(bag.onHandFen), old: f.money(bag.oldPartsFen) })}
      actions={
        mayIssue ? (
          <>
            <Button variant="primary" hotkey="L" onPress={() => void navigate(`/parts/issue/${bag.staffId}`)}>
              {t('bags.issue')}
            </Button>
            <Button hotkey="T" disabled={!returnFirst} onPress={() => returnFirst?.()}>
              {t('bags.return')}
            </Button>
            <Button hotkey="R" onPress={() => void navigate(`/parts/returning/${bag.staffId}`)}>
              {counter('return.scan')}
            </Button>
          </>
        ) : undefined
      }
    >
      {toReturn.length > 0 ? (
        <Section title={t('bags.back')}>
          <p className="muted">{t('bags.backText')}</p>
          <LineTable
            label={t('bags.back')}
            rows={toReturn}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'part',
                header: t('bags.part'),
                cell: (row) => `${name(row.partNameZh, row.partNameEn)} ${row.partCode}`,
              },
              {
                id: 'order',
                header: t('doc.order'),
                cell: (row) => `${row.orderNumber} ${row.customerName}`,
              },
              {
                id: 'quantity',
                header: t('bags.quantity'),
                align: 'end',
                cell: (row) => <QuantityText milli={row.quantityMilli} />,
              },
              {
                id: 'act',
                header: '',
                align: 'end',
                cell: (row) =>
                  mayIssue ? (
                    <Button
                      size="small"
                      onPress={() =>
                        setReturning({
                          ...row,
                          name: name(row.partNameZh, row.partNameEn),
                          code: row.partCode,
                          workOrderId: row.workOrderId,
                        })
                      }
                    >
                      {t('bags.return')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        </Section>
      ) : null}
      <Section title={t('bags.lines')}>
        {lines.length === 0 ? (
          <EmptyState title={t('bags.empty')} />
        ) : (
          <LineTable
            label={t('bags.lines')}
            rows={lines}
            rowKey={(row) => `${row.partId}|${row.condition}|${row.lot}|${row.serial}`}
            columns={[
              {
                id: 'part',
                header: t('bags.part'),
                cell: (row) => (
                  <>
                    {name(row.nameZh, row.nameEn)}{' '}
                    <span className="faint">
                      {row.code} {row.serial || row.lot}
                    </span>
                  </>
                ),
              },
              {
                id: 'condition',
                header: t('doc.state'),
                cell: (row) => (
                  <StatePill
                    tone={row.condition === 'good' ? 'green' : 'amber'}
                    label={t(`condition.${row.condition}`)}
                  />
                ),
              },
              {
                id: 'quantity',
                header: t('bags.quantity'),
                align: 'end',
                cell: (row) => <QuantityText milli={row.onHandMilli} unit={row.unit} />,
              },
              {
                id: 'free',
                header: t('bags.free'),
                align: 'end',
                cell: (row) => f.milli(row.onHandMilli - row.reservedMilli),
              },
              {
                id: 'value',
                header: t('bags.value'),
                align: 'end',
                cell: (row) => <MoneyText fen={timesMilli(row.unitFen, row.onHandMilli)} />,
              },
              {
                id: 'act',
                header: '',
                align: 'end',
                cell: (row) =>
                  row.condition === 'old' ? null : (
                    <>
                      {mayKey && row.condition === 'good' ? (
                        <Button size="small" variant="quiet" onPress={() => setUsing(row.partId)}>
                          {counter('use.fromBag')}
                        </Button>
                      ) : null}
                      {mayIssue ? (
                        <Button size="small" variant="quiet" onPress={() => setReturning(returnable(row))}>
                          {t('bags.return')}
                        </Button>
                      ) : null}
                    </>
                  ),
              },
            ]}
          />
        )}
      </Section>
      {using === null ? null : <UseDialog workOrderId={null} partId={using} onClose={() => setUsing(null)} />}
      {returning ? (
        <ReturnDialog staffId={bag.staffId} what={returning} onClose={() => setReturning(null)} />
      ) : null}
    </DocumentPage>
  );
}

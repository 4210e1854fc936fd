import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  QuantityText,
  Section,
  Skeleton,
} from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import type { TakeScan } from '../scan-desk.tsx';
import { PartsPage } from '../shell.tsx';
import { useUndoToast } from '../undo-paper.tsx';
import './counter.css';
import { InspectionList } from './inspection-list.tsx';
import { useTakenLines } from './taken-lines.ts';
import { TakenTable } from './taken-table.tsx';

type BagData = OutputOf<'parts.bag'>;

/** 退料: badge, then everything he puts on the counter, scanned piece by piece onto one paper. */
export function ReturningScreen() {
  const { id } = useParams();
  const t = useWords('counter');
  const bag = useQuery('parts.bag', { staffId: id ?? '' }, { enabled: id !== undefined, keep: true });
  const navigate = useNavigate();
  const badge: TakeScan = (hit) => {
    if (hit.kind !== 'staff') return false;
    void navigate(`/parts/returning/${hit.id}`);
    return true;
  };
  if (bag.data !== undefined && bag.data.bag.staffId === id)
    return <Sheet key={id} data={bag.data} badge={badge} />;
  return (
    <PartsPage view="bags" take={badge}>
      <ErrorLine text={bag.faultText} />
      {id === undefined ? (
        <EmptyState title={t('return.choose')} text={t('return.chooseText')} />
      ) : bag.faultText ? null : (
        <Skeleton lines={8} />
      )}
      <InspectionList />
    </PartsPage>
  );
}

function Sheet({ data, badge }: { data: BagData; badge: TakeScan }) {
  const t = useWords('counter');
  const parts = useWords('parts');
  const name = useInLanguage();
  const personName = usePersonName();
  const back = useCommand('parts.return');
  const undoable = useUndoToast();
  const { bag, toReturn } = data;
  const lying = data.lines.filter((row) => row.condition !== 'old');
  // What is promised to another order gives way when the part lies on the counter
  const taken = useTakenLines((row) => row.onHandMilli);
  const [told, setTold] = useState<{ text: string; good: boolean } | null>(null);
  const [done, setDone] = useState<{ documentId: string; text: string } | null>(null);
  const issues = new Map(data.lines.map((row) => [row.partId, row.issueNumber]));

  /** Lines of his that should come back: what is left of each in the bag, for the order it went out for. */
  const takeBack = (rows: BagData['toReturn']): number => {
    let count = 0;
    for (const row of rows) {
      const there = lying.find(
        (one) => one.partId === row.partId && one.condition === 'good' && taken.leftOf(one) > 0,
      );
      const open = taken.lines.some(
        (line) => line.row.partId === row.partId && line.workOrderId === row.workOrderId,
      );
      if (there === undefined || open) continue;
      taken.addRow(there, Math.min(row.quantityMilli, taken.leftOf(there)), {
        workOrderId: row.workOrderId,
        orderNumber: row.orderNumber,
      });
      count += 1;
    }
    return count;
  };
  const say = (text: string, good = false) => {
    setDone(null);
    setTold({ text, good });
    return true;
  };
  const take: TakeScan = async (hit) => {
    if (hit.kind === 'staff' && hit.id === bag.staffId) return say(t('return.go1'), true);
    if (hit.kind === 'part' || hit.kind === 'serial') {
      const added = taken.add(lying, hit.partId ?? hit.id, hit.kind === 'serial' ? hit.text : null);
      if (added.refusal !== null)
        return say(t(`refusal.${added.refusal}`, { part: hit.text, place: personName(bag.staffName) }));
      const { row, quantityMilli } = added.line;
      return say(
        t('added', {
          part: `${row.code} ${name(row.nameZh, row.nameEn)}`,
          count: (quantityMilli ?? 0) / 1000,
        }),
        true,
      );
    }
    if (hit.kind === 'order') {
      const rows = toReturn.filter((row) => row.workOrderId === hit.id);
      return say(
        takeBack(rows) > 0
          ? t('return.orderAdded', { number: hit.text })
          : t('return.orderNothing', { number: hit.text }),
        rows.length > 0,
      );
    }
    if (hit.kind === 'document' && hit.paper === 'issue' && hit.staffId === bag.staffId) {
      const paper = await api.call('parts.document', { id: hit.id }).catch(() => null);
      let count = 0;
      for (const line of paper?.lines ?? []) {
        const row = lying.find(
          (one) =>
            one.partId === line.partId &&
            one.serial === line.serial &&
            one.condition === 'good' &&
            taken.leftOf(one) > 0,
        );
        if (row === undefined) continue;
        taken.addRow(row, Math.min(line.doneMilli, taken.leftOf(row)), {
          workOrderId: line.workOrderId,
          orderNumber: line.orderNumber,
        });
        count += 1;
      }
      return say(
        t(count > 0 ? 'return.slipAdded' : 'return.slipNothing', { number: hit.text, count }),
        count > 0,
      );
    }
    return badge(hit);
  };

  const go = async () => {
    if (taken.lines.length === 0 || back.pending) return;
    const paper = await back.run({
      staffId: bag.staffId,
      lines: taken.lines.map((line) => ({
        partId: line.row.partId,
        quantityMilli: line.quantityMilli ?? 0,
        condition: line.row.condition as 'good',
        lot: line.row.lot,
        serial: line.row.serial,
        workOrderId: line.workOrderId,
        reason: line.state === 'dead' ? ('dead' as const) : line.reason,
        opened: line.state === 'opened',
        note: line.note,
      })),
    });
    if (paper === null) return;
    const count = taken.lines.length;
    taken.clear();
    setTold(null);
    undoable(parts('return.done', { number: paper.number }), paper.documentId);
    setDone({
      documentId: paper.documentId,
      text: t('return.done', { number: paper.number, name: personName(bag.staffName), count }),
    });
  };

  return (
    <PartsPage view="bags" take={take}>
      <DocumentPage
        title={t('return.heading', { name: personName(bag.staffName) })}
        subtitle={t('return.help')}
        actions={
          <>
            <Button
              variant="primary"
              hotkey="Mod+Enter"
              disabled={taken.lines.length === 0}
              pending={back.pending}
              onPress={() => void go()}
            >
              {t('return.go', { count: taken.lines.length })}
            </Button>
            {toReturn.length > 0 ? (
              <Button
                hotkey="A"
                onPress={() => {
                  const count = takeBack(toReturn);
                  say(t(count > 0 ? 'return.allAdded' : 'return.allThere', { count }), count > 0);
                }}
              >
                {t('return.all')}
              </Button>
            ) : null}
            {done ? <PrintButton kind="return_slip" ids={[done.documentId]} hotkey="P" /> : null}
          </>
        }
      >
        <div className="parts-warnings">
          {done ? <Banner tone="green" text={done.text} /> : null}
          {told ? <Banner tone={told.good ? 'green' : 'amber'} text={told.text} /> : null}
          <ErrorLine text={back.faultText} />
        </div>
        <TakenTable
          taken={taken}
          lying={lying}
          back={{ issueOf: (partId) => issues.get(partId) ?? null }}
          empty={t('return.empty')}
        />
        {toReturn.length > 0 ? (
          <Section title={parts('bags.back')}>
            <p className="muted">{parts('bags.backText')}</p>
            <LineTable
              label={parts('bags.back')}
              rows={toReturn}
              rowKey={(row) => row.id}
              columns={[
                {
                  id: 'part',
                  header: parts('bags.part'),
                  cell: (row) => `${name(row.partNameZh, row.partNameEn)} ${row.partCode}`,
                },
                { id: 'order', header: parts('doc.order'), cell: (row) => row.orderNumber },
                {
                  id: 'quantity',
                  header: parts('bags.quantity'),
                  align: 'end',
                  cell: (row) => <QuantityText milli={row.quantityMilli} />,
                },
                {
                  id: 'act',
                  header: '',
                  align: 'end',
                  cell: (row) => (
                    <Button size="small" variant="quiet" onPress={() => takeBack([row])}>
                      {t('return.take')}
                    </Button>
                  ),
                },
              ]}
            />
          </Section>
        ) : null}
        <InspectionList />
      </DocumentPage>
    </PartsPage>
  );
}

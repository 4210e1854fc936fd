import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { isUndoable } from '../../../domain/stock/paper.ts';
import { useCan } from '../../app/session.tsx';
import type { PrintKind } from '../../../domain/paper/kinds.ts';
import type { StockPaperKind } from '../../../domain/stock/paper.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  Button,
  type Column,
  DateText,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  ListDocument,
  type ListHandle,
  MoneyText,
  QuantityText,
  Section,
  Segments,
  Skeleton,
  StatePill,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { PrintButton } from '../paper/print-button.tsx';
import { PartsPage } from './shell.tsx';
import { WaitingOf, WaitingPapers } from './transfer/waiting-papers.tsx';
import { UndoPaperDialog } from './undo-paper.tsx';

type Paper = OutputOf<'parts.documents'>['rows'][number];

/** 单据 of the stock room, newest first; a parcel on its way is received here. */
export function PapersScreen() {
  const t = useWords('parts');
  const { openId, open, close } = useDocumentRoute('/parts/papers');
  const counter = useWords('counter');
  const navigate = useNavigate();
  const mayMove = useCan('stock.transfer') !== null;
  const mayScrap = useCan('stock.issue') !== null;
  const [view, setView] = useState<'all' | 'open' | 'waiting'>('all');
  const waiting = useQuery('parts.waiting', {}).data?.papers.length ?? 0;
  const list = useRef<ListHandle>(null);
  const { data, faultText } = useQuery(
    'parts.documents',
    { openOnly: view === 'open', limit: 500 },
    { keep: true },
  );
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns(openId !== null);
  const at = rows.findIndex((row) => row.id === openId);
  return (
    <PartsPage view="papers">
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-papers"
        initial={600}
        listRef={list}
        onClose={close}
        list={
          <>
            <div className="parts-bar">
              <Segments
                label={t('stock.view.label')}
                value={view}
                onChange={(id) => setView(id as 'all' | 'open' | 'waiting')}
                tabs={[
                  ...(['all', 'open'] as const).map((id) => ({ id, label: t(`papers.view.${id}`) })),
                  { id: 'waiting', label: `${counter('waiting.view')}${waiting > 0 ? ` ${waiting}` : ''}` },
                ]}
              />
              {mayMove ? (
                <Button hotkey="T" onPress={() => void navigate('/parts/moving')}>
                  {t('doc.transfer')}
                </Button>
              ) : null}
              {mayScrap ? (
                <Button variant="quiet" hotkey="S" onPress={() => void navigate('/parts/moving/scrap')}>
                  {t('doc.scrap')}
                </Button>
              ) : null}
            </div>
            {view === 'waiting' ? (
              <WaitingPapers onOpen={(id) => open(id, { now: true })} />
            ) : data ? (
              <VirtualList
                ref={list}
                label={t('papers.list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.id}${row.version}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && open(row.id)}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus
                empty={<EmptyState title={t('papers.emptyTitle')} text={t('papers.emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={openId === null ? null : <PaperDocument key={openId} id={openId} />}
      />
    </PartsPage>
  );
}

function useColumns(narrow: boolean): readonly Column<Paper>[] {
  const t = useWords('parts');
  const name = useInLanguage();
  const personName = usePersonName();
  return useMemo(() => {
    const all: (Column<Paper> & { wide?: boolean })[] = [
      { id: 'number', header: t('papers.number'), width: 128, cell: (row) => row.number },
      { id: 'kind', header: t('papers.type'), width: 80, cell: (row) => t(`papers.kind.${row.kind}`) },
      {
        id: 'state',
        header: t('doc.state'),
        width: 90,
        wide: true,
        cell: (row) => <PaperState kind={row.kind} state={row.state} />,
      },
      { id: 'at', header: t('papers.day'), width: 110, cell: (row) => <DateText atMs={row.at} /> },
      {
        id: 'staff',
        header: t('papers.staff'),
        width: 110,
        cell: (row) => personName(row.staffName ?? row.madeByName),
      },
      {
        id: 'from',
        header: t('papers.from'),
        width: 120,
        grow: true,
        wide: true,
        cell: (row) => name(row.fromNameZh, row.fromNameEn),
      },
      {
        id: 'to',
        header: t('papers.to'),
        width: 120,
        grow: true,
        wide: true,
        cell: (row) => name(row.toNameZh, row.toNameEn),
      },
      { id: 'lines', header: t('papers.lines'), width: 50, align: 'end', cell: (row) => row.lines },
      {
        id: 'amount',
        header: t('papers.amount'),
        width: 90,
        align: 'end',
        cell: (row) => <MoneyText fen={row.totalFen} />,
      },
    ];
    return all.filter((column) => !(narrow && column.wide));
  }, [t, name, personName, narrow]);
}

function PaperState({ kind, state }: { kind: string; state: string }) {
  const t = useWords('parts');
  const counter = useWords('counter');
  const tone = state === 'posted' ? 'green' : state === 'staged' ? 'amber' : 'grey';
  return (
    <StatePill
      tone={tone}
      shape={state === 'posted' ? 'check' : state === 'staged' ? 'half' : 'slash'}
      label={
        state !== 'staged' || kind === 'parcel'
          ? t(`papers.state.${state}`)
          : kind === 'transfer' || kind === 'scrap'
            ? counter('waiting.view')
            : t('papers.state.ready')
      }
    />
  );
}

/** What each paper of the room is printed as. */
const printedAs: Partial<Record<StockPaperKind, PrintKind>> = {
  issue: 'issue_slip',
  return: 'return_slip',
  receipt: 'receiving_slip',
  transfer: 'transfer_slip',
  parcel: 'transfer_slip',
  scrap: 'scrap_slip',
  old_return: 'old_part_list',
};

function PaperDocument({ id }: { id: string }) {
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const { data, faultText } = useQuery('parts.document', { id });
  const staging = useWords('staging');
  const mayUndo = useCan('stock.issue') !== null;
  const [undoing, setUndoing] = useState(false);
  const arrive = useCommand('parts.arrive');
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data) return <Skeleton lines={8} />;
  const { document, lines } = data;
  const printed = printedAs[document.kind as StockPaperKind];
  const open = lines.filter((line) => line.doneMilli < line.askedMilli);
  const places = [
    name(document.fromNameZh, document.fromNameEn),
    name(document.toNameZh, document.toNameEn),
  ].filter((text) => text !== '');
  return (
    <DocumentPage
      marks={
        <>
          <PaperState kind={document.kind} state={document.state} />
          {document.undoes ? (
            <StatePill tone="grey" shape="back" label={staging('undo.undoes', { number: document.undoes })} />
          ) : null}
          {document.undoneBy ? (
            <StatePill
              tone="grey"
              shape="slash"
              label={staging('undo.undoneBy', { number: document.undoneBy })}
            />
          ) : null}
          {document.approvedByName ? (
            <StatePill
              tone="violet"
              label={t('papers.approved', { name: personName(document.approvedByName) })}
            />
          ) : null}
        </>
      }
      title={`${t(`papers.kind.${document.kind}`)} ${document.number}`}
      subtitle={[
        places.join(' → '),
        personName(document.staffName),
        document.madeByName ? t('papers.by', { name: personName(document.madeByName) }) : '',
        data.parcelNumber ? t('papers.parcel', { number: data.parcelNumber }) : '',
        f.date(document.at),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        <>
          {document.state === 'staged' && document.kind !== 'parcel' ? (
            <WaitingOf documentId={document.id} />
          ) : null}
          {document.state === 'staged' && document.kind === 'parcel' ? (
            <Button
              variant="primary"
              hotkey="E"
              pending={arrive.pending}
              onPress={() =>
                void arrive.run({
                  documentId: document.id,
                  version: document.version,
                  lines: open.map((line) => ({
                    lineNo: line.lineNo,
                    quantityMilli: line.askedMilli - line.doneMilli,
                  })),
                })
              }
            >
              {t('papers.arrive')}
            </Button>
          ) : null}
          {printed === undefined ? null : <PrintButton kind={printed} ids={[document.id]} hotkey="P" />}
          {mayUndo && document.undoes === null && isUndoable(document.kind, document.state) ? (
            <Button hotkey="U" variant="quiet" onPress={() => setUndoing(true)}>
              {staging('undo.act')}
            </Button>
          ) : null}
        </>
      }
    >
      <ErrorLine text={arrive.faultText} />
      <Section>
        <LineTable
          label={document.number}
          rows={lines}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'part',
              header: t('issue.part'),
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
              cell: (row) => (row.condition === null ? '' : t(`condition.${row.condition}`)),
            },
            { id: 'order', header: t('doc.order'), cell: (row) => row.orderNumber ?? '' },
            {
              id: 'asked',
              header: t('papers.asked'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.askedMilli} unit={row.unit} />,
            },
            { id: 'done', header: t('papers.done'), align: 'end', cell: (row) => f.milli(row.doneMilli) },
            {
              id: 'amount',
              header: t('papers.amount'),
              align: 'end',
              cell: (row) => <MoneyText fen={row.amountFen} />,
            },
          ]}
        />
      </Section>
      {undoing ? (
        <UndoPaperDialog
          documentId={document.id}
          version={document.version}
          title={`${t(`papers.kind.${document.kind}`)} ${document.number}`}
          onClose={() => setUndoing(false)}
        />
      ) : null}
    </DocumentPage>
  );
}

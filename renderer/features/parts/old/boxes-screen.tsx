import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  type Column,
  DayText,
  Dialog,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  ListDocument,
  type ListHandle,
  MoneyText,
  Section,
  Segments,
  Select,
  Skeleton,
  StatePill,
  toast,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import { PartsPage } from '../shell.tsx';
import { OldPages } from './old-pages.tsx';
import { SendDialog } from './send-dialog.tsx';

export type Box = OutputOf<'parts.boxes'>['rows'][number];
type Data = OutputOf<'parts.box'>;
type Row = Data['rows'][number];
const views = ['packing', 'sent', 'all'] as const;

/** 装箱返厂: a scanned label goes into the box on the screen, or into the open box of its maker. */
export function BoxesScreen() {
  const t = useWords('oldparts');
  const { openId, open, close } = useDocumentRoute('/parts/old/boxes');
  const [view, setView] = useState<(typeof views)[number]>('packing');
  const [making, setMaking] = useState(false);
  const list = useRef<ListHandle>(null);
  const may = useCan('old_parts.write') !== null;
  const { data, faultText } = useQuery('parts.boxes', { view, limit: 200 }, { keep: true });
  const put = useCommand('parts.boxPut');
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  const shown = rows[at];
  const boxId = shown?.state === 'open' ? shown.id : null;
  const waiting = data?.waiting ?? [];
  const into = async (input: { code?: string; ids?: string[] }) => {
    const done = await put.run({ boxId, ...input });
    const [one] = done?.items ?? [];
    if (one === undefined) return;
    if (one.boxId !== openId) {
      setView('packing');
      open(one.boxId, { now: true });
    }
    toast.note(t('box.put', { label: one.labelNumber, box: one.number }));
  };
  return (
    <PartsPage
      view="old"
      take={async (hit) => {
        if (hit.kind === 'document' && hit.paper === 'old_return') open(hit.id, { now: true });
        else if (!may) return false;
        else if (hit.kind === 'old_part') await into({ ids: [hit.id] });
        else if (hit.kind === 'order') await into({ code: hit.text });
        else return false;
        return true;
      }}
      actions={
        may ? (
          <Button hotkey="N" disabled={waiting.length === 0} onPress={() => setMaking(true)}>
            {t('box.new')}
          </Button>
        ) : undefined
      }
    >
      <div className="parts-bar">
        <OldPages page="boxes" />
        <Segments
          label={t('box.view.label')}
          value={view}
          onChange={(id) => setView(id as typeof view)}
          tabs={views.map((id) => ({ id, label: t(`box.view.${id}`) }))}
        />
      </div>
      <ErrorLine text={faultText ?? put.faultText} />
      <ListDocument
        name="parts-boxes"
        initial={560}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('box.pickTitle')} text={t('box.pickText')} />}
        list={
          data ? (
            <VirtualList
              ref={list}
              label={t('box.list')}
              total={rows.length}
              version={`${view} ${rows.map((row) => `${row.id}${row.version}${row.pieces}`).join()}`}
              getSlice={getSlice}
              rowKey={(row) => row.id}
              columns={columns}
              active={at < 0 ? 0 : at}
              onActive={(_, row) => row && openId !== null && open(row.id)}
              onOpen={(row) => open(row.id, { now: true })}
              autoFocus
              empty={<EmptyState title={t('box.emptyTitle')} text={t('box.emptyText')} />}
            />
          ) : (
            <Skeleton lines={8} />
          )
        }
        document={
          openId === null ? null : (
            <BoxDocument key={openId} id={openId} may={may} onPut={(ids) => void into({ ids })} />
          )
        }
      />
      {making ? (
        <NewBox
          waiting={waiting}
          onClose={(id) => {
            setMaking(false);
            if (id === null) return;
            setView('packing');
            open(id, { now: true });
          }}
        />
      ) : null}
    </PartsPage>
  );
}

function useColumns(): readonly Column<Box>[] {
  const t = useWords('oldparts');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'number', header: t('box.number'), width: 124, cell: (row) => row.number },
      { id: 'state', header: t('box.status'), width: 100, cell: (row) => <BoxState state={row.state} /> },
      {
        id: 'payer',
        header: t('payer'),
        width: 140,
        grow: true,
        cell: (row) => name(row.payerNameZh, row.payerNameEn),
      },
      { id: 'pieces', header: t('box.pieces'), width: 60, align: 'end', cell: (row) => row.pieces },
      {
        id: 'amount',
        header: t('amount'),
        width: 96,
        align: 'end',
        cell: (row) => <MoneyText fen={row.amountFen} />,
      },
    ],
    [t, name],
  );
}

export function BoxState({ state }: { state: Box['state'] }) {
  const t = useWords('oldparts');
  const tone = { open: 'amber', closed: 'blue', sent: 'violet', answered: 'green', void: 'grey' } as const;
  const shape = { open: 'ring', closed: 'half', sent: 'half', answered: 'check', void: 'slash' } as const;
  return <StatePill tone={tone[state]} shape={shape[state]} label={t(`box.state.${state}`)} />;
}

function BoxDocument({ id, may, onPut }: { id: string; may: boolean; onPut: (ids: string[]) => void }) {
  const t = useWords('oldparts');
  const navigate = useNavigate();
  const name = useInLanguage();
  const [sending, setSending] = useState(false);
  const { data, faultText } = useQuery('parts.box', { id }, { keep: true });
  const shut = useCommand('parts.boxClose');
  const out = useCommand('parts.boxTake');
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data) return <Skeleton lines={8} />;
  const { box, rows, waiting } = data;
  const { parcelId } = box;
  const isOpen = box.state === 'open';
  return (
    <DocumentPage
      marks={<BoxState state={box.state} />}
      title={box.number}
      subtitle={[
        name(box.payerNameZh, box.payerNameEn),
        t('box.of', { no: box.boxNo, of: box.boxes }),
        t('box.month', { month: box.month }),
        box.tracking ? t('box.tracking', { number: box.tracking }) : '',
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        <>
          <PrintButton kind="old_part_list" ids={rows.length === 0 ? [] : [box.id]} hotkey="P" single />
          {may && isOpen ? (
            <Button
              variant="primary"
              hotkey="S"
              disabled={rows.length === 0}
              pending={shut.pending}
              onPress={() => void shut.run({ id: box.id, version: box.version })}
            >
              {t('box.close')}
            </Button>
          ) : null}
          {may && isOpen && waiting.length > 0 ? (
            <Button hotkey="A" onPress={() => onPut(waiting.map((row) => row.id))}>
              {t('box.putAll', { count: waiting.length })}
            </Button>
          ) : null}
          {may && box.state === 'closed' ? (
            <>
              <Button variant="primary" hotkey="G" onPress={() => setSending(true)}>
                {t('box.send')}
              </Button>
              <Button
                hotkey="U"
                pending={shut.pending}
                onPress={() => void shut.run({ id: box.id, version: box.version, reopen: true })}
              >
                {t('box.reopen')}
              </Button>
            </>
          ) : null}
          {parcelId === null ? null : (
            <Button hotkey="O" onPress={() => void navigate(`/parts/parcels/${parcelId}`)}>
              {t('box.parcel')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine text={shut.faultText ?? out.faultText} />
      <Section title={t('box.content', { count: rows.length })}>
        {rows.length === 0 ? (
          <p className="muted">{t('box.scanHere')}</p>
        ) : (
          <OldTable
            rows={rows}
            label={box.number}
            act={
              may && isOpen
                ? {
                    label: t('box.takeOut'),
                    go: (row) => void out.run({ items: [{ id: row.id, version: row.version }] }),
                  }
                : null
            }
          />
        )}
      </Section>
      {isOpen && waiting.length > 0 ? (
        <Section title={t('box.waiting', { count: waiting.length })}>
          <OldTable
            rows={waiting}
            label={t('box.waiting', { count: waiting.length })}
            act={may ? { label: t('box.putIn'), go: (row) => onPut([row.id]) } : null}
          />
        </Section>
      ) : null}
      {sending ? <SendDialog box={box} onClose={() => setSending(false)} /> : null}
    </DocumentPage>
  );
}

function OldTable(props: {
  rows: readonly Row[];
  label: string;
  act: { label: string; go: (row: Row) => void } | null;
}) {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const personName = usePersonName();
  const { act } = props;
  return (
    <LineTable
      label={props.label}
      rows={props.rows}
      rowKey={(row) => row.id}
      columns={[
        { id: 'label', header: t('label'), cell: (row) => row.labelNumber ?? '—' },
        {
          id: 'part',
          header: t('part'),
          cell: (row) => (
            <>
              {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
            </>
          ),
        },
        { id: 'order', header: t('order'), cell: (row) => row.orderNumber ?? '—' },
        { id: 'man', header: t('man'), cell: (row) => personName(row.staffName) || '—' },
        { id: 'due', header: t('due'), cell: (row) => <DayText day={row.dueDay} /> },
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
            act === null ? null : (
              <Button size="small" variant="quiet" onPress={() => act.go(row)}>
                {act.label}
              </Button>
            ),
        },
      ]}
    />
  );
}

function NewBox(props: {
  waiting: OutputOf<'parts.boxes'>['waiting'];
  onClose: (boxId: string | null) => void;
}) {
  const { waiting, onClose } = props;
  const t = useWords('oldparts');
  const name = useInLanguage();
  const [payerId, setPayerId] = useState(waiting[0]?.payerId ?? '');
  const command = useCommand('parts.boxOpen');
  const go = async () => {
    const done = await command.run({ payerId });
    if (done !== null) onClose(done.id);
  };
  return (
    <Dialog
      title={t('box.newTitle')}
      open
      onClose={() => onClose(null)}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('box.newGo')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <Select
          label={t('payer')}
          value={payerId}
          onChange={setPayerId}
          options={waiting.map((row) => ({
            id: row.payerId,
            label: name(row.nameZh, row.nameEn),
            note: t('box.waitingNote', { count: row.pieces }),
          }))}
        />
        <p className="muted">{t('box.newHint')}</p>
      </div>
    </Dialog>
  );
}

import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { useSnapshot } from '../../../lib/snapshot.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import {
  Button,
  ChangedBanner,
  type Column,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  MoneyText,
  Segments,
  StatePill,
  TextField,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import './catalogue.css';
import { ExportSheet } from './export-sheet.tsx';
import { PartEditorDocument, NewPart } from './part-form.tsx';

type Row = NonNullable<OutputOf<'parts.slice'>['rows'][number]>;
const tables = ['part', 'part_barcode'];
const views = ['all', 'retired'] as const;

/** 目录: every part as it is kept, retired ones on a page of their own; one is open to be changed. */
export function CatalogueScreen() {
  const t = useWords('stockroom');
  const sheet = useWords('partsheet');
  const navigate = useNavigate();
  const [exportFault, setExportFault] = useState<string | null>(null);
  const { openId, open, close } = useDocumentRoute('/parts/catalogue');
  const mayEdit = useCan('parts.edit') !== null;
  const [text, setText] = useState('');
  const [view, setView] = useState<(typeof views)[number]>('all');
  const [sort, setSort] = useState({ id: 'code', down: false });
  const [active, setActive] = useState<number | null>(openId === null ? 0 : null);
  const list = useRef<ListHandle>(null);
  const input = { filter: { text, view }, sort: sort.id as 'code' | 'name', descending: sort.down };
  const rows = useSnapshot<Row>({
    of: JSON.stringify(input),
    tables,
    rowKey: (row) => row.id,
    open: async () => {
      const opened = await api.call('parts.open', input);
      return { id: opened.snapshotId, total: opened.total };
    },
    slice: async (snapshotId, from, to) => (await api.call('parts.slice', { snapshotId, from, to })).rows,
  });
  const columns = useColumns(openId !== null);
  return (
    <PartsPage
      view="catalogue"
      take={(hit) => {
        if (hit.kind !== 'part' || hit.partId === null) return false;
        open(hit.partId, { now: true });
        return true;
      }}
      actions={
        <>
          {mayEdit ? (
            <Button variant="primary" hotkey="N" onPress={() => open('new', { now: true })}>
              {t('part.new')}
            </Button>
          ) : null}
          {mayEdit ? (
            <Button hotkey="I" onPress={() => void navigate('/parts/catalogue/import')}>
              {sheet('import')}
            </Button>
          ) : null}
          <ExportSheet shown={input} onFault={setExportFault} />
        </>
      }
    >
      <ErrorLine text={exportFault} />
      <ChangedBanner count={rows.changed} onReload={rows.reload} />
      <ListDocument
        name="catalogue"
        initial={480}
        listRef={list}
        onClose={close}
        list={
          <>
            <div className="parts-bar">
              <TextField
                label={t('part.search')}
                quietLabel
                type="search"
                placeholder={t('part.search')}
                value={text}
                onChange={setText}
                onEnter={() => list.current?.focus()}
              />
              <Segments
                label={t('part.views')}
                value={view}
                onChange={(id) => setView(id as typeof view)}
                tabs={views.map((id) => ({ id, label: t(`part.view.${id}`) }))}
              />
            </div>
            <VirtualList
              ref={list}
              label={t('part.list')}
              total={rows.total}
              version={rows.version}
              getSlice={rows.getSlice}
              rowKey={(row) => row.id}
              columns={columns}
              active={active}
              onActive={(index, row) => {
                setActive(index);
                if (row && openId !== null && openId !== 'new') open(row.id);
              }}
              onOpen={(row) => open(row.id, { now: true })}
              sort={sort}
              onSort={(id) => setSort((old) => ({ id, down: old.id === id ? !old.down : false }))}
              autoFocus
              empty={<EmptyState title={t('part.emptyTitle')} text={t('part.emptyText')} />}
            />
          </>
        }
        document={
          openId === null ? null : openId === 'new' ? (
            <NewPart onSaved={(id) => open(id, { now: true })} />
          ) : (
            <PartEditorDocument key={openId} id={openId} />
          )
        }
      />
    </PartsPage>
  );
}

function useColumns(narrow: boolean): readonly Column<Row>[] {
  const t = useWords('stockroom');
  const parts = useWords('parts');
  const name = useInLanguage();
  const unitText = useUnits();
  return useMemo(() => {
    const all: (Column<Row> & { wide?: boolean })[] = [
      { id: 'code', header: t('part.code'), width: 92, sortable: true, cell: (row) => row.code },
      {
        id: 'name',
        header: t('part.name'),
        width: 190,
        grow: true,
        sortable: true,
        cell: (row) => name(row.nameZh, row.nameEn),
      },
      {
        id: 'owner',
        header: parts('stock.owner'),
        width: 84,
        cell: (row) => (
          <StatePill
            tone={row.ownerKind === 'payer' ? 'violet' : 'grey'}
            label={parts(`owner.${row.ownerKind}`)}
          />
        ),
      },
      { id: 'unit', header: t('part.unit'), width: 64, wide: true, cell: (row) => unitText(row.unit) },
      {
        id: 'tracking',
        header: parts('doc.tracking'),
        width: 100,
        wide: true,
        cell: (row) => parts(`tracking.${row.tracking}`),
      },
      {
        id: 'cost',
        header: t('part.cost'),
        width: 92,
        align: 'end',
        cell: (row) => <MoneyText fen={row.costFen} />,
      },
      {
        id: 'price',
        header: t('part.price'),
        width: 92,
        align: 'end',
        wide: true,
        cell: (row) => <MoneyText fen={row.customerPriceFen} />,
      },
    ];
    return all.filter((column) => !(narrow && column.wide));
  }, [t, parts, name, unitText, narrow]);
}

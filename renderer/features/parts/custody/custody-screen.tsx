import { useCallback, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Segments,
  Skeleton,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import { CustodyDocument } from './custody-document.tsx';
import { CustodyPill, Left } from './custody-state.tsx';
import { TakeDialog } from './take-dialog.tsx';

export type Custody = OutputOf<'parts.custody'>['rows'][number];
const views = ['remind', 'open', 'repair', 'ready', 'gone'] as const;

/** 代管: what users left with us, who is to be called first on top; a scanned slip opens its thing. */
export function CustodyScreen() {
  const t = useWords('custody');
  const { openId, open, close } = useDocumentRoute('/parts/custody');
  const [view, setView] = useState<(typeof views)[number]>('open');
  const [taking, setTaking] = useState(false);
  const list = useRef<ListHandle>(null);
  const may = useCan('stock.receive') !== null;
  const { data, faultText } = useQuery('parts.custody', { view, limit: 500 }, { keep: true });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  return (
    <PartsPage
      view="custody"
      actions={
        may ? (
          <Button variant="primary" hotkey="N" onPress={() => setTaking(true)}>
            {t('take.new')}
          </Button>
        ) : undefined
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-custody"
        initial={620}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('pickTitle')} text={t('pickText')} />}
        list={
          <>
            <div className="parts-bar">
              <Segments
                label={t('viewHead')}
                value={view}
                onChange={(id) => setView(id as typeof view)}
                tabs={views.map((id) => ({ id, label: `${t(`view.${id}`)} ${data?.views[id] ?? ''}` }))}
              />
            </div>
            {data ? (
              <VirtualList
                ref={list}
                label={t('list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.id}${row.version}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && open(row.id)}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus
                empty={<EmptyState title={t(`empty.${view}`)} text={t('emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={openId === null ? null : <CustodyDocument key={openId} id={openId} may={may} />}
      />
      {taking ? (
        <TakeDialog
          onClose={(id) => {
            setTaking(false);
            if (id !== null) open(id, { now: true });
          }}
        />
      ) : null}
    </PartsPage>
  );
}

function useColumns(): readonly Column<Custody>[] {
  const t = useWords('custody');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'late', header: t('due'), width: 84, cell: (row) => <Left row={row} /> },
      { id: 'state', header: t('stateHead'), width: 104, cell: (row) => <CustodyPill state={row.state} /> },
      {
        id: 'what',
        header: t('what'),
        width: 120,
        grow: true,
        cell: (row) => (
          <>
            {row.what} <span className="faint">{row.machineCode}</span>
          </>
        ),
      },
      { id: 'owner', header: t('owner'), width: 76, cell: (row) => row.ownerName },
      {
        id: 'place',
        header: t('shelf'),
        width: 84,
        cell: (row) => row.carrierName ?? (row.bin === '' ? name(row.placeNameZh, row.placeNameEn) : row.bin),
      },
      { id: 'number', header: t('number'), width: 116, cell: (row) => row.number },
    ],
    [t, name],
  );
}

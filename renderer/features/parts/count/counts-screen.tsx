import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  type Column,
  DayText,
  EmptyState,
  ErrorLine,
  type ListHandle,
  MoneyText,
  Skeleton,
  VirtualList,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import './count.css';
import { CountState } from './count-state.tsx';
import { OpenDialog } from './open-dialog.tsx';

export type CountHead = OutputOf<'parts.countList'>['rows'][number];

/** 盘点: the stocktakes, open ones first; Enter goes on with one. */
export function CountsScreen() {
  const t = useWords('stocktake');
  const navigate = useNavigate();
  const list = useRef<ListHandle>(null);
  const [at, setAt] = useState(0);
  const [opening, setOpening] = useState(false);
  const { data, faultText } = useQuery('parts.countList', { limit: 500 }, { keep: true });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const go = (id: string) => void navigate(`/parts/count/${id}`);
  return (
    <PartsPage
      view="count"
      actions={
        <Button variant="primary" hotkey="N" onPress={() => setOpening(true)}>
          {t('open.new')}
        </Button>
      }
    >
      <ErrorLine text={faultText} />
      {data ? (
        <VirtualList
          ref={list}
          label={t('list')}
          total={rows.length}
          version={rows.map((row) => `${row.id}${row.version}${row.counted}`).join()}
          getSlice={getSlice}
          rowKey={(row) => row.id}
          columns={columns}
          active={Math.min(at, Math.max(0, rows.length - 1))}
          onActive={(index) => setAt(index)}
          onOpen={(row) => go(row.id)}
          autoFocus
          empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
        />
      ) : (
        <Skeleton lines={8} />
      )}
      {opening ? <OpenDialog onClose={() => setOpening(false)} onOpened={go} /> : null}
    </PartsPage>
  );
}

function useColumns(): readonly Column<CountHead>[] {
  const t = useWords('stocktake');
  const name = useInLanguage();
  const personName = usePersonName();
  return useMemo(
    () => [
      { id: 'number', header: t('number'), width: 132, cell: (row) => row.number },
      { id: 'state', header: t('stateHead'), width: 96, cell: (row) => <CountState state={row.state} /> },
      {
        id: 'place',
        header: t('place'),
        width: 150,
        grow: true,
        cell: (row) => (
          <>
            {name(row.placeNameZh, row.placeNameEn)}{' '}
            <span className="faint">{[...row.bins, row.title].filter(Boolean).join(' ')}</span>
          </>
        ),
      },
      { id: 'scope', header: t('scopeHead'), width: 90, cell: (row) => t(`scope.${row.scope}`) },
      { id: 'day', header: t('day'), width: 90, cell: (row) => <DayText day={row.day} /> },
      { id: 'who', header: t('openedBy'), width: 90, cell: (row) => personName(row.openedByName) },
      {
        id: 'counted',
        header: t('progress'),
        width: 90,
        align: 'end',
        cell: (row) => t('of', { counted: row.counted, lines: row.lines }),
      },
      {
        id: 'differing',
        header: t('differing'),
        width: 64,
        align: 'end',
        cell: (row) => row.differing || '',
      },
      {
        id: 'gain',
        header: t('gain'),
        width: 90,
        align: 'end',
        cell: (row) => (row.gainFen === 0 ? '' : <MoneyText fen={row.gainFen} />),
      },
      {
        id: 'loss',
        header: t('loss'),
        width: 90,
        align: 'end',
        cell: (row) => (row.lossFen === 0 ? '' : <MoneyText fen={-row.lossFen} />),
      },
    ],
    [t, name, personName],
  );
}

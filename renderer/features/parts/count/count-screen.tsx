import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import {
  type Column,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Segments,
  Skeleton,
  VirtualList,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import './count.css';
import { DecideDialog, SetDialog } from './count-dialogs.tsx';
import { CountingPanel } from './counting-panel.tsx';
import type { CountData, Line } from './line.ts';
import { useLineColumns } from './line-columns.tsx';
import { ResultPanel } from './result-panel.tsx';

type View = 'left' | 'asked' | 'differing' | 'all';

/** One stocktake: its lines at the left; at the right the scanner while it is counted, then what came out. */
export function CountScreen() {
  const { id = '' } = useParams();
  const { data, faultText } = useQuery('parts.countGet', { id }, { keep: true });
  return (
    <PartsPage view="count">
      <ErrorLine text={faultText} />
      {data ? <Count key={data.count.id} data={data} /> : <Skeleton lines={10} />}
    </PartsPage>
  );
}

function Count({ data }: { data: CountData }) {
  const t = useWords('stocktake');
  const navigate = useNavigate();
  const { count } = data;
  const counting = count.state === 'open' || count.state === 'recount';
  const views: readonly View[] = counting ? ['left', 'asked'] : ['differing', 'all'];
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen !== null && views.includes(chosen) ? chosen : (views[counting ? 1 : 0] as View);
  const list = useRef<ListHandle>(null);
  const [at, setAt] = useState(0);
  const [line, setLine] = useState<Line | null>(null);
  const { data: found, faultText } = useQuery(
    'parts.countLines',
    { countId: count.id, view, limit: 500 },
    { keep: true },
  );
  const rows = useMemo(() => found?.rows ?? [], [found]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns: readonly Column<Line>[] = useLineColumns(counting, count.blind, count.round > 1);
  const here = rows[Math.min(at, rows.length - 1)] ?? null;
  return (
    <>
      <ErrorLine text={faultText} />
      <ListDocument
        name={counting ? 'parts-counting' : 'parts-count-result'}
        initial={counting ? 600 : 400}
        listRef={list}
        onClose={() => void navigate('/parts/count')}
        list={
          <div className="parts-people">
            <div className="parts-bar">
              <Segments
                label={t('view.label')}
                value={view}
                onChange={(id) => {
                  setChosen(id as View);
                  setAt(0);
                }}
                tabs={views.map((id) => ({ id, label: t(`view.${id}`) }))}
              />
              {found && found.total > rows.length ? (
                <span className="muted">{t('view.first', { shown: rows.length, total: found.total })}</span>
              ) : null}
            </div>
            {found ? (
              <VirtualList
                ref={list}
                label={t('lines')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.id}${row.version}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={rows.length === 0 ? null : Math.min(at, rows.length - 1)}
                onActive={(index) => setAt(index)}
                onOpen={(row) => (counting || count.state === 'review' ? setLine(row) : undefined)}
                autoFocus={!counting}
                empty={<EmptyState title={t(`view.none.${view}`)} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </div>
        }
        document={
          counting ? (
            <CountingPanel data={data} />
          ) : (
            <ResultPanel data={data} line={here} onDecide={() => setLine(here)} />
          )
        }
      />
      {line === null ? null : counting ? (
        <SetDialog line={line} onClose={() => setLine(null)} />
      ) : (
        <DecideDialog line={line} count={count} onClose={() => setLine(null)} />
      )}
    </>
  );
}

import { useCallback, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  type Column,
  DayText,
  ErrorLine,
  ListDocument,
  type ListHandle,
  MoneyText,
  Skeleton,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import { PlaceDocument } from './place-document.tsx';

export type PlaceFigures = OutputOf<'parts.placeFigures'>['places'][number];

const tables = [
  'stock_balance',
  'reservation',
  'parts_request',
  'parts_request_line',
  'old_part',
  'part',
  'work_order',
];

/** 各处: on hand, reserved, requested and old parts owed of every store and bag; Enter shows what they are made of. */
export function PlacesScreen() {
  const t = useWords('stockplaces');
  const f = useFormat();
  const { openId, open, close } = useDocumentRoute('/parts/places');
  const list = useRef<ListHandle>(null);
  const [at, setAt] = useState(0);
  const { data, faultText } = useQuery('parts.placeFigures', {}, { keep: true, tables });
  const rows = useMemo(() => data?.places ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns(openId !== null);
  const opened = rows.findIndex((row) => row.id === openId);
  const shown = rows[opened];
  return (
    <PartsPage view="places">
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-places"
        initial={620}
        listRef={list}
        onClose={close}
        list={
          data ? (
            <>
              <div className="parts-bar">
                <output className="muted">
                  {t('sum', {
                    count: rows.length,
                    money: f.money(rows.reduce((sum, row) => sum + row.onHandFen, 0)),
                  })}
                </output>
              </div>
              <VirtualList
                ref={list}
                label={t('list')}
                total={rows.length}
                version={JSON.stringify(rows)}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={opened >= 0 ? opened : Math.min(at, Math.max(0, rows.length - 1))}
                onActive={(index, row) => {
                  setAt(index);
                  if (row && openId !== null) open(row.id);
                }}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus
              />
            </>
          ) : (
            <Skeleton lines={8} />
          )
        }
        document={shown === undefined ? null : <PlaceDocument key={shown.id} place={shown} />}
      />
    </PartsPage>
  );
}

function useColumns(narrow: boolean): readonly Column<PlaceFigures>[] {
  const t = useWords('stockplaces');
  const name = useInLanguage();
  const personName = usePersonName();
  return useMemo(() => {
    const count = (lines: number) => (lines === 0 ? <span className="faint">—</span> : lines);
    const money = (fen: number) => (fen === 0 ? <span className="faint">—</span> : <MoneyText fen={fen} />);
    const all: (Column<PlaceFigures> & { wide?: boolean })[] = [
      {
        id: 'place',
        header: t('place'),
        width: 130,
        grow: true,
        cell: (row) => (row.staffName === null ? name(row.nameZh, row.nameEn) : personName(row.staffName)),
      },
      { id: 'kind', header: t('kind'), width: 92, wide: true, cell: (row) => t(`kinds.${row.kind}`) },
      { id: 'onHand', header: t('onHand'), width: 72, align: 'end', cell: (row) => count(row.parts) },
      {
        id: 'onHandFen',
        header: t('onHandValue'),
        width: 104,
        align: 'end',
        cell: (row) => money(row.onHandFen),
      },
      {
        id: 'reserved',
        header: t('reserved'),
        width: 76,
        align: 'end',
        cell: (row) => count(row.reservedLines),
      },
      {
        id: 'requested',
        header: t('requested'),
        width: 84,
        align: 'end',
        cell: (row) => count(row.requestedLines),
      },
      { id: 'old', header: t('old'), width: 112, align: 'end', cell: (row) => count(row.oldPartsOwed) },
      {
        id: 'oldFen',
        header: t('oldValue'),
        width: 96,
        align: 'end',
        wide: true,
        cell: (row) => money(row.oldPartsFen),
      },
      {
        id: 'due',
        header: t('due'),
        width: 96,
        wide: true,
        cell: (row) => (row.oldestDueDay === null ? '' : <DayText day={row.oldestDueDay} />),
      },
    ];
    return all.filter((column) => !(narrow && column.wide));
  }, [t, name, personName, narrow]);
}

import { useCallback, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { addDays } from '../../../../domain/time/business-day.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  type Column,
  DateField,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Skeleton,
  StatePill,
  toast,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import type { TakeScan } from '../scan-desk.tsx';
import { PartsPage } from '../shell.tsx';
import { BoxSheet, type BoxHandle } from './box-sheet.tsx';
import './staging.css';

type Box = OutputOf<'parts.stagings'>['boxes'][number];
/** The walk along the shelves for everybody stands as the first row of the list. */
const everybody = 'all';

/** 备料: in the evening tomorrow's boxes, in the morning today's. */
export function StagingScreen() {
  const t = useWords('staging');
  const f = useFormat();
  const { openId, open, close } = useDocumentRoute('/parts/staging');
  const [day, setDay] = useState(() => (f.time(f.nowMs) < '14:00' ? f.today : addDays(f.today, 1)));
  const list = useRef<ListHandle>(null);
  const sheet = useRef<BoxHandle>(null);
  const { data, faultText } = useQuery('parts.stagings', { day }, { keep: true });
  const unpack = useCommand('parts.unpack');

  // A badge opens its man's box, the same badge again hands it over; parts go into the open box
  const take: TakeScan = async (hit) => {
    const staffId = hit.kind === 'staff' ? hit.id : boxOf(hit);
    if (staffId !== null) {
      if (staffId === openId && sheet.current) await sheet.current.handOut();
      else open(staffId, { now: true });
      return true;
    }
    if (openId === null || !sheet.current) return false;
    return sheet.current.scan(hit);
  };

  const rows = useMemo<Box[]>(() => {
    const boxes = data?.boxes ?? [];
    return boxes.length === 0 ? [] : [totalOf(boxes, day), ...boxes];
  }, [data, day]);
  const at = rows.findIndex((row) => row.staffId === openId);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  return (
    <PartsPage view="staging" take={take}>
      <ErrorLine text={faultText ?? unpack.faultText} />
      <ListDocument
        name="parts-staging"
        initial={880}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('choose')} text={t('chooseText')} />}
        list={
          <div className="parts-people">
            <div className="parts-bar">
              <DateField
                label={t('day')}
                quietLabel
                value={day}
                onChange={(next) => setDay(next ?? f.today)}
              />
            </div>
            {(data?.left ?? []).map((box) => (
              <LeftBox
                key={box.documentId}
                box={box}
                pending={unpack.pending}
                onUnpack={() =>
                  void unpack
                    .run({ documentId: box.documentId ?? '', version: box.version ?? 1 })
                    .then((done) => done && toast.note(t('unpacked', { number: done.number })))
                }
              />
            ))}
            {data ? (
              <VirtualList
                ref={list}
                label={t('list')}
                total={rows.length}
                version={JSON.stringify(rows)}
                getSlice={getSlice}
                rowKey={(row) => row.staffId}
                columns={columns}
                active={at < 0 ? null : at}
                onActive={(_, row) => row && open(row.staffId)}
                onOpen={(row) => {
                  if (row.staffId === openId) void sheet.current?.handOut();
                  else open(row.staffId, { now: true });
                }}
                autoFocus
                empty={<EmptyState title={t('none')} text={t('noneText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </div>
        }
        document={
          openId === null ? null : (
            <BoxSheet
              key={`${openId} ${day}`}
              ref={sheet}
              day={day}
              staffId={openId === everybody ? null : openId}
            />
          )
        }
      />
    </PartsPage>
  );
}

/** The man of a packed box whose paper was scanned. */
const boxOf = (hit: Parameters<TakeScan>[0]): string | null =>
  hit.kind === 'document' && hit.paper === 'issue' && hit.state === 'staged' ? hit.staffId : null;

const totalOf = (boxes: readonly Box[], day: string): Box => {
  const sum = (of: (box: Box) => number) => boxes.reduce((total, box) => total + of(box), 0);
  return {
    staffId: everybody,
    staffName: '',
    staffCode: '',
    documentId: null,
    number: null,
    version: null,
    day,
    lines: sum((box) => box.lines),
    open: sum((box) => box.open),
    back: sum((box) => box.back),
    changed: sum((box) => box.changed),
    handedNumber: null,
  };
};

/** A box of an earlier day that nobody took. */
function LeftBox({ box, pending, onUnpack }: { box: Box; pending: boolean; onUnpack: () => void }) {
  const t = useWords('staging');
  const f = useFormat();
  const personName = usePersonName();
  return (
    <div className="staging-left">
      <Banner
        tone="amber"
        text={t('left', {
          name: personName(box.staffName),
          day: f.day(box.day),
          number: box.number ?? '',
        })}
      />
      <Button size="small" pending={pending} onPress={onUnpack}>
        {t('unpack')}
      </Button>
    </div>
  );
}

function useColumns(): readonly Column<Box>[] {
  const t = useWords('staging');
  const personName = usePersonName();
  return useMemo(
    () => [
      {
        id: 'staff',
        header: t('man'),
        width: 120,
        grow: true,
        cell: (row) =>
          row.staffId === everybody ? (
            <strong>{t('everybody')}</strong>
          ) : (
            <>
              {personName(row.staffName)} <span className="faint">{row.staffCode}</span>
            </>
          ),
      },
      {
        id: 'lines',
        header: t('packed'),
        width: 64,
        align: 'end',
        cell: (row) => (row.lines === 0 ? '' : `${row.lines - row.open - row.back}/${row.lines}`),
      },
      {
        id: 'state',
        header: t('state.label'),
        width: 128,
        cell: (row) => <BoxState box={row} />,
      },
    ],
    [t, personName],
  );
}

function BoxState({ box }: { box: Box }) {
  const t = useWords('staging');
  if (box.back > 0) return <StatePill tone="red" shape="back" label={t('state.back', { count: box.back })} />;
  if (box.changed > 0)
    return <StatePill tone="amber" shape="ring" label={t('state.changed', { count: box.changed })} />;
  if (box.lines === 0 && box.handedNumber !== null)
    return <StatePill tone="green" shape="check" label={t('state.handed')} />;
  if (box.open === 0 && box.lines > 0) return <StatePill tone="blue" shape="full" label={t('state.ready')} />;
  return box.open < box.lines ? (
    <StatePill tone="amber" shape="half" label={t('state.begun')} />
  ) : (
    <StatePill tone="grey" shape="ring" label={t('state.open')} />
  );
}

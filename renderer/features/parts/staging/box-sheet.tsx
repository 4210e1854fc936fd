import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { givenMilli, stageKeyText } from '../../../../domain/stock/stage.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useSession } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  DocumentPage,
  ErrorLine,
  MoneyText,
  Segments,
  Skeleton,
  toast,
} from '../../../ui/index.ts';
import { ApprovalDialog } from '../approval-dialog.tsx';
import type { TakeScan } from '../scan-desk.tsx';
import { PickTable } from './pick-table.tsx';

type Sheet = OutputOf<'parts.staging'>;
export type PickRow = Sheet['rows'][number];
type Hit = Parameters<TakeScan>[0];

export interface BoxHandle {
  /** A part, a piece, a shelf or an order's slip at this box; false where it has nothing to do with it. */
  scan(hit: Hit): Promise<boolean>;
  handOut(): Promise<void>;
}

/** One man's box, or everybody's in one walk along the shelves. */
export function BoxSheet(props: { day: string; staffId: string | null; ref: Ref<BoxHandle> }) {
  const { data, faultText } = useQuery(
    'parts.staging',
    { day: props.day, staffId: props.staffId },
    { keep: true },
  );
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data || (data.staff?.staffId ?? null) !== props.staffId) return <Skeleton lines={10} />;
  return <Loaded sheet={data} {...props} />;
}

/** Pieces are ticked one by one; what is measured or weighed goes in as a whole. */
const stepOf = (row: PickRow): number =>
  row.needMilli % 1000 === 0 && row.tracking !== 'lot' ? 1000 : row.needMilli;

function Loaded({
  sheet,
  day,
  staffId,
  ref,
}: {
  sheet: Sheet;
  day: string;
  staffId: string | null;
  ref: Ref<BoxHandle>;
}) {
  const t = useWords('staging');
  const parts = useWords('parts');
  const f = useFormat();
  const personName = usePersonName();
  const me = useSession().staff;
  const pick = useCommand('parts.pick');
  const all = useCommand('parts.pickAll');
  const hand = useCommand('parts.handOut');
  const print = useCommand('paper.print');
  const [order, setOrder] = useState<'shelf' | 'route'>('shelf');
  const [told, setTold] = useState<{ text: string; good: boolean } | null>(null);
  const [bin, setBin] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  // Scans come faster than answers: what was counted on stands here until the sheet is read again
  const counted = useRef(new Map<string, number>());
  useEffect(() => counted.current.clear(), [sheet]);
  const pickedOf = (row: PickRow) =>
    counted.current.get(`${row.staffId} ${stageKeyText(row)}`) ?? row.pickedMilli;

  const rows = sheet.rows.toSorted((a, b) =>
    order === 'route'
      ? a.staffName.localeCompare(b.staffName) || a.stop - b.stop
      : a.bin.localeCompare(b.bin) || a.code.localeCompare(b.code),
  );
  const put = async (row: PickRow, pickedMilli: number, instead: string | null = null) => {
    counted.current.set(`${row.staffId} ${stageKeyText(row)}`, pickedMilli);
    const { partId, workOrderId, lot, serial } = row;
    const done = await pick.run({
      staffId: row.staffId,
      day,
      partId,
      workOrderId,
      bin: row.bin,
      lot,
      serial,
      pickedMilli,
      instead,
    });
    if (done === null) counted.current.delete(`${row.staffId} ${stageKeyText(row)}`);
    else
      setTold({
        good: true,
        text: t('put', {
          part: row.code,
          name: personName(row.staffName),
          count: f.milli(pickedMilli),
          of: f.milli(row.needMilli),
        }),
      });
  };

  const needsYes = sheet.refusals.length > 0;
  const back = sheet.rows.filter((row) => row.state === 'back').length;
  const give = async (approval: { staffId: string; pin: string | null } | null) => {
    if (sheet.documentId === null || sheet.staff === null) return false;
    const done = await hand.run({ documentId: sheet.documentId, seenMilli: sheet.giveMilli, approval });
    if (done === null) return false;
    setAsking(false);
    setTold({
      good: true,
      text: parts('issue.done', {
        number: done.number,
        name: personName(sheet.staff.staffName),
        amount: f.money(done.totalFen),
      }),
    });
    return true;
  };
  const handOut = async () => {
    if (staffId === null || hand.pending) return;
    if (sheet.documentId === null || sheet.giveMilli === 0)
      setTold({ good: false, text: t('nothingPacked') });
    else if (back > 0) setTold({ good: false, text: t('takeOutFirst', { count: back }) });
    else if (!needsYes) await give(null);
    else if (sheet.mayApprove && me) await give({ staffId: me.id, pin: null });
    else setAsking(true);
  };

  useImperativeHandle(ref, () => ({
    handOut,
    async scan(hit) {
      setTold(null);
      if (hit.kind === 'bin') {
        if (!sheet.rows.some((row) => row.bin === hit.bin)) return false;
        setBin(hit.bin);
        return true;
      }
      if (hit.kind !== 'part' && hit.kind !== 'serial') return false;
      const partId = hit.partId ?? hit.id;
      const serial = hit.kind === 'serial' ? hit.text : null;
      const those = rows.filter((row) => row.partId === partId);
      const row = rowFor(those, serial, bin, pickedOf);
      if (row === undefined) {
        setTold({
          good: false,
          text: t(those.length === 0 ? 'notNeeded' : 'enough', { part: hit.text || partId }),
        });
        return true;
      }
      if (row.state === 'back') await put(row, Math.max(row.needMilli, pickedOf(row) - 1000));
      else if (row.serial !== '' && serial === null)
        setTold({ good: false, text: t('scanPiece', { part: row.code }) });
      else
        await put(
          row,
          Math.min(row.needMilli, pickedOf(row) + stepOf(row)),
          serial !== null && row.serial !== '' && row.serial !== serial ? serial : null,
        );
      return true;
    },
  }));

  const title =
    sheet.staff === null
      ? t('walk', { day: f.day(day) })
      : t('heading', { name: personName(sheet.staff.staffName), day: f.day(day) });
  const done = sheet.rows.filter((row) => row.state === 'done').length;
  return (
    <DocumentPage
      title={title}
      subtitle={[sheet.number ?? '', t('progress', { done, of: sheet.rows.length })]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        staffId === null ? undefined : (
          <>
            <Button
              variant="primary"
              hint="Enter"
              disabled={sheet.documentId === null || sheet.giveMilli === 0 || back > 0}
              pending={hand.pending}
              onPress={() => void handOut()}
            >
              {t(needsYes && sheet.mayApprove ? 'approveHandOut' : 'handOut')}
            </Button>
            <Button
              hotkey="A"
              disabled={done === sheet.rows.length}
              pending={all.pending}
              onPress={() => void all.run({ staffId, day })}
            >
              {t('packAll')}
            </Button>
            <Button
              hotkey="P"
              disabled={sheet.documentId === null}
              pending={print.pending}
              onPress={() =>
                void print.run({ kind: 'issue_slip', ids: [sheet.documentId ?? ''] }).then((jobs) => {
                  if (jobs) toast.note(parts('issue.printed'));
                })
              }
            >
              {parts('issue.print')}
            </Button>
          </>
        )
      }
    >
      <div className="parts-warnings">
        {told ? <Banner tone={told.good ? 'green' : 'amber'} text={told.text} /> : null}
        {back > 0 ? <Banner tone="red" text={t('takeOut', { count: back })} /> : null}
        {sheet.refusals.map((one) => (
          <Banner
            key={`${one.code} ${one.partId ?? ''}`}
            tone="amber"
            text={
              one.code === 'over_limit'
                ? parts('issue.overLimit', {
                    wouldBe: f.money(one.wouldBeFen ?? 0),
                    limit: f.money(one.limitFen ?? 0),
                  })
                : parts('issue.oldOwed', { part: one.part ?? '', count: one.count ?? 0 })
            }
          />
        ))}
        <ErrorLine text={hand.faultText ?? pick.faultText ?? all.faultText ?? print.faultText} />
      </div>
      <div className="staging-head">
        <Segments
          label={t('order.label')}
          value={order}
          onChange={(id) => setOrder(id as 'shelf' | 'route')}
          tabs={(['shelf', 'route'] as const).map((id) => ({ id, label: t(`order.${id}`) }))}
        />
        {staffId === null ? null : (
          <span className="muted">
            {t('sum')} <MoneyText fen={sheet.giveFen} symbol strong />
          </span>
        )}
      </div>
      <PickTable
        rows={rows}
        bin={bin}
        withMan={staffId === null}
        onPut={(row, milli) => void put(row, milli)}
      />
      {asking ? (
        <ApprovalDialog
          faultText={hand.faultText}
          pending={hand.pending}
          onClose={() => setAsking(false)}
          onApprove={give}
        />
      ) : null}
    </DocumentPage>
  );
}

/** The line a scanned part belongs to: this very piece, then what still lacks, at the scanned shelf first; else what must come out. */
function rowFor(
  rows: readonly PickRow[],
  serial: string | null,
  bin: string | null,
  pickedOf: (row: PickRow) => number,
): PickRow | undefined {
  const lacking = rows.filter((row) => pickedOf(row) < row.needMilli);
  return (
    lacking.find((row) => serial !== null && row.serial === serial) ??
    lacking.find((row) => row.bin === bin) ??
    lacking[0] ??
    rows.find((row) => row.state === 'back' && pickedOf(row) > givenMilli(row))
  );
}

import { type Ref, useImperativeHandle, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { useSession } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  DocumentPage,
  ErrorLine,
  Meter,
  MoneyText,
  Skeleton,
  toast,
} from '../../ui/index.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import { useUndoToast } from './undo-paper.tsx';
import { type AddedLine, IssueLines, lineKey } from './issue-lines.tsx';

type Draft = OutputOf<'parts.issueDraft'>;

export interface SheetHandle {
  /** Adds one of a scanned part, or one more of it. */
  add(partId: string, serial: string | null): Promise<void>;
  /** Hands out what is ticked. */
  go(): Promise<void>;
}

/** What one person gets on one day, and the act of giving it. */
export function IssueSheet({ staffId, day, ref }: { staffId: string; day: string; ref: Ref<SheetHandle> }) {
  const { data, faultText } = useQuery('parts.issueDraft', { staffId, day }, { keep: true });
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data || data.staff.staffId !== staffId) return <Skeleton lines={10} />;
  return <Sheet draft={data} day={day} ref={ref} />;
}

function Sheet({ draft, day, ref }: { draft: Draft; day: string; ref: Ref<SheetHandle> }) {
  const t = useWords('parts');
  const staging = useWords('staging');
  const navigate = useNavigate();
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const me = useSession().staff;
  const issue = useCommand('parts.issue');
  const undoable = useUndoToast();
  const print = useCommand('paper.print');
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [given, setGiven] = useState<Readonly<Record<string, number | null>>>({});
  const [added, setAdded] = useState<readonly AddedLine[]>([]);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<{ documentId: string; text: string } | null>(null);

  const ready = draft.lines.filter((line) => line.state === 'ready');
  const chosen = ready.filter((line) => !off.has(lineKey(line)));
  const lines = [
    ...chosen.map((line) => ({
      partId: line.partId,
      quantityMilli: given[lineKey(line)] ?? line.quantityMilli,
      workOrderId: line.workOrderId,
      fromLocationId: line.fromLocationId,
      lot: line.lot === '' ? null : line.lot,
      serial: line.serial === '' ? null : line.serial,
    })),
    ...added.map((line) => ({ partId: line.partId, quantityMilli: line.quantityMilli, serial: line.serial })),
  ];
  const sumFen =
    chosen.reduce(
      (sum, line) => sum + timesMilli(line.unitFen, given[lineKey(line)] ?? line.quantityMilli),
      0,
    ) + added.reduce((sum, line) => sum + timesMilli(line.costFen, line.quantityMilli), 0);
  const heldFen = draft.staff.onHandFen + draft.staff.oldPartsFen;
  const over = draft.staff.limitFen !== null && heldFen + sumFen > draft.staff.limitFen;
  const owed = draft.refusals.filter((one) => one.code === 'old_part_owed');
  const needsYes = over || owed.length > 0 || isRefusal(issue.fault);

  const give = async (approval: { staffId: string; pin: string | null } | null) => {
    const paper = await issue.run({ staffId: draft.staff.staffId, lines, approval });
    if (paper === null) return false;
    setAsking(false);
    setAdded([]);
    setGiven({});
    setOff(new Set());
    undoable(t('issue.undoable', { number: paper.number }), paper.documentId);
    setDone({
      documentId: paper.documentId,
      text: t('issue.done', {
        number: paper.number,
        name: personName(draft.staff.staffName),
        amount: f.money(paper.totalFen),
      }),
    });
    return true;
  };
  const go = async () => {
    if (lines.length === 0 || issue.pending) return;
    if (!needsYes) await give(null);
    else if (draft.mayApprove && me) await give({ staffId: me.id, pin: null });
    else setAsking(true);
  };
  useImperativeHandle(ref, () => ({
    go,
    async add(partId, serial) {
      const found = await api.call('parts.counterLine', { partId }).catch(() => null);
      if (found === null) return;
      setDone(null);
      setAdded((old) => {
        const same = serial === null && old.find((line) => line.partId === partId && line.serial === null);
        if (same)
          return old.map((line) =>
            line === same ? { ...line, quantityMilli: line.quantityMilli + 1000 } : line,
          );
        if (serial !== null && old.some((line) => line.serial === serial)) return old;
        const { code, nameZh, nameEn, unit, costFen } = found;
        return [
          ...old,
          { partId, code, name: name(nameZh, nameEn), unit, costFen, serial, quantityMilli: 1000 },
        ];
      });
    },
  }));
  const box = useQuery('parts.staging', { staffId: draft.staff.staffId, day }).data;
  const shorts = draft.lines.filter((line) => line.state === 'short').length;

  return (
    <DocumentPage
      title={t('issue.heading', { name: personName(draft.staff.staffName), day: f.day(day) })}
      subtitle={
        draft.staff.limitFen === null
          ? t('issue.noLimit', { held: f.money(heldFen) })
          : t('issue.limit', { held: f.money(heldFen), limit: f.money(draft.staff.limitFen) })
      }
      actions={
        <>
          <Button
            variant="primary"
            hint="Enter"
            disabled={lines.length === 0}
            pending={issue.pending}
            onPress={() => void go()}
          >
            {t(needsYes && draft.mayApprove ? 'issue.approveGo' : 'issue.go')}
          </Button>
          {box?.number ? (
            <Button hotkey="B" onPress={() => void navigate(`/parts/staging/${draft.staff.staffId}`)}>
              {staging('openBox')}
            </Button>
          ) : null}
          {done ? (
            <Button
              hotkey="P"
              pending={print.pending}
              onPress={() =>
                void print.run({ kind: 'issue_slip', ids: [done.documentId] }).then((jobs) => {
                  if (jobs) toast.note(t('issue.printed'));
                })
              }
            >
              {t('issue.print')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="parts-warnings">
        {done ? <Banner tone="green" text={done.text} /> : null}
        {box?.number && box.staff?.staffId === draft.staff.staffId ? (
          <Banner tone="blue" text={staging('staged', { number: box.number })} />
        ) : null}
        {over ? (
          <Banner
            tone="amber"
            text={t('issue.overLimit', {
              wouldBe: f.money(heldFen + sumFen),
              limit: f.money(draft.staff.limitFen ?? 0),
            })}
          />
        ) : null}
        {owed.map((one) => (
          <Banner
            key={one.partId}
            tone="amber"
            text={t('issue.oldOwed', { part: one.part ?? '', count: one.count ?? 0 })}
          />
        ))}
        {shorts > 0 ? <Banner tone="red" text={t('issue.shortHint', { count: shorts })} /> : null}
        <ErrorLine text={issue.faultText ?? print.faultText} />
      </div>
      <IssueLines
        draft={draft}
        off={off}
        onOff={setOff}
        given={given}
        onGiven={setGiven}
        added={added}
        onAdded={setAdded}
      />
      <footer className="parts-issue-foot">
        <span>{t('issue.total', { count: lines.length })}</span>
        <MoneyText fen={sumFen} symbol strong />
        <span className="muted">{t('issue.after', { after: f.money(heldFen + sumFen) })}</span>
        {draft.staff.limitFen ? (
          <Meter percent={((heldFen + sumFen) / draft.staff.limitFen) * 100} label={t('bags.limit')} />
        ) : null}
      </footer>
      {asking ? (
        <ApprovalDialog
          faultText={issue.faultText}
          pending={issue.pending}
          onClose={() => setAsking(false)}
          onApprove={give}
        />
      ) : null}
    </DocumentPage>
  );
}

function isRefusal(fault: unknown): boolean {
  const { code } = (fault ?? {}) as { code?: string };
  return code === 'issue_over_limit' || code === 'issue_old_part_owed';
}

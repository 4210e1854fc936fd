import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import { useUnits } from '../../../lib/use-units.ts';
import {
  Button,
  DateText,
  Dialog,
  EmptyState,
  ErrorLine,
  LineTable,
  MoneyText,
  Skeleton,
  TextField,
  toast,
} from '../../../ui/index.ts';
import { ApprovalDialog } from '../approval-dialog.tsx';

type Waits = OutputOf<'parts.waiting'>['papers'][number];

/** Papers that wait for a yes: out of somebody's bag, scrap above the amount; each is decided where it stands. */
export function WaitingPapers({ onOpen }: { onOpen: (documentId: string) => void }) {
  const t = useWords('counter');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const personName = usePersonName();
  const { data, faultText } = useQuery('parts.waiting', {});
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data) return <Skeleton lines={4} />;
  if (data.papers.length === 0) return <EmptyState title={t('waiting.none')} text={t('waiting.noneText')} />;
  return (
    <div className="counter-waiting">
      <LineTable
        label={t('waiting.list')}
        rows={data.papers}
        rowKey={(row) => row.documentId}
        columns={[
          {
            id: 'number',
            header: parts('papers.number'),
            cell: (row) => (
              <>
                <Button size="small" variant="quiet" onPress={() => onOpen(row.documentId)}>
                  {row.number}
                </Button>
                <div className="faint">
                  {parts(`papers.kind.${row.kind}`)} <DateText atMs={row.at} />
                </div>
              </>
            ),
          },
          {
            id: 'what',
            header: parts('issue.part'),
            cell: (row) => (
              <>
                {row.first
                  .map(
                    (line) =>
                      `${name(line.nameZh, line.nameEn)} × ${f.milli(line.quantityMilli)} ${unit(line.unit)}`,
                  )
                  .join(' · ')}
                {row.lines > row.first.length ? ` … ${row.lines}` : ''}
                <div className="faint">
                  {[
                    `${row.holderName ? t('bagOf', { name: personName(row.holderName) }) : name(row.fromNameZh, row.fromNameEn)} → ${name(row.toNameZh, row.toNameEn)}`,
                    row.madeByName ? t('waiting.by', { name: personName(row.madeByName) }) : '',
                    row.reason,
                  ]
                    .filter((text) => text !== '')
                    .join(' · ')}
                </div>
              </>
            ),
          },
          {
            id: 'amount',
            header: parts('papers.amount'),
            align: 'end',
            cell: (row) => <MoneyText fen={row.totalFen} />,
          },
          { id: 'act', header: '', align: 'end', cell: (row) => <WaitingActions paper={row} /> },
        ]}
      />
    </div>
  );
}

/** Yes, yes by PIN, no: what the reader may say to one of them. With keys where it stands alone. */
export function WaitingActions({ paper, keys = false }: { paper: Waits; keys?: boolean }) {
  const t = useWords('counter');
  const decide = useCommand('parts.decide');
  const [asking, setAsking] = useState<'pin' | 'no' | null>(null);
  const size = keys ? 'normal' : 'small';
  const say = async (yes: boolean, reason: string, approval: { staffId: string; pin: string } | null) => {
    const { documentId, version } = paper;
    const done = await decide.run({ documentId, version, yes, reason, approval });
    if (done === null) return false;
    setAsking(null);
    toast.note(t(yes ? 'waiting.carried' : 'waiting.refused', { number: done.number }));
    return true;
  };
  return (
    <>
      {asking === null ? <ErrorLine text={decide.faultText} /> : null}
      {paper.mayDecide ? (
        <Button
          size={size}
          variant="primary"
          hotkey={keys ? 'Y' : undefined}
          pending={decide.pending}
          onPress={() => void say(true, '', null)}
        >
          {t('waiting.yes')}
        </Button>
      ) : (
        <Button size={size} hotkey={keys ? 'Y' : undefined} onPress={() => setAsking('pin')}>
          {t('waiting.pin')}
        </Button>
      )}{' '}
      {paper.mayDecide || paper.mine ? (
        <Button size={size} variant="quiet" hotkey={keys ? 'X' : undefined} onPress={() => setAsking('no')}>
          {t(paper.mayDecide ? 'waiting.no' : 'waiting.withdraw')}
        </Button>
      ) : null}
      {asking === 'pin' ? (
        <ApprovalDialog
          first={paper.kind === 'transfer' ? paper.holderId : null}
          words={{ title: t('waiting.pinTitle'), text: t('waiting.pinText'), go: t('waiting.yes') }}
          faultText={decide.faultText}
          pending={decide.pending}
          onClose={() => setAsking(null)}
          onApprove={(approval) => say(true, '', approval)}
        />
      ) : null}
      {asking === 'no' ? (
        <NoDialog
          number={paper.number}
          faultText={decide.faultText}
          pending={decide.pending}
          onClose={() => setAsking(null)}
          onGo={(reason) => void say(false, reason, null)}
        />
      ) : null}
    </>
  );
}

/** The paper on its own page: nothing where it waits no more. */
export function WaitingOf({ documentId }: { documentId: string }) {
  const { data } = useQuery('parts.waiting', {});
  const paper = data?.papers.find((one) => one.documentId === documentId);
  return paper === undefined ? null : <WaitingActions keys paper={paper} />;
}

function NoDialog(props: {
  number: string;
  faultText: string | null;
  pending: boolean;
  onClose: () => void;
  onGo: (reason: string) => void;
}) {
  const t = useWords('counter');
  const [reason, setReason] = useState('');
  const go = () => {
    if (reason.trim() !== '') props.onGo(reason.trim());
  };
  return (
    <Dialog
      title={t('waiting.noTitle', { number: props.number })}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="danger"
          hint="Enter"
          disabled={reason.trim() === ''}
          pending={props.pending}
          onPress={go}
        >
          {t('waiting.noGo')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('waiting.noText')}</p>
        <ErrorLine text={props.faultText} />
        <TextField
          label={t('waiting.reason')}
          value={reason}
          onChange={setReason}
          onEnter={go}
          autoFocus
          required
        />
      </div>
    </Dialog>
  );
}

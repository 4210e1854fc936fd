import { useState } from 'react';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, TextField, toast } from '../../../ui/index.ts';
import { ApprovalDialog } from '../approval-dialog.tsx';
import type { CountData } from './line.ts';
import { ExportButton } from './export-button.tsx';

/** What can be done with a stocktake now; Ctrl+Enter goes on. */
export function CountActions({ data }: { data: CountData }) {
  const { count } = data;
  const counting = count.state === 'open' || count.state === 'recount';
  return (
    <>
      {counting ? <FinishButton data={data} /> : null}
      {count.state === 'review' ? <PostButtons data={data} /> : null}
      {counting || count.state === 'review' ? <EndButton data={data} kind="cancel" /> : null}
      {count.state === 'posted' ? <EndButton data={data} kind="undo" /> : null}
      <ExportButton countId={count.id} />
    </>
  );
}

/** Ends the round; where lines were not counted it asks what became of them. */
function FinishButton({ data: { count } }: { data: CountData }) {
  const t = useWords('stocktake');
  const finish = useCommand('parts.countFinish');
  const [asking, setAsking] = useState(false);
  const left = count.lines - count.counted;
  const go = async (uncounted: 'zero' | 'leave' | null) => {
    const done = await finish.run({ countId: count.id, version: count.version, uncounted });
    if (done) setAsking(false);
    else setAsking(true);
  };
  return (
    <>
      <Button
        variant="primary"
        hotkey="Mod+Enter"
        pending={finish.pending}
        onPress={() => (left === 0 ? void go(null) : setAsking(true))}
      >
        {t('finish.button')}
      </Button>
      {asking ? (
        <Dialog
          title={t('finish.title')}
          open
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button hotkey="L" pending={finish.pending} onPress={() => void go('leave')}>
                {t('finish.leave')}
              </Button>
              <Button variant="danger" hotkey="G" pending={finish.pending} onPress={() => void go('zero')}>
                {t('finish.zero')}
              </Button>
              <Button variant="primary" hint="Enter" onPress={() => setAsking(false)}>
                {t('finish.goOn')}
              </Button>
            </>
          }
        >
          <p>{t('finish.text', { left })}</p>
          <ErrorLine text={finish.faultText} />
        </Dialog>
      ) : null}
    </>
  );
}

function PostButtons({ data: { count, limitFen, mayApprove } }: { data: CountData }) {
  const t = useWords('stocktake');
  const post = useCommand('parts.countPost');
  const recount = useCommand('parts.countRecount');
  const [asking, setAsking] = useState<'reason' | 'approval' | null>(null);
  const [reason, setReason] = useState('');
  const asks = count.gainFen + count.lossFen > limitFen && !mayApprove;
  const step = { countId: count.id, version: count.version };
  const go = async (approval: { staffId: string; pin: string } | null) => {
    const done = await post.run({ ...step, reason, approval });
    if (done === null) return false;
    setAsking(null);
    toast.note(
      t(done.shortOrders > 0 ? 'post.doneShort' : 'post.done', {
        number: done.number,
        orders: done.shortOrders,
      }),
    );
    return true;
  };
  return (
    <>
      <Button
        variant="primary"
        hotkey="Mod+Enter"
        pending={post.pending}
        onPress={() => {
          post.clear();
          setAsking('reason');
        }}
      >
        {t('post.button')}
      </Button>
      <Button
        hotkey="R"
        disabled={count.differing === 0}
        pending={recount.pending}
        onPress={() =>
          void recount.run({ ...step, lineIds: null }).then((done) => {
            if (done) toast.note(t('recountDone', { lines: done.lines }));
          })
        }
      >
        {t('recount')}
      </Button>
      {recount.faultText ? <ErrorLine text={recount.faultText} /> : null}
      {asking === 'reason' ? (
        <Dialog
          title={t('post.title', { number: count.number })}
          open
          onClose={() => setAsking(null)}
          actions={
            <Button
              variant="primary"
              hint="Enter"
              pending={post.pending}
              onPress={() => (asks ? setAsking('approval') : void go(null))}
            >
              {t(asks ? 'post.ask' : 'post.go')}
            </Button>
          }
        >
          <div className="parts-dialog">
            <p className="muted">{t('post.text')}</p>
            <ErrorLine text={post.faultText} />
            <TextField
              label={t('post.reason')}
              value={reason}
              onChange={setReason}
              maxLength={200}
              onEnter={() => (asks ? setAsking('approval') : void go(null))}
              autoFocus
            />
          </div>
        </Dialog>
      ) : null}
      {asking === 'approval' ? (
        <ApprovalDialog
          words={{ title: t('approve.title'), text: t('approve.text'), go: t('approve.go') }}
          faultText={post.faultText}
          pending={post.pending}
          onClose={() => setAsking(null)}
          onApprove={go}
        />
      ) : null}
    </>
  );
}

/** Cancels an open stocktake, or takes a posted one back; both with a reason. */
function EndButton({ data: { count }, kind }: { data: CountData; kind: 'cancel' | 'undo' }) {
  const t = useWords('stocktake');
  const mayUndo = useCan('stock.adjust') !== null;
  const cancel = useCommand('parts.countCancel');
  const undo = useCommand('parts.countUndo');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const command = kind === 'cancel' ? cancel : undo;
  if (kind === 'undo' && !mayUndo) return null;
  const ready = reason.trim() !== '';
  const go = async () => {
    if (ready && (await command.run({ countId: count.id, version: count.version, reason }))) setAsking(false);
  };
  return (
    <>
      <Button hotkey={kind === 'cancel' ? 'D' : 'U'} onPress={() => setAsking(true)}>
        {t(`${kind}.button`)}
      </Button>
      {asking ? (
        <Dialog
          title={t(`${kind}.title`, { number: count.number })}
          open
          onClose={() => setAsking(false)}
          actions={
            <Button
              variant="danger"
              hint="Enter"
              disabled={!ready}
              pending={command.pending}
              onPress={() => void go()}
            >
              {t(`${kind}.go`)}
            </Button>
          }
        >
          <div className="parts-dialog">
            <p className="muted">{t(`${kind}.text`)}</p>
            <ErrorLine text={command.faultText} />
            <TextField
              label={t('reason')}
              value={reason}
              onChange={setReason}
              maxLength={200}
              onEnter={() => void go()}
              autoFocus
            />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

import { useState } from 'react';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, toast } from '../../../ui/index.ts';
import { ReserveDialog } from './reserve-dialog.tsx';
import { UseDialog } from './use-dialog.tsx';

/** What can be done with parts from an order's page: promise one to it, put one on it that the slip forgot. */
export function OrderPartsActions({ orderId }: { orderId: string }) {
  const t = useWords('counter');
  const mayReserve = useCan('parts.request') !== null;
  const mayUse = useCan('slips.key') !== null;
  const { data } = useQuery('parts.job', { workOrderId: orderId });
  const [dialog, setDialog] = useState<'reserve' | 'use' | null>(null);
  if (data === undefined) return null;
  const canReserve = mayReserve && data.open;
  const canUse = mayUse && data.visitId !== null && data.staffId !== null;
  if (!canReserve && !canUse) return null;
  return (
    <div className="doc-actions">
      {canReserve ? (
        <Button size="small" onPress={() => setDialog('reserve')}>
          {t('reserve.title')}
        </Button>
      ) : null}
      {canUse ? (
        <Button size="small" onPress={() => setDialog('use')}>
          {t('use.title')}
        </Button>
      ) : null}
      {dialog === 'reserve' ? <ReserveDialog workOrderId={orderId} onClose={() => setDialog(null)} /> : null}
      {dialog === 'use' ? <UseDialog workOrderId={orderId} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}

/** A part put on the order by mistake comes off it: back in the bag, its old part unborn. */
export function UndoUseButton({ partUseId, part }: { partUseId: string; part: string }) {
  const t = useWords('counter');
  const may = useCan('slips.key') !== null;
  const undo = useCommand('parts.undoUse');
  const [asking, setAsking] = useState(false);
  if (!may) return null;
  const go = async () => {
    const done = await undo.run({ partUseId });
    if (done === null) return;
    toast.note(t('undoUse.done', { part }));
    setAsking(false);
  };
  return (
    <>
      <Button size="small" variant="quiet" onPress={() => setAsking(true)}>
        {t('undoUse.act')}
      </Button>
      {asking ? (
        <Dialog
          title={t('undoUse.title', { part })}
          open
          onClose={() => setAsking(false)}
          actions={
            <Button variant="danger" hint="Enter" pending={undo.pending} onPress={() => void go()}>
              {t('undoUse.act')}
            </Button>
          }
        >
          <div className="parts-dialog">
            <p className="muted">{t('undoUse.text')}</p>
            <ErrorLine text={undo.faultText} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

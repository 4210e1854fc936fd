import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Checkbox, Dialog, ErrorLine, NumberField, Select } from '../../ui/index.ts';
import { useUndoToast } from './undo-paper.tsx';

const reasons = ['unused', 'too_many', 'wrong_model', 'cancelled', 'dead'] as const;
type Reason = (typeof reasons)[number];

export interface Returnable {
  partId: string;
  code: string;
  name: string;
  quantityMilli: number;
  condition?: string;
  lot?: string;
  serial?: string;
  workOrderId: string | null;
}

/** 退料 of one line: how much comes back, and why. */
export function ReturnDialog({
  staffId,
  what,
  onClose,
}: {
  staffId: string;
  what: Returnable;
  onClose: () => void;
}) {
  const t = useWords('parts');
  const counter = useWords('counter');
  const back = useCommand('parts.return');
  const undoable = useUndoToast();
  const [quantity, setQuantity] = useState<number | null>(what.quantityMilli);
  const [reason, setReason] = useState<Reason>('unused');
  const [opened, setOpened] = useState(false);
  const go = async () => {
    const done = await back.run({
      staffId,
      lines: [
        {
          partId: what.partId,
          quantityMilli: quantity ?? 0,
          condition: (what.condition ?? 'good') as 'good',
          lot: what.lot ?? '',
          serial: what.serial ?? '',
          workOrderId: what.workOrderId,
          reason,
          opened: opened && reason !== 'dead',
        },
      ],
    });
    if (done === null) return;
    undoable(t('return.done', { number: done.number }), done.documentId);
    onClose();
  };
  return (
    <Dialog
      title={t('return.title', { name: `${what.code} ${what.name}` })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hint="Enter" pending={back.pending} onPress={() => void go()}>
          {t('return.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={back.faultText} />
        <NumberField
          kind="quantity"
          label={t('return.quantity')}
          value={quantity}
          onChange={setQuantity}
          autoFocus
          onEnter={() => void go()}
        />
        <Select
          label={t('return.reason')}
          value={reason}
          onChange={(id) => setReason(id as Reason)}
          options={reasons.map((id) => ({ id, label: t(`return.reasons.${id}`) }))}
        />
        {reason === 'dead' || (what.condition ?? 'good') !== 'good' ? null : (
          <Checkbox label={counter('return.opened')} checked={opened} onChange={setOpened} />
        )}
      </div>
    </Dialog>
  );
}

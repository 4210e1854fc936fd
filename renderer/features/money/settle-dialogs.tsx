import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Dialog, ErrorLine, NumberField, TextField } from '../../ui/index.ts';

type Head = OutputOf<'money.statement'>['statement'];

export function AgreeDialog({
  statement,
  onClose,
  onDone,
}: {
  statement: Head;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useWords('money');
  const f = useFormat();
  const agree = useCommand('money.agreeStatement');
  const go = async () => {
    if ((await agree.run({ id: statement.id, version: statement.version })) === null) return;
    onClose();
    onDone();
  };
  return (
    <Dialog
      title={t('desk.agreeTitle')}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={agree.pending} onPress={() => void go()}>
          {t('desk.agreeDo')}
        </Button>
      }
    >
      <p>{t('desk.agreeText', { yuan: f.money(statement.totalFen) })}</p>
      <ErrorLine text={agree.faultText} />
    </Dialog>
  );
}

export function PaymentDialog({ statement, onClose }: { statement: Head; onClose: () => void }) {
  const t = useWords('money');
  const f = useFormat();
  const left = statement.totalFen - statement.paidFen;
  const [amount, setAmount] = useState<number | null>(left);
  const [retention, setRetention] = useState<number | null>(null);
  const [reference, setReference] = useState('');
  const record = useCommand('money.recordPayerPayment');
  const go = async () => {
    const input = {
      id: statement.id,
      version: statement.version,
      amountFen: amount ?? 0,
      retentionFen: retention ?? 0,
      reference,
    };
    if ((await record.run(input)) !== null) onClose();
  };
  return (
    <Dialog
      title={t('desk.paymentTitle')}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={amount === null}
          pending={record.pending}
          onPress={() => void go()}
        >
          {t('desk.paymentDo')}
        </Button>
      }
    >
      <div className="money-form">
        <p className="muted">{t('desk.left', { yuan: f.money(left) })}</p>
        <NumberField
          kind="money"
          label={t('desk.paymentAmount')}
          value={amount}
          onChange={setAmount}
          autoFocus
        />
        <NumberField kind="money" label={t('desk.retention')} value={retention} onChange={setRetention} />
        <TextField
          label={t('desk.reference')}
          value={reference}
          onChange={setReference}
          onEnter={() => void go()}
        />
        <ErrorLine text={record.faultText} />
      </div>
    </Dialog>
  );
}

export function AppealDialog({
  target,
  onClose,
  onDone,
}: {
  target: { id: string; version: number };
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useWords('money');
  const [reason, setReason] = useState('');
  const appeal = useCommand('money.appealDifference');
  const go = async () => {
    if ((await appeal.run({ ...target, reason })) === null) return;
    onClose();
    onDone();
  };
  return (
    <Dialog
      title={t('desk.appealTitle')}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={reason.trim() === ''}
          pending={appeal.pending}
          onPress={() => void go()}
        >
          {t('desk.appealSend')}
        </Button>
      }
    >
      <TextField label={t('desk.appealReason')} value={reason} onChange={setReason} multiline autoFocus />
      <ErrorLine text={appeal.faultText} />
    </Dialog>
  );
}

import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { PickList } from './pick-list.tsx';
import { offerUndo } from './undo.ts';
import { useLetters } from './use-letters.ts';

/** Kind of reason each of these asks for. */
const lists = { cancel: 'cancel', sendBack: 'send_back', unassign: 'reassign' } as const;

/** Cancel, send back, take back: a reason by its number key, then Enter. */
export function ReasonDialog({ order, onClose, kind }: OrderDialogProps & { kind: keyof typeof lists }) {
  const t = useWords('orders');
  const { choices, named } = useLifeWords();
  const commands = {
    cancel: useCommand('orders.cancel'),
    sendBack: useCommand('orders.sendBack'),
    unassign: useCommand('dispatch.unassign'),
  };
  const command = commands[kind];
  const lettersOf = useLetters();
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const go = async () => {
    if (reasonCode === null) return;
    const done = await command.run({ id: order.id, version: order.version, reasonCode });
    if (done === null) return;
    if (kind === 'unassign') offerUndo(t, 'unassign', done);
    onClose(true);
  };
  return (
    <Dialog
      title={t(`reason.${kind}`, { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:back')}
          </Button>
          <Button
            variant={kind === 'unassign' ? 'primary' : 'danger'}
            hotkey="Enter"
            disabled={reasonCode === null}
            pending={command.pending}
            onPress={() => void go()}
          >
            {t('reason.go')}
          </Button>
        </>
      }
    >
      <PickList
        label={t('reason.why')}
        value={reasonCode}
        onPick={setReasonCode}
        picks={choices.reasons
          .filter((reason) => reason.kind === lists[kind])
          .map((reason) => ({
            id: reason.code,
            label: named(reason),
            keys: `${lettersOf(reason.nameZh)} ${named(reason).toLowerCase()}`,
          }))}
      />
      <ErrorLine text={command.faultText} />
    </Dialog>
  );
}

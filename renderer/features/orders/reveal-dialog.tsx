import { useState } from 'react';
import { revealReasons } from '../../../domain/orders/asked-words.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Facts } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { PickList } from './pick-list.tsx';

const fields = ['name', 'phone', 'phone2', 'virtualPhone', 'address'] as const;

/** Whole details for somebody whose role sees masks: only with a reason, kept in the timeline, gone when closed. */
export function RevealDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { say } = useLifeWords();
  const reveal = useCommand('orders.reveal');
  const [reason, setReason] = useState<string | null>(null);
  const [values, setValues] = useState<Partial<Record<(typeof fields)[number], string | null>> | null>(null);
  const go = async () => {
    if (reason === null) return;
    const done = await reveal.run({
      id: order.id,
      fields: [...fields],
      reason: reason as (typeof revealReasons)[number],
    });
    if (done !== null) setValues(done.values);
  };
  return (
    <Dialog
      title={t('ask.reveal', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        values === null ? (
          <>
            <Button variant="quiet" onPress={() => onClose(false)}>
              {t('common:back')}
            </Button>
            <Button
              variant="primary"
              hotkey="Enter"
              disabled={reason === null}
              pending={reveal.pending}
              onPress={() => void go()}
            >
              {t('ask.go')}
            </Button>
          </>
        ) : (
          <Button variant="primary" hotkey="Enter" onPress={() => onClose(true)}>
            {t('ui:close')}
          </Button>
        )
      }
    >
      {values === null ? (
        <>
          <PickList
            label={t('ask.why')}
            value={reason}
            onPick={setReason}
            picks={revealReasons.map((id) => ({ id, label: say('asked', id) }))}
          />
          <p className="muted">{t('ask.revealHelp')}</p>
        </>
      ) : (
        <Facts items={fields.map((name) => ({ label: say('field', name), value: values[name] ?? null }))} />
      )}
      <ErrorLine text={reveal.faultText} />
    </Dialog>
  );
}

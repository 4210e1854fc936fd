import { useState } from 'react';
import { type PlatformAnswer, platformAnswers } from '../../../../domain/orders/verdict.ts';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { addDays } from '../../../lib/format.ts';
import { useCommand } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, TextField } from '../../../ui/index.ts';
import type { OrderDialogProps } from '../dialogs.tsx';
import { useLifeWords } from '../life-words.ts';
import { instantOf } from '../local-time.ts';
import { NextContact } from '../next-contact.tsx';
import { PickList } from '../pick-list.tsx';
import { offerUndo } from '../undo.ts';

/** What the platform's own page says about the order: passed, or sent back with its words and until when. */
export function VerdictDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { f, say } = useLifeWords();
  const command = useCommand('visits.platformAnswer');
  const [answer, setAnswer] = useState<PlatformAnswer | null>(null);
  const [reason, setReason, forget] = useDraft(`verdict:${order.id}`, '');
  const [day, setDay] = useState<string | null>(addDays(f.today, 2));
  const [clock, setClock] = useState('18:00');
  const isBack = answer === 'refill' || answer === 'redo';
  const go = async () => {
    if (answer === null) return;
    const done = await command.run({
      id: order.id,
      version: order.version,
      answer,
      reason: answer === 'passed' ? '' : reason.trim(),
      dueAt: isBack ? instantOf(day, clock) : null,
    });
    if (done === null) return;
    offerUndo(t, 'verdict', done);
    forget();
    onClose(true);
  };
  return (
    <Dialog
      title={t('verdict.title', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:back')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={answer === null}
            pending={command.pending}
            onPress={() => void go()}
          >
            {t('verdict.go')}
          </Button>
        </>
      }
    >
      <PickList
        label={t('verdict.answer')}
        value={answer}
        onPick={(id) => setAnswer(platformAnswers.find((one) => one === id) ?? null)}
        picks={platformAnswers.map((id) => ({
          id,
          label: say('verdict', id),
          note: t(`verdict.then.${id}`),
        }))}
      />
      {answer === null || answer === 'passed' ? null : (
        <TextField
          label={t('verdict.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          autoFocus
          onEnter={() => void go()}
        />
      )}
      {isBack ? (
        <NextContact
          label={t('verdict.due')}
          day={day}
          clock={clock}
          clockLabel={t('verdict.clock')}
          onDay={setDay}
          onClock={setClock}
          onEnter={() => void go()}
        />
      ) : null}
      <ErrorLine text={command.faultText} />
    </Dialog>
  );
}

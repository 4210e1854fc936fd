import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Segments, TextField } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { offerUndo } from './undo.ts';

const reaches = ['inside', 'technician', 'user', 'platform'] as const;
type Reach = (typeof reaches)[number];

/** A note and who may read it; one for the platform leaves the house and says so. */
export function NoteDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orders');
  const { say } = useLifeWords();
  const note = useCommand('orders.note');
  const [reach, setReach] = useState<Reach>('inside');
  const [text, setText, forget] = useDraft(`note:${order.id}`, '');
  const ready = text.trim() !== '';
  const save = async () => {
    if (!ready) return;
    const done = await note.run({ id: order.id, reach, text: text.trim() });
    if (done === null) return;
    offerUndo(t, 'note', done, order.number);
    forget();
    onClose(true);
  };
  return (
    <Dialog
      title={t('note.title', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={note.pending}
            onPress={() => void save()}
          >
            {t('note.go')}
          </Button>
        </>
      }
    >
      <Segments
        label={t('note.reach')}
        value={reach}
        onChange={(id) => setReach(id as Reach)}
        tabs={reaches.map((id) => ({ id, label: say('reach', id) }))}
      />
      <TextField
        label={t('note.text')}
        value={text}
        onChange={setText}
        multiline
        autoFocus
        maxLength={2000}
        help={reach === 'platform' ? t('note.platformHelp') : undefined}
        onEnter={() => void save()}
      />
      <ErrorLine text={note.faultText} />
    </Dialog>
  );
}

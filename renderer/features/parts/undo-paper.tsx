import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, TextField, toast } from '../../ui/index.ts';

/** Offers for ten seconds to take a paper back that was just posted; later it is done from the list of papers. */
export function useUndoToast(): (text: string, documentId: string) => void {
  const t = useWords('staging');
  // A refusal (the goods went on meanwhile) is thrown to the toast, which says it
  return (text, documentId) =>
    toast.undo(text, async () => {
      const done = await api.call('parts.undoPaper', { documentId, reason: t('undo.atOnce') });
      toast.note(t('undo.done', { number: done.undoes, by: done.number }));
    });
}

/** Why a paper is taken back; the goods go the way they came. */
export function UndoPaperDialog(props: {
  documentId: string;
  version: number;
  title: string;
  onClose: () => void;
}) {
  const t = useWords('staging');
  const undo = useCommand('parts.undoPaper');
  const [reason, setReason] = useState('');
  const go = async () => {
    if (reason.trim() === '') return;
    const { documentId, version } = props;
    const done = await undo.run({ documentId, version, reason: reason.trim() });
    if (done === null) return;
    toast.note(t('undo.done', { number: done.undoes, by: done.number }));
    props.onClose();
  };
  return (
    <Dialog
      title={t('undo.title', { paper: props.title })}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="danger"
          hint="Enter"
          disabled={reason.trim() === ''}
          pending={undo.pending}
          onPress={() => void go()}
        >
          {t('undo.act')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('undo.text')}</p>
        <ErrorLine text={undo.faultText} />
        <TextField
          label={t('undo.reason')}
          value={reason}
          onChange={setReason}
          onEnter={() => void go()}
          autoFocus
          required
        />
      </div>
    </Dialog>
  );
}

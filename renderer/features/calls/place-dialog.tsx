import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, TextField, toast } from '../../ui/index.ts';
import type { Letter } from './messages-view.tsx';

/** Which order a platform means; the one it seems to mean stands there already. */
export function PlaceDialog({ letter, onClose }: { letter: Letter; onClose: (done: boolean) => void }) {
  const t = useWords('calls');
  const place = useCommand('orders.placeMessage');
  const [number, setNumber] = useState(letter.order?.number ?? '');
  const wanted = number.trim();
  const go = async () => {
    if (wanted === '') return;
    const done = await place.run({ id: letter.id, version: letter.version, number: wanted });
    if (done === null) return;
    toast.note(t('letter.placedOn', { number: done.number }));
    onClose(true);
  };
  return (
    <Dialog
      title={t('letter.place')}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={wanted === ''}
            pending={place.pending}
            onPress={() => void go()}
          >
            {t('letter.go')}
          </Button>
        </>
      }
    >
      <p className="call-text">{letter.text}</p>
      <TextField
        label={t('letter.number')}
        help={t('letter.help')}
        value={number}
        onChange={(next) => {
          place.clear();
          setNumber(next);
        }}
        maxLength={60}
        autoFocus
        required
        onEnter={() => void go()}
      />
      <ErrorLine text={place.faultText} />
    </Dialog>
  );
}

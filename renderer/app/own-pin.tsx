import { useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { useCommand } from '../lib/query.tsx';
import { Button, Dialog, ErrorLine, TextField, toast } from '../ui/index.ts';

const good = /^\d{4,12}$/;

/** The own PIN: the old one, and the new one twice. */
export function OwnPinDialog({ onClose }: { onClose: () => void }) {
  const t = useWords('staff');
  const tc = useWords();
  const command = useCommand('session.setPin');
  const [oldPin, setOld] = useState('');
  const [newPin, setNew] = useState('');
  const [again, setAgain] = useState('');
  const differs = again.length >= newPin.length && again !== newPin;
  const ready = good.test(oldPin) && good.test(newPin) && newPin === again;
  const run = async () => {
    if (!ready || command.pending) return;
    if (!(await command.run({ oldPin, newPin }))) return;
    toast.note(t('ownPin.done'));
    onClose();
  };
  const field = (label: string, value: string, onChange: (text: string) => void, more = {}) => (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      type="password"
      inputMode="numeric"
      maxLength={12}
      onEnter={() => void run()}
      {...more}
    />
  );
  return (
    <Dialog
      title={t('ownPin.title')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} hint="Escape">
            {tc('cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            hotkeyLabel={t('ownPin.doIt')}
            disabled={!ready}
            pending={command.pending}
            onPress={() => void run()}
          >
            {t('ownPin.doIt')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {field(t('ownPin.old'), oldPin, setOld, { autoFocus: true, autoComplete: 'current-password' })}
        {field(t('newPin'), newPin, setNew, { help: t('ownPin.help'), autoComplete: 'new-password' })}
        {field(t('ownPin.again'), again, setAgain, {
          error: differs && newPin !== '' ? t('ownPin.differs') : null,
          autoComplete: 'new-password',
        })}
        <ErrorLine text={command.faultText} />
      </div>
    </Dialog>
  );
}

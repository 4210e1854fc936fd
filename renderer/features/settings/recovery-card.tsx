import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Banner, Button, Card, ErrorLine, TextField } from '../../ui/index.ts';

/** The recovery key, after the PIN; it leaves the screen with this card and is kept nowhere. */
export function RecoveryCard({ shown }: { shown: number }) {
  const t = useWords('outlet');
  const ask = useCommand('outlet.recoveryKey');
  const [pin, setPin] = useState('');
  const [groups, setGroups] = useState<readonly string[] | null>(null);
  const show = async () => {
    const answer = await ask.run({ pin });
    setPin('');
    if (answer) setGroups(answer.groups);
  };
  return (
    <Card title={t('section.recovery')}>
      <p className="settings-lead">{t('recovery.text')}</p>
      {shown === 0 ? (
        <Banner tone="amber" text={t('recovery.none')} />
      ) : (
        <p className="muted">{t('recovery.shown', { n: shown })}</p>
      )}
      {groups ? (
        <>
          <RecoveryKey groups={groups} />
          <Button onPress={() => setGroups(null)}>{t('recovery.noted')}</Button>
        </>
      ) : (
        <div className="settings-form">
          <TextField
            label={t('recovery.pin')}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            value={pin}
            onChange={(text) => setPin(text.replace(/\D/g, ''))}
            onEnter={() => void show()}
          />
          <ErrorLine text={ask.faultText} />
          <div className="row">
            <Button pending={ask.pending} disabled={pin.length < 4} onPress={() => void show()}>
              {t('recovery.show')}
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}

export function RecoveryKey({ groups }: { groups: readonly string[] }) {
  const t = useWords('outlet');
  return (
    <div className="recovery-key" aria-label={t('recovery.title')}>
      {groups.map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </div>
  );
}

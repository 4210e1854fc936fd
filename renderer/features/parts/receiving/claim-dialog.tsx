import { useState } from 'react';
import { type ClaimOutcome, claimOutcomesOf, type ClaimStep } from '../../../../domain/stock/claim.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Select, TextField } from '../../../ui/index.ts';
import type { Claim } from './claims-screen.tsx';

/** One step of a claim: how it was told, or how it ends. */
export function ClaimDialog(props: { claim: Claim; step: ClaimStep; onClose: () => void }) {
  const { step } = props;
  const t = useWords('receiving');
  // What was asked about stays it, whatever the list shows meanwhile
  const [claim] = useState(props.claim);
  const outcomes = claimOutcomesOf(claim);
  const [outcome, setOutcome] = useState<ClaimOutcome>(outcomes[0] ?? 'kept');
  const [how, setHow] = useState('');
  const [parcelNumber, setParcelNumber] = useState('');
  const command = useCommand('parts.claimStep');
  const ends = step === 'settled';
  const go = async () => {
    const done = await command.run({
      id: claim.id,
      version: claim.version,
      to: step,
      outcome: ends ? outcome : null,
      how: how.trim(),
      parcelNumber: ends && outcome === 'sent_back' ? parcelNumber.trim() : '',
    });
    if (done !== null) props.onClose();
  };
  return (
    <Dialog
      title={t(`claim.stepTitle.${step}`, { number: claim.number })}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t(`claim.step.${step}`)}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {ends ? (
          <>
            <Select
              label={t('claim.ending')}
              value={outcome}
              onChange={(id) => setOutcome(id as ClaimOutcome)}
              options={outcomes.map((id) => ({ id, label: t(`claim.outcomes.${id}`) }))}
              autoFocus
            />
            <p className="muted">{t(`claim.outcomeHelp.${outcome}`)}</p>
            {outcome === 'sent_back' ? (
              <TextField
                label={t('parcelNumber')}
                value={parcelNumber}
                maxLength={60}
                onChange={setParcelNumber}
                onEnter={() => void go()}
              />
            ) : null}
          </>
        ) : null}
        <TextField
          label={t(step === 'reported' ? 'claim.how' : 'claim.why')}
          value={how}
          maxLength={200}
          onChange={setHow}
          onEnter={() => void go()}
          autoFocus={!ends}
        />
      </div>
    </Dialog>
  );
}

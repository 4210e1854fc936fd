import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, Dialog, ErrorLine, Select, TextField } from '../../ui/index.ts';
import type { OldPart } from './old-parts.tsx';

export type OldStep = 'charged' | 'scrapped' | 'lost';
const bearers = ['technician', 'outlet', 'user', 'payer'] as const;
type Bearer = (typeof bearers)[number];

/** An old part that will not come back: who bears it, and why. */
export function StepOldDialog(props: { row: OldPart; step: OldStep; title: string; onClose: () => void }) {
  const { row, step, onClose } = props;
  const t = useWords('parts');
  const name = useInLanguage();
  const command = useCommand('parts.stepOld');
  const [bearer, setBearer] = useState<Bearer>('technician');
  const [reason, setReason] = useState('');
  const go = async () => {
    const done = await command.run({
      id: row.id,
      version: row.version,
      to: step,
      bearer: step === 'scrapped' ? null : bearer,
      reason,
    });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('old.stepTitle', { step: props.title, name: `${row.code} ${name(row.nameZh, row.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hint="Enter" pending={command.pending} onPress={() => void go()}>
          {t('old.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {step === 'scrapped' ? null : (
          <Select
            label={t('old.bearer')}
            value={bearer}
            onChange={(id) => setBearer(id as Bearer)}
            options={bearers.map((id) => ({ id, label: t(`old.bearers.${id}`) }))}
          />
        )}
        <TextField
          label={t('old.reason')}
          value={reason}
          onChange={setReason}
          onEnter={() => void go()}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

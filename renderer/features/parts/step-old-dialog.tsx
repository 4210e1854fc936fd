import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, Dialog, ErrorLine, Select, TextField } from '../../ui/index.ts';
import type { OldPart } from './old-parts.tsx';

export type OldStep = 'charged' | 'scrapped' | 'lost';
const bearers = ['technician', 'outlet', 'user', 'payer'] as const;
type Bearer = (typeof bearers)[number];

/** Old parts that will not come back: who bears them, and why. */
export function StepOldDialog(props: {
  rows: readonly OldPart[];
  /** Chosen rows this step is not for. */
  left: number;
  step: OldStep;
  title: string;
  /** True when it went through. */
  onClose: (done: boolean) => void;
}) {
  const { left, step, onClose } = props;
  const t = useWords('parts');
  const name = useInLanguage();
  const command = useCommand('parts.stepOld');
  const [bearer, setBearer] = useState<Bearer>('technician');
  const [reason, setReason] = useState('');
  // What was asked about stays it, whatever the list shows meanwhile; a row that moved on is refused by the host
  const [rows] = useState(props.rows);
  const [one] = rows;
  const go = async () => {
    const done = await command.run({
      items: rows.map(({ id, version }) => ({ id, version })),
      to: step,
      bearer: step === 'scrapped' ? null : bearer,
      reason,
    });
    if (done !== null) onClose(true);
  };
  return (
    <Dialog
      title={t('old.stepTitle', {
        step: props.title,
        name:
          rows.length === 1 && one !== undefined
            ? `${one.code} ${name(one.nameZh, one.nameEn)}`
            : t('old.pieces', { count: rows.length }),
      })}
      open
      onClose={() => onClose(false)}
      actions={
        <Button variant="primary" hint="Enter" pending={command.pending} onPress={() => void go()}>
          {t('old.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {left > 0 ? <p className="muted">{t('old.left', { count: left })}</p> : null}
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

import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { personName } from '../../lib/names.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { DateField, Select, TextField } from '../../ui/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import { AffectedDialog } from './plan/affected-dialog.tsx';
import type { StaffDocument } from './shapes.ts';

/** Away for some days, or a half day. */
export function ShiftDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const command = useCommand('staff.saveShift');
  const { person } = document;
  const [kind, setKind] = useState<'leave' | 'sick' | 'training'>('leave');
  const [day, setDay] = useState<string | null>(f.today);
  const [toDay, setToDay] = useState<string | null>(null);
  const [part, setPart] = useState('day');
  const [saved, setSaved] = useState(false);
  const mayAssign = useCan('orders.assign') !== null;
  const spans: Record<string, readonly [string, string]> = {
    day: ['00:00', '24:00'],
    morning: ['00:00', '12:00'],
    afternoon: ['12:00', '24:00'],
  };
  const save = async () => {
    const [fromClock, toClock] = spans[part] ?? ['00:00', '24:00'];
    const done = await command.run({ staffId: person.id, day: day ?? '', toDay, fromClock, toClock, kind });
    if (!done) return;
    if (done.ordersAffected > 0 && mayAssign) setSaved(true);
    else onClose();
  };
  if (saved)
    return <AffectedDialog staffId={person.id} fromDay={day ?? f.today} toDay={toDay} onClose={onClose} />;
  return (
    <AskDialog
      title={t('absenceOf', { name: personName(person, f.language) })}
      doIt={tc('save')}
      ready={day !== null}
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void save()}
    >
      <div className="staff-form">
        <Select
          label={t('kind')}
          options={(['leave', 'sick', 'training'] as const).map((id) => ({ id, label: t(`absence.${id}`) }))}
          value={kind}
          onChange={(id) => setKind(id as typeof kind)}
        />
        <Select
          label={t('part')}
          options={['day', 'morning', 'afternoon'].map((id) => ({ id, label: t(`parts.${id}`) }))}
          value={part}
          onChange={setPart}
        />
        <DateField label={t('fromDay')} value={day} onChange={setDay} required />
        <DateField label={t('toDay')} value={toDay} onChange={setToDay} help={t('toDayHelp')} />
      </div>
    </AskDialog>
  );
}

/** A new PIN, told to the person by the manager. */
export function PinDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useWords('staff');
  const f = useFormat();
  const command = useCommand('staff.resetPin');
  const { person } = document;
  const [pin, setPin] = useState('');
  return (
    <AskDialog
      title={t('pinOf', { name: personName(person, f.language) })}
      doIt={t('setPin')}
      ready={/^\d{4,12}$/.test(pin)}
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() =>
        void command.run({ id: person.id, version: person.version, pin }).then((done) => done && onClose())
      }
    >
      <TextField
        label={t('newPin')}
        value={pin}
        onChange={setPin}
        type="password"
        inputMode="numeric"
        maxLength={12}
        help={t('pinHelp')}
        autoFocus
      />
    </AskDialog>
  );
}

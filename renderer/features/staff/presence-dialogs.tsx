import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Checkbox, DateField, Select, TextField, toast } from '../../ui/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import { personName, type StaffDocument } from './shapes.ts';

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
  const spans: Record<string, readonly [string, string]> = {
    day: ['00:00', '24:00'],
    morning: ['00:00', '12:00'],
    afternoon: ['12:00', '24:00'],
  };
  const save = async () => {
    const [fromClock, toClock] = spans[part] ?? ['00:00', '24:00'];
    const done = await command.run({ staffId: person.id, day: day ?? '', toDay, fromClock, toClock, kind });
    if (!done) return;
    if (done.ordersAffected > 0)
      toast.note(t('ordersAffected', { name: personName(person, f.language), n: done.ordersAffected }));
    onClose();
  };
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

/** Leaving: what is still with the person stands here; orders have to go first. */
export function LeaveDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useWords('staff');
  const f = useFormat();
  const command = useCommand('staff.leave');
  const { person, holdings } = document;
  const [day, setDay] = useState<string | null>(f.today);
  const [handedOver, setHandedOver] = useState(false);
  const things =
    holdings.parts + holdings.oldParts + holdings.tools + holdings.slipsOut + Math.abs(holdings.cashFen);
  return (
    <AskDialog
      title={t('leaveOf', { name: personName(person, f.language) })}
      doIt={t('leave')}
      danger
      ready={day !== null && holdings.openOrders === 0 && (things === 0 || handedOver)}
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() =>
        void command
          .run({ id: person.id, version: person.version, leftDay: day, handedOver })
          .then((done) => done && onClose())
      }
    >
      <DateField label={t('lastDay')} value={day} onChange={setDay} required />
      {holdings.openOrders > 0 ? <p>{t('ordersFirst', { n: holdings.openOrders })}</p> : null}
      {things > 0 ? (
        <>
          <p>
            {t('stillHas', {
              parts: holdings.parts,
              oldParts: holdings.oldParts,
              tools: holdings.tools,
              slips: holdings.slipsOut,
              cash: f.money(holdings.cashFen),
            })}
          </p>
          <Checkbox label={t('handedOver')} checked={handedOver} onChange={setHandedOver} />
        </>
      ) : null}
    </AskDialog>
  );
}

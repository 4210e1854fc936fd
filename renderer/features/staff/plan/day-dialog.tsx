import { useState } from 'react';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { personName } from '../../../lib/names.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, DateField, ErrorLine, LineTable, Select } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { AffectedDialog } from './affected-dialog.tsx';
import type { PlanCell, PlanPerson } from './shapes.ts';

const parts: Record<string, readonly [string, string]> = {
  day: ['00:00', '24:00'],
  morning: ['00:00', '12:00'],
  afternoon: ['12:00', '18:00'],
  evening: ['18:00', '24:00'],
};

/** What is different about one day of one person: leave, training, extra work; what stands there can go. */
export function DayDialog(props: { person: PlanPerson; cell: PlanCell; onClose: () => void }) {
  const t = useWords('plan');
  const f = useFormat();
  const { person, cell, onClose } = props;
  const save = useCommand('staff.saveShift');
  const remove = useCommand('staff.removeShift');
  const [kind, setKind] = useState<'leave' | 'sick' | 'training' | 'work'>(
    cell.off === 'day_off' ? 'work' : 'leave',
  );
  const [part, setPart] = useState('day');
  const [toDay, setToDay] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const mayAssign = useCan('orders.assign') !== null;
  const run = async () => {
    const [fromClock, toClock] = parts[part] ?? ['00:00', '24:00'];
    const done = await save.run({
      staffId: person.staffId,
      day: cell.day,
      toDay,
      fromClock,
      toClock,
      kind,
    });
    if (!done) return;
    if (done.ordersAffected > 0 && mayAssign) setSaved(true);
    else onClose();
  };
  if (saved)
    return <AffectedDialog staffId={person.staffId} fromDay={cell.day} toDay={toDay} onClose={onClose} />;
  return (
    <AskDialog
      title={t('dayTitle', { name: personName(person, f.language), day: f.day(cell.day) })}
      doIt={t('set')}
      ready
      pending={save.pending}
      faultText={save.faultText}
      onClose={onClose}
      onDo={() => void run()}
    >
      <Select
        label={t('kind')}
        value={kind}
        onChange={(next) => setKind(next as 'leave')}
        options={(['leave', 'sick', 'training', 'work'] as const).map((id) => ({
          id,
          label: t(`kinds.${id}`),
        }))}
      />
      <Select
        label={t('part')}
        value={part}
        onChange={setPart}
        options={Object.keys(parts).map((id) => ({ id, label: t(`parts.${id}`) }))}
      />
      <DateField label={t('toDay')} value={toDay} onChange={setToDay} />
      {cell.rows.length === 0 ? null : (
        <LineTable
          label={t('written')}
          rows={cell.rows}
          rowKey={(row) => row.id}
          columns={[
            { id: 'kind', header: t('kind'), cell: (row) => t(`kinds.${row.kind}`) },
            { id: 'clock', header: t('part'), cell: (row) => `${row.fromClock}–${row.toClock}` },
            {
              id: 'remove',
              header: '',
              align: 'end',
              cell: (row) => (
                <Button
                  size="small"
                  variant="quiet"
                  pending={remove.pending}
                  onPress={() =>
                    void remove.run({ id: row.id, version: row.version }).then((done) => {
                      if (done) onClose();
                    })
                  }
                >
                  {t('remove')}
                </Button>
              ),
            },
          ]}
        />
      )}
      <ErrorLine text={remove.faultText} />
    </AskDialog>
  );
}

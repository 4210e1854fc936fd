import { useState } from 'react';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { ApiFault } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Button, DateField, Dialog, ErrorLine, NumberField, Select, TextField } from '../../ui/index.ts';
import { nameOf, personName, type StaffDocument } from './shapes.ts';

/** Particulars of a person, new or known. */
export function PersonDialog(props: {
  person: StaffDocument['person'] | null;
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const { person } = props;
  const t = useWords('staff');
  const withTeams = useFeature('teams');
  const tc = useWords();
  const f = useFormat();
  const save = useCommand('staff.save');
  const { data: options } = useQuery('staff.options', {});
  const [form, setForm] = useState({
    code: person?.code ?? '',
    name: person?.name ?? '',
    nameEn: person?.nameEn ?? '',
    phone: person?.phone ?? '',
    duties: person?.duties ?? '',
    employment: person?.employment ?? '',
    teamId: person?.teamId ?? '',
    hoursMilli: Math.round(((person?.capacityMinutes ?? 0) * 1000) / 60) as number | null,
    partsLimitFen: person?.partsLimitFen ?? null,
    joinedDay: person?.joinedDay ?? (person === null ? f.today : null),
  });
  const taken = save.fault instanceof ApiFault && save.fault.code === 'staff_code_taken';
  const set = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const ready = form.code.trim() !== '' && form.name.trim() !== '';
  const run = async () => {
    const { hoursMilli, teamId, ...rest } = form;
    const done = await save.run({
      id: person?.id ?? null,
      version: person?.version ?? null,
      mentorId: person?.mentorId ?? null,
      cashLimitFen: person?.cashLimitFen ?? null,
      ...rest,
      teamId: teamId === '' ? null : teamId,
      capacityMinutes: Math.round(((hoursMilli ?? 0) * 60) / 1000),
    });
    if (done) props.onSaved(done.id);
  };
  return (
    <Dialog
      title={person === null ? t('add') : t('editTitle', { name: personName(person, f.language) })}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose} hint="Escape">
            {tc('cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            hotkeyLabel={tc('save')}
            onPress={() => void run()}
            disabled={!ready}
            pending={save.pending}
          >
            {tc('save')}
          </Button>
        </>
      }
    >
      <div className="staff-form">
        <TextField
          label={t('code')}
          value={form.code}
          error={taken ? save.faultText : null}
          onChange={(code) => set({ code })}
          required
          autoFocus
        />
        <TextField label={t('name')} value={form.name} onChange={(name) => set({ name })} required />
        <TextField label={t('phone')} value={form.phone} onChange={(phone) => set({ phone })} type="tel" />
        <TextField label={t('nameEn')} value={form.nameEn} onChange={(nameEn) => set({ nameEn })} />
        {withTeams ? (
          <Select
            label={t('team')}
            options={[
              { id: '', label: t('noTeam') },
              ...(options?.teams ?? []).map((team) => ({ id: team.id, label: nameOf(team, f.language) })),
            ]}
            value={form.teamId}
            onChange={(teamId) => set({ teamId })}
          />
        ) : null}
        <TextField
          label={t('employment')}
          value={form.employment}
          onChange={(employment) => set({ employment })}
        />
        <NumberField
          label={t('hours')}
          kind="quantity"
          unit={t('hourUnit')}
          help={t('hoursHelp')}
          value={form.hoursMilli}
          onChange={(hoursMilli) => set({ hoursMilli })}
        />
        <NumberField
          label={t('partsLimit')}
          kind="money"
          value={form.partsLimitFen}
          onChange={(partsLimitFen) => set({ partsLimitFen })}
        />
        <DateField label={t('joined')} value={form.joinedDay} onChange={(joinedDay) => set({ joinedDay })} />
        <TextField label={t('duties')} value={form.duties} onChange={(duties) => set({ duties })} />
      </div>
      <ErrorLine text={taken ? null : save.faultText} />
    </Dialog>
  );
}

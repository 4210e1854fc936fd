import { employmentKinds } from '../../../preload/contract/staff.ts';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { ApiFault } from '../../lib/faults.ts';
import { nameOf, personName } from '../../lib/names.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { ComboBox, DateField, NumberField, Select, TextField } from '../../ui/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { StaffDocument } from './shapes.ts';
import { personOption, useStaffOptions } from './use-options.ts';

type Person = StaffDocument['person'];

const milliOf = (n: number | null): number | null => (n === null ? null : n * 1000);
const wholeOf = (milli: number | null): number | null => (milli === null ? null : Math.round(milli / 1000));

function begin(person: Person | null, today: string) {
  return {
    code: person?.code ?? '',
    name: person?.name ?? '',
    nameEn: person?.nameEn ?? '',
    phone: person?.phone ?? '',
    duties: person?.duties ?? '',
    employment: person?.employment ?? '',
    employmentKind: person?.employmentKind ?? ('employee' as const),
    teamId: person?.teamId ?? '',
    mentorId: person?.mentorId ?? '',
    hoursMilli: Math.round(((person?.capacityMinutes ?? 0) * 1000) / 60) as number | null,
    slotMilli: milliOf(person?.slotCapacity ?? null),
    shareMilli: person?.leadShareMilli == null ? null : person.leadShareMilli * 100,
    partsLimitFen: person?.partsLimitFen ?? null,
    cashLimitFen: person?.cashLimitFen ?? null,
    joinedDay: person?.joinedDay ?? (person === null ? today : null),
    insuranceUntil: person?.insuranceUntil ?? null,
    chatTemplateId: person?.chatTemplateId ?? '',
  };
}

/** Particulars of a person, new or known. What is typed stays when the dialog is left. */
export function PersonDialog(props: {
  person: Person | null;
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const { person } = props;
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const save = useCommand('staff.save');
  const options = useStaffOptions();
  const key = person === null ? 'person:new' : `person:${person.id}:${person.version}`;
  const [form, setForm, forget] = useDraft(key, begin(person, f.today));
  const taken = save.fault instanceof ApiFault && save.fault.code === 'staff_code_taken';
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const run = async () => {
    const { hoursMilli, slotMilli, shareMilli, teamId, mentorId, chatTemplateId, ...rest } = form;
    const done = await save.run({
      id: person?.id ?? null,
      version: person?.version ?? null,
      ...rest,
      teamId: teamId === '' ? null : teamId,
      mentorId: mentorId === '' ? null : mentorId,
      chatTemplateId: chatTemplateId === '' ? null : chatTemplateId,
      capacityMinutes: Math.round(((hoursMilli ?? 0) * 60) / 1000),
      slotCapacity: wholeOf(slotMilli),
      leadShareMilli: shareMilli === null ? null : Math.round(shareMilli / 100),
    });
    if (!done) return;
    forget();
    props.onSaved(done.id);
  };
  return (
    <AskDialog
      title={person === null ? t('add') : t('editTitle', { name: personName(person, f.language) })}
      doIt={tc('save')}
      wide
      ready={form.code.trim() !== '' && form.name.trim() !== ''}
      pending={save.pending}
      faultText={taken ? null : save.faultText}
      onClose={props.onClose}
      onDo={() => void run()}
    >
      <fieldset className="staff-part">
        <legend>{t('section.person')}</legend>
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
        <Select
          label={t('team')}
          options={[
            { id: '', label: t('noTeam') },
            ...(options?.teams ?? []).map((team) => ({ id: team.id, label: nameOf(team, f.language) })),
          ]}
          value={form.teamId}
          onChange={(teamId) => set({ teamId })}
        />
        <ComboBox
          label={t('mentor')}
          options={[
            { id: '', label: t('noMentor') },
            ...(options?.people ?? [])
              .filter((one) => one.id !== person?.id)
              .map((one) => personOption(one, f.language)),
          ]}
          value={form.mentorId}
          onChange={(mentorId) => set({ mentorId: mentorId ?? '' })}
        />
        <TextField label={t('duties')} value={form.duties} onChange={(duties) => set({ duties })} />
        <Select
          label={t('chatTemplate')}
          options={[
            { id: '', label: t('usualTemplate') },
            ...(options?.chatTemplates ?? []).map((one) => ({ id: one.id, label: nameOf(one, f.language) })),
          ]}
          value={form.chatTemplateId}
          onChange={(chatTemplateId) => set({ chatTemplateId })}
        />
      </fieldset>
      <fieldset className="staff-part">
        <legend>{t('section.work')}</legend>
        <NumberField
          label={t('hours')}
          kind="quantity"
          unit={t('hourUnit')}
          help={t('hoursHelp')}
          value={form.hoursMilli}
          onChange={(hoursMilli) => set({ hoursMilli })}
        />
        <NumberField
          label={t('slotCapacity')}
          kind="quantity"
          help={t('slotCapacityHelp')}
          value={form.slotMilli}
          onChange={(slotMilli) => set({ slotMilli })}
        />
        <NumberField
          label={t('partsLimit')}
          kind="money"
          value={form.partsLimitFen}
          onChange={(partsLimitFen) => set({ partsLimitFen })}
        />
        <NumberField
          label={t('cashLimit')}
          kind="money"
          value={form.cashLimitFen}
          onChange={(cashLimitFen) => set({ cashLimitFen })}
        />
      </fieldset>
      <fieldset className="staff-part">
        <legend>{t('section.pay')}</legend>
        <Select
          label={t('employmentKind')}
          options={employmentKinds.map((id) => ({ id, label: t(`employmentKinds.${id}`) }))}
          value={form.employmentKind}
          onChange={(id) => set({ employmentKind: id as Person['employmentKind'] })}
        />
        <TextField
          label={t('employment')}
          value={form.employment}
          onChange={(employment) => set({ employment })}
        />
        <NumberField
          label={t('leadShare')}
          kind="quantity"
          unit="%"
          help={t('leadShareHelp')}
          value={form.shareMilli}
          onChange={(shareMilli) => set({ shareMilli })}
        />
        <DateField label={t('joined')} value={form.joinedDay} onChange={(joinedDay) => set({ joinedDay })} />
        <DateField
          label={t('insurance')}
          value={form.insuranceUntil}
          onChange={(insuranceUntil) => set({ insuranceUntil })}
        />
      </fieldset>
    </AskDialog>
  );
}

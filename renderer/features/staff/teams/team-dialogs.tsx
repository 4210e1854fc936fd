import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { teamKinds } from '../../../../preload/contract/staff-teams.ts';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf, personName } from '../../../lib/names.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Checkbox, ComboBox, Select, TextField, toast } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { personOption, useStaffOptions } from '../use-options.ts';

export type Team = OutputOf<'staff.teams'>['teams'][number];
type TeamPage = OutputOf<'staff.team'>;

/** Name, kind and leader of a team, new or known. */
export function TeamDialog(props: { team: Team | null; onClose: () => void; onSaved: (id: string) => void }) {
  const t = useWords('teams');
  const tc = useWords();
  const f = useFormat();
  const { team } = props;
  const options = useStaffOptions();
  const save = useCommand('staff.saveTeam');
  const [form, setForm, forget] = useDraft(`team:${team?.id ?? 'new'}:${team?.version ?? 0}`, {
    code: team?.code ?? '',
    nameZh: team?.nameZh ?? '',
    nameEn: team?.nameEn ?? '',
    kind: team?.kind ?? ('own' as const),
    leaderId: team?.leaderId ?? '',
  });
  const set = (patch: Partial<typeof form>) => setForm((now) => ({ ...now, ...patch }));
  const run = async () => {
    const { leaderId, ...rest } = form;
    const done = await save.run({
      id: team?.id ?? null,
      version: team?.version ?? null,
      ...rest,
      leaderId: leaderId === '' ? null : leaderId,
    });
    if (!done) return;
    forget();
    props.onSaved(done.id);
  };
  return (
    <AskDialog
      title={team === null ? t('add') : t('edit')}
      doIt={tc('save')}
      ready={form.code.trim() !== '' && form.nameZh.trim() !== ''}
      pending={save.pending}
      faultText={save.faultText}
      onClose={props.onClose}
      onDo={() => void run()}
    >
      <div className="staff-form">
        <TextField
          label={t('code')}
          value={form.code}
          onChange={(code) => set({ code })}
          maxLength={20}
          required
          autoFocus
        />
        <Select
          label={t('kind')}
          value={form.kind}
          onChange={(kind) => set({ kind: kind as Team['kind'] })}
          options={teamKinds.map((id) => ({ id, label: t(`kinds.${id}`) }))}
        />
        <TextField label={t('nameZh')} value={form.nameZh} onChange={(nameZh) => set({ nameZh })} required />
        <TextField label={t('nameEn')} value={form.nameEn} onChange={(nameEn) => set({ nameEn })} />
        <ComboBox
          label={t('leader')}
          value={form.leaderId}
          help={t('leaderHelp')}
          onChange={(leaderId) => set({ leaderId: leaderId ?? '' })}
          options={[
            { id: '', label: t('noLeader') },
            ...(options?.people ?? []).map((one) => personOption(one, f.language)),
          ]}
        />
      </div>
    </AskDialog>
  );
}

/** Who belongs to the team; open orders go with their people. */
export function TeamPeopleDialog({ page, onClose }: { page: TeamPage; onClose: () => void }) {
  const t = useWords('teams');
  const tc = useWords();
  const f = useFormat();
  const options = useStaffOptions();
  const command = useCommand('staff.setTeamPeople');
  const { team } = page;
  const [chosen, setChosen, forget] = useDraft<readonly string[]>(
    `team-people:${team.id}:${team.version}`,
    page.people.map((one) => one.id),
  );
  const run = async () => {
    const done = await command.run({ id: team.id, version: team.version, staffIds: [...chosen] });
    if (!done) return;
    forget();
    if (done.orders > 0) toast.note(t('moved', { n: done.orders }));
    onClose();
  };
  return (
    <AskDialog
      title={t('peopleOf', { name: nameOf(team, f.language) })}
      doIt={tc('save')}
      wide
      ready
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void run()}
    >
      <p className="muted">{t('peopleHelp')}</p>
      <div className="staff-tree-leaves">
        {(options?.people ?? []).map((one) => (
          <Checkbox
            key={one.id}
            label={`${one.code} ${personName(one, f.language)}`}
            checked={chosen.includes(one.id)}
            onChange={(yes) =>
              setChosen((now) => (yes ? [...now, one.id] : now.filter((id) => id !== one.id)))
            }
          />
        ))}
      </div>
    </AskDialog>
  );
}

/** Where people and open orders of a team go that is no more. */
export function CloseTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useWords('teams');
  const f = useFormat();
  const options = useStaffOptions();
  const command = useCommand('staff.closeTeam');
  const [to, setTo] = useState('');
  const run = async () => {
    const done = await command.run({
      id: team.id,
      version: team.version,
      toTeamId: to === '' ? null : to,
    });
    if (!done) return;
    if (done.orders > 0) toast.note(t('moved', { n: done.orders }));
    onClose();
  };
  return (
    <AskDialog
      title={t('closeTitle', { name: nameOf(team, f.language) })}
      doIt={t('close')}
      danger
      ready
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void run()}
    >
      <p>{t('closeText', { people: team.people, orders: team.openOrders })}</p>
      <Select
        label={t('closeTo')}
        value={to}
        onChange={setTo}
        options={[
          { id: '', label: t('noTeam') },
          ...(options?.teams ?? [])
            .filter((one) => one.id !== team.id)
            .map((one) => ({ id: one.id, label: nameOf(one, f.language) })),
        ]}
      />
    </AskDialog>
  );
}

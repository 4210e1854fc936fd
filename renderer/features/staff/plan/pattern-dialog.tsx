import { useFeature } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { ComboBox, DateField, Segments, TextField } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { nameOf, personName } from '../shapes.ts';
import { type Plan, readSpans } from './shapes.ts';

const usual = '08:00-12:00, 13:00-17:30';
const late = '12:00-20:00';
const presets: Record<string, readonly string[]> = {
  six_one: [usual, usual, usual, usual, usual, usual, ''],
  five_two: [usual, usual, usual, usual, usual, '', ''],
  early_late: [usual, usual, usual, usual, usual, usual, '', late, late, late, late, late, late, ''],
  every: [usual],
};

interface Draft {
  owner: string;
  name: string;
  fromDay: string | null;
  toDay: string | null;
  preset: string;
  cycle: readonly string[];
}

/** A pattern for one person, a team or everybody: a usual one to begin with, each day to be changed. */
export function PatternDialog(props: {
  plan: Plan;
  fromDay: string;
  staffId: string | null;
  onClose: () => void;
}) {
  const t = useWords('plan');
  const withTeams = useFeature('teams');
  const f = useFormat();
  const command = useCommand('staff.savePattern');
  const { plan, onClose } = props;
  const [draft, setDraft, forget] = useDraft<Draft>(`pattern:${props.staffId ?? ''}`, {
    owner: props.staffId === null ? 'all' : `staff:${props.staffId}`,
    name: '',
    fromDay: props.fromDay,
    toDay: null,
    preset: 'six_one',
    cycle: presets.six_one ?? [],
  });
  const put = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const save = async () => {
    const [kind, id = null] = draft.owner.split(':');
    const done = await command.run({
      staffId: kind === 'staff' ? id : null,
      teamId: kind === 'team' ? id : null,
      nameZh: draft.name.trim() === '' ? t(`preset.${draft.preset}`) : draft.name,
      fromDay: draft.fromDay ?? '',
      toDay: draft.toDay,
      cycle: draft.cycle.map(readSpans),
    });
    if (!done) return;
    forget();
    onClose();
  };
  return (
    <AskDialog
      title={t('newPattern')}
      doIt={t('common:save')}
      wide
      ready={draft.fromDay !== null}
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void save()}
    >
      <div className="staff-form">
        <ComboBox
          label={t('patternFor')}
          value={draft.owner}
          onChange={(owner) => put({ owner: owner ?? 'all' })}
          options={[
            { id: 'all', label: t('everyone') },
            ...(withTeams ? plan.teams : []).map((team) => ({
              id: `team:${team.id}`,
              label: nameOf(team, f.language),
            })),
            ...plan.people.map((person) => ({
              id: `staff:${person.staffId}`,
              label: personName(person, f.language),
              note: person.code,
            })),
          ]}
        />
        <TextField
          label={t('patternName')}
          value={draft.name}
          placeholder={t(`preset.${draft.preset}`)}
          onChange={(name) => put({ name })}
        />
        <DateField label={t('fromDay')} value={draft.fromDay} onChange={(fromDay) => put({ fromDay })} />
        <DateField label={t('toDay')} value={draft.toDay} onChange={(toDay) => put({ toDay })} />
      </div>
      <Segments
        label={t('presets')}
        value={draft.preset}
        onChange={(preset) => put({ preset, cycle: presets[preset] ?? [] })}
        tabs={Object.keys(presets).map((id) => ({ id, label: t(`preset.${id}`) }))}
      />
      <p className="muted">{t('cycleHelp')}</p>
      <div className="plan-cycle">
        {draft.cycle.map((text, at) => (
          <TextField
            key={at}
            side
            label={t('cycleDay', { n: at + 1 })}
            placeholder={t('off.day_off')}
            value={text}
            onChange={(next) => put({ cycle: draft.cycle.map((one, index) => (index === at ? next : one)) })}
          />
        ))}
      </div>
    </AskDialog>
  );
}

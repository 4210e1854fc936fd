import { parseClock } from '../../../../domain/time/business-day.ts';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf, personName } from '../../../lib/names.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { ComboBox, DateField, Segments, TextField } from '../../../ui/index.ts';
import { AskDialog } from '../ask-dialog.tsx';
import { PatternPreview } from './preview.tsx';
import { type Pattern, type Plan, readSpans, spansText } from './shapes.ts';

const usual = '08:00-12:00, 13:00-17:30';
const late = '12:00-20:00';
const presets: Record<string, readonly string[]> = {
  six_one: [usual, usual, usual, usual, usual, usual, ''],
  five_two: [usual, usual, usual, usual, usual, '', ''],
  early_late: [usual, usual, usual, usual, usual, usual, '', late, late, late, late, late, late, ''],
  season: ['08:00-12:00, 13:00-20:00'],
  every: [usual],
};

interface Draft {
  owner: string;
  name: string;
  nameEn: string;
  fromDay: string | null;
  toDay: string | null;
  preset: string;
  cycle: readonly string[];
}

const ownerOf = (row: { staffId: string | null; teamId: string | null }): string =>
  row.staffId !== null ? `staff:${row.staffId}` : row.teamId !== null ? `team:${row.teamId}` : 'all';

/** Every span of the cycle is a time: else the host would refuse it, and there is nothing to look ahead at. */
const isReadable = (cycle: readonly string[]): boolean =>
  cycle.every((text) =>
    readSpans(text).every((span) => {
      const [from, to] = [parseClock(span.from), parseClock(span.to)];
      return from !== null && to !== null && from < to;
    }),
  );

/** A pattern for one person, a team or everybody: a usual one to begin with, or a known one that changes. */
export function PatternDialog(props: {
  plan: Plan;
  fromDay: string;
  staffId: string | null;
  pattern: Pattern | null;
  onClose: () => void;
}) {
  const t = useWords('plan');
  const f = useFormat();
  const command = useCommand('staff.savePattern');
  const { plan, pattern, onClose } = props;
  const begun = pattern !== null && pattern.fromDay < f.today;
  const [draft, setDraft, forget] = useDraft<Draft>(
    `pattern:${pattern === null ? (props.staffId ?? '') : `${pattern.id}:${pattern.version}`}`,
    pattern === null
      ? {
          owner: props.staffId === null ? 'all' : `staff:${props.staffId}`,
          name: '',
          nameEn: '',
          fromDay: props.fromDay,
          toDay: null,
          preset: 'six_one',
          cycle: presets.six_one ?? [],
        }
      : {
          owner: ownerOf(pattern),
          name: pattern.nameZh,
          nameEn: pattern.nameEn,
          fromDay: begun ? props.fromDay : pattern.fromDay,
          toDay: pattern.toDay,
          preset: '',
          cycle: pattern.cycle.map(spansText),
        },
  );
  const put = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const [kind, ownerId = null] = draft.owner.split(':');
  const owner = {
    staffId: kind === 'staff' ? ownerId : null,
    teamId: kind === 'team' ? ownerId : null,
  };
  const readable = isReadable(draft.cycle);
  const cycle = draft.cycle.map(readSpans);
  const save = async () => {
    const named = draft.name.trim() === '' ? t(`preset.${draft.preset || 'six_one'}`) : draft.name;
    const done = await command.run({
      id: pattern?.id ?? null,
      version: pattern?.version ?? null,
      ...owner,
      nameZh: named,
      nameEn: draft.nameEn,
      fromDay: draft.fromDay ?? '',
      toDay: draft.toDay,
      cycle,
    });
    if (!done) return;
    forget();
    onClose();
  };
  return (
    <AskDialog
      title={pattern === null ? t('newPattern') : t('editPattern')}
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
          onChange={(next) => put({ owner: next ?? 'all' })}
          options={[
            { id: 'all', label: t('everyone') },
            ...plan.teams.map((team) => ({ id: `team:${team.id}`, label: nameOf(team, f.language) })),
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
          placeholder={t(`preset.${draft.preset || 'six_one'}`)}
          onChange={(name) => put({ name })}
        />
        <DateField
          label={begun ? t('changeFrom') : t('fromDay')}
          help={begun ? t('changeFromHelp') : undefined}
          value={draft.fromDay}
          onChange={(fromDay) => put({ fromDay })}
        />
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
      {!readable ? (
        <p className="plan-warn">{t('unread')}</p>
      ) : draft.fromDay === null ? null : (
        <PatternPreview
          input={{ id: pattern?.id ?? null, ...owner, fromDay: draft.fromDay, toDay: draft.toDay, cycle }}
        />
      )}
    </AskDialog>
  );
}

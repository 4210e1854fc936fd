import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { Button, Card, Checkbox, DateField, ErrorLine, Select, TextField, toast } from '../../ui/index.ts';
import { slotText } from '../dispatch/rows.tsx';
import type { SlotsData } from './slots-view.tsx';

interface Draft {
  fromDay: string | null;
  toDay: string | null;
  slotIds: string[];
  teamId: string;
  limit: string;
  reason: string;
}

const everybody = '-';

/** Closes slots of some days, or says how many orders they may hold at most. */
export function SlotsForm({ data }: { data: SlotsData }) {
  const t = useWords('slots');
  const f = useFormat();
  const close = useCommand('outlet.closeSlots');
  const [draft, setDraft, forget] = useDraft<Draft>('slots.close', {
    fromDay: f.today,
    toDay: null,
    slotIds: [],
    teamId: everybody,
    limit: '',
    reason: '',
  });
  const set = (part: Partial<Draft>) => {
    close.clear();
    setDraft({ ...draft, ...part });
  };
  const named = useNames();
  const limit = draft.limit.trim();
  const badLimit = limit !== '' && !/^\d{1,3}$/.test(limit) ? t('needNumber') : null;
  const { fromDay } = draft;
  const ready = fromDay !== null && draft.slotIds.length > 0 && badLimit === null;
  const run = async () => {
    if (!ready || fromDay === null) return;
    const done = await close.run({
      fromDay,
      toDay: draft.toDay ?? fromDay,
      slotIds: draft.slotIds,
      teamId: draft.teamId === everybody ? null : draft.teamId,
      capacity: limit === '' ? null : Number(limit),
      reason: draft.reason.trim(),
    });
    if (done === null) return;
    forget();
    toast.note(
      done.booked > 0
        ? t('doneBooked', { n: done.closed, booked: done.booked })
        : t(limit === '' ? 'done' : 'doneLower', { n: done.closed }),
    );
  };
  return (
    <Card title={t('closed')}>
      <p className="muted slots-hint">{t('closedHint')}</p>
      <div className="settings-form">
        <div className="slots-pair">
          <DateField label={t('from')} value={draft.fromDay} onChange={(day) => set({ fromDay: day })} />
          <DateField
            label={t('to')}
            value={draft.toDay ?? draft.fromDay}
            onChange={(day) => set({ toDay: day })}
          />
        </div>
        <div role="group" aria-label={t('which')}>
          <div className="ui-label">{t('which')}</div>
          <div className="slots-which">
            {data.slots.map((slot) => (
              <Checkbox
                key={slot.id}
                label={slotText(slot, f.language)}
                checked={draft.slotIds.includes(slot.id)}
                onChange={(on) =>
                  set({
                    slotIds: data.slots
                      .map((one) => one.id)
                      .filter((id) => (id === slot.id ? on : draft.slotIds.includes(id))),
                  })
                }
              />
            ))}
          </div>
        </div>
        <div className="slots-pair">
          <Select
            label={t('team')}
            value={draft.teamId}
            onChange={(teamId) => set({ teamId })}
            options={[
              { id: everybody, label: t('everybody') },
              ...data.teams.map((team) => ({ id: team.id, label: named(team) })),
            ]}
          />
          <TextField
            label={t('limit')}
            inputMode="numeric"
            help={t('limitHelp')}
            value={draft.limit}
            onChange={(text) => set({ limit: text })}
            error={badLimit}
            onEnter={() => void run()}
          />
        </div>
        <TextField
          label={t('reason')}
          value={draft.reason}
          onChange={(reason) => set({ reason })}
          maxLength={60}
          onEnter={() => void run()}
        />
        <ErrorLine text={close.faultText} />
        <div className="row">
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={close.pending}
            onPress={() => void run()}
          >
            {t(limit === '' ? 'close' : 'lower')}
          </Button>
          {draft.slotIds.length === 0 ? <span className="muted">{t('needSlot')}</span> : null}
        </div>
      </div>
    </Card>
  );
}

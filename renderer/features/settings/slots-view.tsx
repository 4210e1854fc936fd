import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Card, ErrorLine, Skeleton, TextField } from '../../ui/index.ts';
import { slotText } from '../dispatch/rows.tsx';
import './slots.css';
import { SlotsClosed } from './slots-closed.tsx';
import { SlotsForm } from './slots-form.tsx';

export type SlotsData = OutputOf<'outlet.slots'>;

/** How much fits into the slots of a day, and on which days less or nothing does. */
export function SlotsView() {
  const f = useFormat();
  const { data, loading, faultText } = useQuery(
    'outlet.slots',
    { fromDay: f.today },
    { keep: true, tables: ['slot', 'slot_closed', 'setting', 'work_order', 'team'] },
  );
  const mayPlan = useCan('shifts.write') !== null;
  if (loading && !data) return <Skeleton lines={8} />;
  if (!data) return <ErrorLine text={faultText} />;
  const version = `${data.usualVersion} ${data.slots.map((slot) => slot.version).join(' ')}`;
  return (
    <div className="ui-grid ui-grid-2">
      <div className="stack">
        {mayPlan ? <SlotsForm data={data} /> : null}
        <SlotsClosed data={data} mayPlan={mayPlan} />
      </div>
      <Capacity key={version} data={data} />
    </div>
  );
}

const numberOf = (text: string): number | null =>
  /^\d{1,2}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 20 ? Number(text) : null;

function Capacity({ data }: { data: SlotsData }) {
  const t = useWords('slots');
  const f = useFormat();
  const mayWrite = useCan('settings.write') !== null;
  const save = useCommand('outlet.saveSlots');
  const [usual, setUsual] = useState(String(data.usual));
  const [own, setOwn] = useState<Record<string, string>>(
    Object.fromEntries(data.slots.map((slot) => [slot.id, slot.capacity === null ? '' : `${slot.capacity}`])),
  );
  const bad = (text: string, empty: boolean) =>
    (empty && text.trim() === '') || numberOf(text) !== null ? null : t('badCapacity');
  const ready =
    bad(usual, false) === null && data.slots.every((slot) => bad(own[slot.id] ?? '', true) === null);
  const run = () =>
    ready &&
    save.run({
      usual: numberOf(usual) ?? data.usual,
      usualVersion: data.usualVersion,
      slots: data.slots.map(({ id, version }) => ({ id, version, capacity: numberOf(own[id] ?? '') })),
    });
  return (
    <Card title={t('capacity')}>
      <p className="muted slots-hint">{t('capacityHint')}</p>
      <div className="settings-form slots-sizes">
        <TextField
          side
          label={t('usual')}
          inputMode="numeric"
          disabled={!mayWrite}
          value={usual}
          onChange={setUsual}
          error={bad(usual, false)}
        />
        {data.slots.map((slot) => (
          <TextField
            key={slot.id}
            side
            label={slotText(slot, f.language)}
            inputMode="numeric"
            placeholder={t('asUsual')}
            disabled={!mayWrite}
            value={own[slot.id] ?? ''}
            onChange={(text) => setOwn({ ...own, [slot.id]: text })}
            error={bad(own[slot.id] ?? '', true)}
          />
        ))}
        <ErrorLine text={save.faultText} />
        {mayWrite ? (
          <div className="row">
            <Button
              variant="primary"
              hotkey="Mod+S"
              pending={save.pending}
              disabled={!ready}
              onPress={() => void run()}
            >
              {t('save')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

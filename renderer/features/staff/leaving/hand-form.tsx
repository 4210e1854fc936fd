import { useState } from 'react';
import { belongingKinds as kinds } from '../../../../preload/contract/staff-leaving.ts';
import { useWords } from '../../../i18n/index.ts';
import { ApiFault, faultText } from '../../../lib/faults.ts';
import { nameOf } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, Checkbox, ComboBox, ErrorLine, Select, toast } from '../../../ui/index.ts';
import { personOption, useStaffOptions } from '../use-options.ts';
import type { Belongings } from './belongings.tsx';

/** «The technician has left» of the catalogue; an outlet without it begins with its first reason. */
const leaver = 'J07';

type Kind = (typeof kinds)[number];

/** All that can go to a colleague, in one go; what stayed is named with its reason. */
export function HandForm({ staffId, has }: { staffId: string; has: Belongings }) {
  const t = useWords('staff');
  const f = useFormat();
  const options = useStaffOptions();
  const { data: choices } = useQuery('search.choices', {}, { keep: true });
  const command = useCommand('staff.handAll');
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [off, setOff] = useState<ReadonlySet<Kind>>(new Set());
  const [left, setLeft] = useState<readonly string[]>([]);
  const there = kinds.filter((kind) => (kind === 'money' ? has.payments : has[kind]).length > 0);
  const wanted = there.filter((kind) => !off.has(kind));
  const reasons = (choices?.reasons ?? []).filter((one) => one.kind === 'reassign');
  const usual = reasons.find((one) => one.code === leaver) ?? reasons[0];
  const reasonCode = reason ?? usual?.code ?? '';
  const run = async () => {
    if (to === null) return;
    const done = await command.run({ staffId, toStaffId: to, kinds: [...wanted], reasonCode });
    if (!done) return;
    const gone = done.gone.reduce((sum, one) => sum + one.count, 0);
    if (gone > 0) toast.note(t('hand.gone', { n: gone }));
    setLeft(done.left.map((one) => `${one.label} ${faultText(new ApiFault(one.code, one.params))}`));
  };
  if (there.length === 0) return null;
  return (
    <fieldset className="staff-hand">
      <legend>{t('hand.title')}</legend>
      <p className="muted">{t('hand.why')}</p>
      <div className="staff-form">
        <ComboBox
          label={t('hand.who')}
          value={to}
          onChange={setTo}
          options={(options?.people ?? [])
            .filter((one) => one.id !== staffId && one.visiting)
            .map((one) => personOption(one, f.language))}
        />
        <Select
          label={t('hand.reason')}
          value={reasonCode}
          onChange={setReason}
          options={reasons.map((one) => ({ id: one.code, label: nameOf(one, f.language) }))}
        />
      </div>
      <div className="row row-wrap" role="group" aria-label={t('hand.what')}>
        {there.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`belongings.${kind}`)}
            checked={!off.has(kind)}
            onChange={(yes) => {
              const next = new Set(off);
              if (yes) next.delete(kind);
              else next.add(kind);
              setOff(next);
            }}
          />
        ))}
      </div>
      <div className="row">
        <Button
          hotkey="Mod+Shift+Enter"
          hotkeyLabel={t('hand.doIt')}
          pending={command.pending}
          disabled={to === null || wanted.length === 0 || reasonCode === ''}
          onPress={() => void run()}
        >
          {t('hand.doIt')}
        </Button>
      </div>
      <ErrorLine
        text={
          command.faultText ??
          (left.length === 0 ? null : [t('hand.left', { n: left.length }), ...left].join('\n'))
        }
      />
    </fieldset>
  );
}

import { useWords } from '../../i18n/index.ts';
import { Checkbox, TextField } from '../../ui/index.ts';
import { Shots } from './shots.tsx';
import type { SlipPart } from './slip-part.ts';

/** Photos, completion code, signature, note. */
export function SlipProof({ found, draft, set }: SlipPart) {
  const t = useWords('visits');
  return (
    <section className="vis-block">
      <h3>{t('section.proof')}</h3>
      <Shots
        found={{ orderId: found.order.id, ...found }}
        shots={draft.shots}
        onChange={(shots) => set({ shots })}
      />
      {found.codeRequired ? (
        <TextField
          label={t('verifyCode')}
          value={draft.code}
          onChange={(code) => set({ code })}
          className="mono"
        />
      ) : null}
      {found.codeRequired ? (
        <TextField
          label={t('codeAskedAt')}
          value={draft.codeAsked}
          onChange={(codeAsked) => set({ codeAsked })}
          placeholder="1100"
          inputMode="numeric"
        />
      ) : null}
      <Checkbox label={t('signed')} checked={draft.signed} onChange={(signed) => set({ signed })} />
      <TextField label={t('note')} value={draft.note} onChange={(note) => set({ note })} />
    </section>
  );
}

import { visitOutcomes } from '../../../domain/visits/outcomes.ts';
import { useWords } from '../../i18n/index.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { DateField, ErrorLine, TextField } from '../../ui/index.ts';
import { outcomeLetters } from './entry.ts';
import { LetterPick } from './letter-pick.tsx';
import type { SlipPart } from './slip-part.ts';

/** Day, times and the outcome of the trip. */
export function SlipVisit({ draft, set, wrong, onNext }: SlipPart) {
  const t = useWords('visits');
  const word = useInLanguage();
  return (
    <section className="vis-block">
      <h3>{t('section.visit')}</h3>
      <div className="vis-times">
        <div className="vis-day">
          <DateField label={t('day')} value={draft.day} onChange={(day) => set({ day: day ?? draft.day })} />
        </div>
        <div className="vis-clock" data-first="">
          <TextField
            label={t('arrived')}
            value={draft.arrived}
            onChange={(arrived) => set({ arrived, prefilled: false })}
            placeholder="0930"
            inputMode="numeric"
            error={wrong('arrived')}
          />
        </div>
        <div className="vis-clock">
          <TextField
            label={t('finished')}
            value={draft.finished}
            onChange={(finished) => set({ finished, prefilled: false })}
            placeholder="1105"
            inputMode="numeric"
            error={wrong('finished')}
          />
        </div>
      </div>
      {draft.prefilled ? <p className="faint vis-hint">{t('fromAppointment')}</p> : null}
      <LetterPick
        label={t('outcome')}
        options={visitOutcomes.map((one) => ({
          id: one.code,
          letter: outcomeLetters[one.code] ?? '?',
          label: word(one.zh, one.en),
        }))}
        value={draft.outcome}
        onPick={(id) => set({ outcome: id })}
        onNext={onNext}
        error={wrong('outcome')}
      />
      <ErrorLine text={wrong('outcome')} />
    </section>
  );
}

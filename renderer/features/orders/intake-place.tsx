import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, ComboBox, Kbd, TextField } from '../../ui/index.ts';
import type { Choices } from './choices.ts';
import type { IntakeDraft } from './intake-draft.ts';
import { useLetters } from './use-letters.ts';

/** Where it is: a piece of the estate's name is enough, Alt and a number takes the place it means. */
export function IntakePlace(props: {
  draft: IntakeDraft;
  choices: Choices;
  error: string | null;
  onChange: (part: Partial<IntakeDraft>) => void;
}) {
  const { draft, choices } = props;
  const t = useWords('intake');
  const lettersOf = useLetters();
  const typed = draft.detail.trim();
  const known = draft.county !== '' && /\d/.test(typed);
  const { data } = useQuery(
    'orders.places',
    { text: typed.slice(0, 60) || '-', county: draft.county },
    { enabled: typed.length >= 1 && !known, keep: true, tables: ['division', 'estate'] },
  );
  const places = typed === '' || known ? [] : (data?.places ?? []).slice(0, 4);
  const take = (index: number) => {
    const place = places[index];
    if (place === undefined) return;
    props.onChange(
      place.kind === 'county'
        ? { county: place.county, detail: '' }
        : { county: place.county, town: place.street, detail: place.estate },
    );
  };
  useKeys(
    places.map((place, index) => ({
      keys: `Alt+${index + 1}`,
      label: `${place.county}${place.estate}`,
      inFields: true,
      run: () => take(index),
    })),
  );
  return (
    <>
      <ComboBox
        label={t('orders:intake.county')}
        value={draft.county === '' ? null : draft.county}
        onChange={(county) => props.onChange({ county })}
        options={[...new Set([...choices.divisions.map((row) => row.name), draft.county])]
          .filter((name) => name !== '')
          .map((name) => ({ id: name, label: name, keys: lettersOf(name) }))}
      />
      <TextField
        label={t('orders:intake.town')}
        value={draft.town}
        onChange={(town) => props.onChange({ town })}
        maxLength={40}
      />
      <div className="ord-span" data-ask="place">
        <TextField
          label={t('place')}
          required
          value={draft.detail}
          onChange={(detail) => props.onChange({ detail })}
          error={props.error}
          maxLength={300}
        />
        {places.length > 0 ? (
          <div className="ord-asked" role="group" aria-label={t('places')}>
            {places.map((place, index) => (
              <Button key={`${place.county} ${place.estate}`} size="small" onPress={() => take(index)}>
                <Kbd keys={`Alt+${index + 1}`} /> {place.county}
                {place.estate}
                {place.distanceM === null ? '' : ` · ${t('km', { n: (place.distanceM / 1000).toFixed(1) })}`}
                {place.coverage === 'self' ? '' : ` · ${t(`coverage.${place.coverage}`)}`}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </>
  );
}

import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { ComboBox, DateField, TextField } from '../../ui/index.ts';
import type { IntakeDraft } from './intake-draft.ts';
import { useLifeWords } from './life-words.ts';
import { useLetters } from './use-letters.ts';

/** The machine as its label says it; a known model brings its brand. */
export function IntakeMachine(props: {
  draft: IntakeDraft;
  goods: OutputOf<'orders.goods'> | undefined;
  warrantyEndDay: string | null;
  onChange: (part: Partial<IntakeDraft>) => void;
}) {
  const { draft, goods } = props;
  const t = useWords('intake');
  const { named } = useLifeWords();
  const lettersOf = useLetters();
  return (
    <>
      <ComboBox
        label={t('brand')}
        value={draft.brandId}
        onChange={(brandId) => props.onChange({ brandId })}
        options={(goods?.brands ?? []).map((brand) => ({
          id: brand.id,
          label: named(brand),
          keys: `${brand.id.toLowerCase()} ${lettersOf(brand.nameZh)}`,
        }))}
      />
      <TextField
        label={t('model')}
        value={draft.model}
        onChange={(model) => {
          const known = goods?.models.find((one) => one.model === model.trim());
          props.onChange({
            model,
            ...(known?.brandId && draft.brandId === null ? { brandId: known.brandId } : {}),
          });
        }}
        maxLength={80}
      />
      <TextField
        label={t('code')}
        value={draft.code}
        onChange={(code) => props.onChange({ code })}
        maxLength={60}
      />
      <DateField
        label={t('purchased')}
        value={draft.purchased}
        onChange={(purchased) => props.onChange({ purchased })}
        hint="2024-05-01"
        help={props.warrantyEndDay === null ? undefined : t('warrantyEnds', { day: props.warrantyEndDay })}
      />
    </>
  );
}

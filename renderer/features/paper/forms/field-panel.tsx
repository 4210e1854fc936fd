import { type FormField, formAligns, formFieldKinds, formLimits } from '../../../../domain/paper/form.ts';
import { useWords } from '../../../i18n/index.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, Checkbox, ComboBox, Select, TextField } from '../../../ui/index.ts';
import { headingKey, type Heading } from './shape.ts';
import { TenthsField } from './tenths-field.tsx';

const sizes = [60, 70, 80, 90, 100, 105, 110, 120, 140, 160, 180, 220, 260, 360];

/** What the chosen field prints, where and how. */
export function FieldPanel(props: {
  field: FormField;
  at: number;
  headings: readonly Heading[];
  disabled: boolean;
  onField: (patch: Partial<FormField>) => void;
  onRemove: () => void;
}) {
  const t = useWords('paperforms');
  const inLanguage = useInLanguage();
  const { field, disabled, onField } = props;
  const known = props.headings.map((one) => ({
    id: headingKey(one),
    label: one.nth > 1 ? `${inLanguage(one.zh, one.en)} ${one.nth}` : inLanguage(one.zh, one.en),
    note: one.value,
  }));
  const own = headingKey(field);
  const options =
    field.source === '' || known.some((one) => one.id === own)
      ? known
      : [{ id: own, label: own, note: '' }, ...known];
  const saysText = field.kind === 'tick' || field.kind === 'fixed';
  const isText = field.kind !== 'code';
  const sizeOptions = [...new Set([...sizes, field.size])].sort((a, b) => a - b);
  return (
    <section className="pf-panel" aria-label={t('field', { n: props.at + 1 })}>
      <div className="pf-two">
        <Select
          label={t('what')}
          value={field.kind}
          disabled={disabled}
          onChange={(kind) =>
            onField({ kind: kind as FormField['kind'], ...(kind === 'code' && { width: 180 }) })
          }
          options={formFieldKinds.map((id) => ({ id, label: t(`kinds.${id}`) }))}
        />
        {field.kind === 'text' || field.kind === 'tick' ? (
          <ComboBox
            label={t('heading')}
            value={field.source === '' ? null : own}
            disabled={disabled}
            onChange={(id) => {
              const one = props.headings.find((heading) => headingKey(heading) === id);
              if (one) onField({ source: one.source, nth: one.nth });
            }}
            options={options}
          />
        ) : null}
        {saysText ? (
          <TextField
            label={t(field.kind === 'tick' ? 'tickIf' : 'fixedText')}
            value={field.text}
            maxLength={60}
            disabled={disabled}
            onChange={(text) => onField({ text })}
          />
        ) : null}
      </div>
      <div className="pf-four">
        <TenthsField label={t('left')} value={field.x} disabled={disabled} onChange={(x) => onField({ x })} />
        <TenthsField label={t('top')} value={field.y} disabled={disabled} onChange={(y) => onField({ y })} />
        <TenthsField
          label={t(isText ? 'width' : 'side')}
          value={field.width}
          min={10}
          disabled={disabled}
          onChange={(width) => onField({ width })}
        />
        {isText ? (
          <Select
            label={t('size')}
            value={String(field.size)}
            disabled={disabled}
            onChange={(size) => onField({ size: Number(size) })}
            options={sizeOptions.map((size) => ({ id: String(size), label: t('points', { n: size / 10 }) }))}
          />
        ) : null}
      </div>
      {isText ? (
        <div className="pf-four">
          <Select
            label={t('lines')}
            value={String(field.lines)}
            disabled={disabled}
            onChange={(lines) => onField({ lines: Number(lines) })}
            options={Array.from({ length: formLimits.mostLines }, (_, at) => ({
              id: String(at + 1),
              label: String(at + 1),
            }))}
          />
          <Select
            label={t('align')}
            value={field.align}
            disabled={disabled}
            onChange={(align) => onField({ align: align as FormField['align'] })}
            options={formAligns.map((id) => ({ id, label: t(`aligns.${id}`) }))}
          />
          <Checkbox label={t('bold')} checked={field.bold} onChange={(bold) => onField({ bold })} />
        </div>
      ) : null}
      {disabled ? null : (
        <Button variant="quiet" size="small" onPress={props.onRemove}>
          {t('remove')}
        </Button>
      )}
    </section>
  );
}

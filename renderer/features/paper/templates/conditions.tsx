import { type Condition, conditionTests } from '../../../../domain/paper/template/shape.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button, ComboBox, type Option, Select, TextField } from '../../../ui/index.ts';

/** When a block is printed: all of its conditions must hold. */
export function Conditions(props: {
  when: readonly Condition[];
  fields: readonly Option[];
  onChange: (when: Condition[]) => void;
}) {
  const t = useWords('papertemplates');
  const { when, fields, onChange } = props;
  const set = (at: number, patch: Partial<Condition>) =>
    onChange(when.map((one, place) => (place === at ? { ...one, ...patch } : one)));
  return (
    <div className="ptm-group">
      <strong>{t('when')}</strong>
      {when.map((one, at) => (
        <div className="ptm-row" key={at}>
          <ComboBox
            label={t('field')}
            quietLabel
            value={one.field}
            options={fields}
            onChange={(field) => set(at, { field })}
          />
          <Select
            label={t('test')}
            quietLabel
            value={one.is}
            options={conditionTests.map((id) => ({ id, label: t(`tests.${id}`) }))}
            onChange={(is) => set(at, { is: is as Condition['is'] })}
          />
          {one.is === 'equals' || one.is === 'differs' ? (
            <TextField
              label={t('value')}
              quietLabel
              value={one.value ?? ''}
              onChange={(value) => set(at, { value })}
            />
          ) : null}
          <Button
            size="small"
            variant="quiet"
            onPress={() => onChange(when.filter((_, place) => place !== at))}
          >
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        disabled={fields.length === 0 || when.length >= 10}
        onPress={() => onChange([...when, { field: fields[0]?.id ?? '', is: 'filled' }])}
      >
        {t('addCondition')}
      </Button>
    </div>
  );
}

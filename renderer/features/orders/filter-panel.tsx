import { useWords } from '../../i18n/index.ts';
import { Button, RuleEditor, type RuleGroup } from '../../ui/index.ts';
import { FilterBar, type Narrow } from './filters.tsx';
import { useFilterFields } from './filter-fields.ts';

/** The quick pickers of every day, and below them any condition there is. */
export function FilterPanel(props: {
  narrow: Narrow;
  onNarrow: (narrow: Narrow) => void;
  rules: RuleGroup;
  onRules: (rules: RuleGroup) => void;
}) {
  const t = useWords('listing');
  const { fields, moments } = useFilterFields();
  return (
    <div className="ord-panel">
      <FilterBar value={props.narrow} onChange={props.onNarrow} />
      <div className="ord-rules">
        <RuleEditor
          label={t('rule.title')}
          fields={fields}
          moments={moments}
          value={props.rules}
          onChange={props.onRules}
        />
        {props.rules.items.length > 0 ? (
          <Button size="small" variant="quiet" onPress={() => props.onRules({ op: 'and', items: [] })}>
            {t('rule.clear')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

import { useRef } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Button, RuleEditor, type RuleGroup } from '../../ui/index.ts';
import { FilterBar, type Narrow, narrowCount, wide } from './filters.tsx';
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
  const panel = useRef<HTMLDivElement>(null);
  const clear = () => {
    props.onNarrow(wide);
    props.onRules({ op: 'and', items: [] });
    // The button goes with what it cleared; the next condition is where a person goes on
    panel.current?.querySelector<HTMLElement>('.rule-add button')?.focus();
  };
  return (
    <div className="ord-panel" ref={panel}>
      <FilterBar value={props.narrow} onChange={props.onNarrow} />
      <div className="ord-rules">
        <RuleEditor
          label={t('rule.title')}
          fields={fields}
          moments={moments}
          value={props.rules}
          onChange={props.onRules}
        />
        {props.rules.items.length + narrowCount(props.narrow) > 0 ? (
          <Button size="small" variant="quiet" onPress={clear}>
            {t('orders:clearFilter')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { useWords } from '../i18n/index.ts';
import { Button, IconButton } from './button.tsx';
import { DateField } from './date-field.tsx';
import { NumberField, TextField } from './field.tsx';
import { alone, isRuleGroup, type Rule, type RuleGroup, type RuleNode, type RuleValue } from './rule-tree.ts';
import { ComboBox, type Option, Select } from './select.tsx';

/** Groups within groups; beyond that nobody reads a sentence. */
const deepest = 4;

/** What a condition compares: one of a list's members, words, numbers, money, a moment, a day, or yes and no. */
export type RuleKind = 'many' | 'text' | 'number' | 'money' | 'moment' | 'day' | 'flag';

export interface RuleField {
  id: string;
  label: string;
  kind: RuleKind;
  relations: readonly Option[];
  /** Members of `many`. */
  options?: readonly Option[];
}

export interface RuleEditorProps {
  label: string;
  fields: readonly RuleField[];
  value: RuleGroup;
  onChange: (value: RuleGroup) => void;
  /** Moments and days that have a name: `today`, `now+4h`. `date` asks for a day. */
  moments: readonly Option[];
}

/**
 * Conditions as sentences: what, how, and with what, joined by «all», «any» or «none». Every part is a field of its own;
 * Enter in the last adds another sentence, Ctrl Backspace takes one away.
 */
export function RuleEditor(props: RuleEditorProps) {
  return (
    <div className="rule" role="group" aria-label={props.label}>
      <GroupRows {...props} group={props.value} depth={1} onGroup={props.onChange} />
    </div>
  );
}

type GroupProps = Omit<RuleEditorProps, 'value' | 'onChange'> & {
  group: RuleGroup;
  depth: number;
  onGroup: (group: RuleGroup) => void;
  onRemove?: () => void;
};

function GroupRows({ group, depth, onGroup, onRemove, ...rest }: GroupProps) {
  const t = useWords('ui');
  const box = useRef<HTMLDivElement>(null);
  const replace = (at: number, item: RuleNode | null) =>
    onGroup({
      ...group,
      items:
        item === null
          ? group.items.filter((_, place) => place !== at)
          : group.items.map((old, place) => (place === at ? item : old)),
    });
  // The new sentence waits for its field, a removed one gives the focus to its neighbour
  const focusSoon = (pick: () => HTMLElement | null | undefined) =>
    requestAnimationFrame(() => pick()?.focus());
  const add = (item: RuleNode) => {
    onGroup({ ...group, items: [...group.items, item] });
    focusSoon(() =>
      [...(box.current?.querySelectorAll<HTMLElement>('[data-part="field"] input') ?? [])].at(-1),
    );
  };
  const remove = (at: number) => {
    replace(at, null);
    focusSoon(
      () =>
        box.current?.querySelector<HTMLElement>('[data-add]')?.querySelector('button') ??
        box.current?.querySelector('button'),
    );
  };
  const first = rest.fields[0];
  const fresh = (): Rule => ({ field: first?.id ?? '', rel: first?.relations[0]?.id ?? '', value: null });
  return (
    <div className="rule-group" data-depth={depth} ref={box}>
      <div className="rule-head">
        <Select
          label={t('rule.join')}
          quietLabel
          value={group.op}
          onChange={(op) => onGroup({ ...group, op: op as RuleGroup['op'] })}
          options={(['and', 'or', 'not'] as const).map((id) => ({ id, label: t(`rule.${id}`) }))}
        />
        {onRemove ? (
          <IconButton label={t('rule.removeGroup')} icon={<X size={14} />} onPress={onRemove} />
        ) : null}
      </div>
      {group.items.map((item, at) =>
        isRuleGroup(item) ? (
          <GroupRows
            key={at}
            {...rest}
            group={item}
            depth={depth + 1}
            onGroup={(next) => replace(at, next)}
            onRemove={() => remove(at)}
          />
        ) : (
          <RuleRow
            key={at}
            {...rest}
            rule={item}
            onRule={(rule) => replace(at, rule)}
            onRemove={() => remove(at)}
            onNext={() => add(fresh())}
          />
        ),
      )}
      <div className="rule-add" data-add>
        <Button size="small" variant="quiet" icon={<Plus size={14} />} onPress={() => add(fresh())}>
          {t('rule.add')}
        </Button>
        {depth < deepest ? (
          <Button
            size="small"
            variant="quiet"
            onPress={() => add({ op: group.op === 'and' ? 'or' : 'and', items: [fresh()] })}
          >
            {t('rule.addGroup')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface RowProps {
  fields: readonly RuleField[];
  moments: readonly Option[];
  rule: Rule;
  onRule: (rule: Rule) => void;
  onRemove: () => void;
  onNext: () => void;
}

function RuleRow({ fields, moments, rule, onRule, onRemove, onNext }: RowProps) {
  const t = useWords('ui');
  const field = fields.find((one) => one.id === rule.field);
  const relation = field?.relations.find((one) => one.id === rule.rel);
  return (
    <div
      className="rule-row"
      data-rule
      onKeyDown={(event) => {
        if (event.key === 'Backspace' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onRemove();
        } else if (event.key === 'Enter' && event.shiftKey) {
          event.preventDefault();
          onNext();
        }
      }}
    >
      <div data-part="field">
        <ComboBox
          label={t('rule.field')}
          quietLabel
          limit={80}
          value={rule.field}
          onChange={(id) => {
            const next = fields.find((one) => one.id === id);
            if (next && id !== rule.field)
              onRule({ field: id, rel: next.relations[0]?.id ?? '', value: null });
          }}
          options={fields}
        />
      </div>
      <Select
        label={t('rule.relation')}
        quietLabel
        value={rule.rel}
        onChange={(rel) =>
          onRule({
            ...rule,
            rel,
            value: shapeFor(field?.kind, rel) === shapeFor(field?.kind, rule.rel) ? rule.value : null,
          })
        }
        options={field?.relations ?? []}
      />
      {field && relation && !alone.has(rule.rel) ? (
        <RuleValueField field={field} moments={moments} rule={rule} onRule={onRule} />
      ) : (
        <span />
      )}
      <IconButton label={t('rule.remove')} icon={<X size={14} />} onPress={onRemove} />
    </div>
  );
}

/** Relations of one kind that take the same value keep what was said when one is changed for another. */
const shapeFor = (kind: RuleKind | undefined, rel: string): string =>
  alone.has(rel) ? 'none' : rel === 'within' ? 'two' : kind === 'moment' && rel === 'on' ? 'day' : 'one';

function RuleValueField({
  field,
  moments,
  rule,
  onRule,
}: Pick<RowProps, 'moments' | 'rule' | 'onRule'> & { field: RuleField }) {
  const t = useWords('ui');
  const set = (value: RuleValue) => onRule({ ...rule, value });
  const frame = { label: t('rule.value'), quietLabel: true };
  if (field.kind === 'many') {
    const chosen = (Array.isArray(rule.value) ? rule.value : []) as string[];
    return (
      <div className="rule-many">
        {chosen.map((id) => (
          <Button
            key={id}
            size="small"
            aria-label={`${t('rule.drop')} ${nameOf(field, id)}`}
            onPress={() => set(chosen.filter((one) => one !== id))}
          >
            {nameOf(field, id)} <X size={12} aria-hidden="true" />
          </Button>
        ))}
        <ComboBox
          {...frame}
          value={null}
          placeholder={chosen.length === 0 ? undefined : t('rule.more')}
          onChange={(id) => !chosen.includes(id) && set([...chosen, id])}
          options={(field.options ?? []).filter((option) => !chosen.includes(option.id))}
        />
      </div>
    );
  }
  if (field.kind === 'text')
    return (
      <TextField
        {...frame}
        value={typeof rule.value === 'string' ? rule.value : ''}
        maxLength={100}
        onChange={set}
      />
    );
  if (field.kind === 'number' || field.kind === 'money')
    return (
      <NumberField
        {...frame}
        kind={field.kind === 'money' ? 'money' : 'quantity'}
        value={
          typeof rule.value === 'number' ? (field.kind === 'money' ? rule.value : rule.value * 1000) : null
        }
        onChange={(value) =>
          set(value === null ? null : field.kind === 'money' ? value : Math.round(value / 1000))
        }
      />
    );
  const onlyDays = field.kind === 'day' || rule.rel === 'on' || rule.rel === 'within';
  const offered = onlyDays ? moments.filter(({ id }) => id === 'date' || id.startsWith('today')) : moments;
  if (rule.rel === 'within') {
    const [from = '', to = ''] = Array.isArray(rule.value) ? (rule.value as string[]) : [];
    return (
      <div className="rule-two">
        <MomentField
          label={t('rule.from')}
          offered={offered}
          value={from}
          onChange={(next) => set([next, to])}
        />
        <MomentField
          label={t('rule.to')}
          offered={offered}
          value={to}
          onChange={(next) => set([from, next])}
        />
      </div>
    );
  }
  return (
    <MomentField
      label={t('rule.value')}
      offered={offered}
      value={typeof rule.value === 'string' ? rule.value : ''}
      onChange={set}
    />
  );
}

const nameOf = (field: RuleField, id: string): string =>
  field.options?.find((option) => option.id === id)?.label ?? id;

/** A named moment, or the day of the calendar. */
function MomentField(props: {
  label: string;
  offered: readonly Option[];
  value: string;
  onChange: (value: string) => void;
}) {
  const named = props.offered.some((option) => option.id === props.value);
  const asDate = props.value !== '' && !named;
  return (
    <div className="rule-moment">
      <Select
        label={props.label}
        quietLabel
        value={props.value === '' ? null : asDate ? 'date' : props.value}
        onChange={(id) => props.onChange(id === 'date' ? 'date' : id)}
        options={props.offered}
      />
      {asDate || props.value === 'date' ? (
        <DateField
          label={props.label}
          quietLabel
          value={asDate && props.value !== 'date' ? props.value : null}
          onChange={(day) => props.onChange(day ?? 'date')}
        />
      ) : null}
    </div>
  );
}

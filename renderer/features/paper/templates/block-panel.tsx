import type { PaperField } from '../../../../domain/paper/template/fields.ts';
import {
  type ColumnItem,
  type FieldItem,
  type LineItem,
  ruleStyles,
  type TemplateBlock,
  textAligns,
  type TextStyle,
} from '../../../../domain/paper/template/shape.ts';
import { useWords } from '../../../i18n/index.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Checkbox, ComboBox, type Option, Select, TextField } from '../../../ui/index.ts';
import { Conditions } from './conditions.tsx';
import { ItemList } from './item-list.tsx';
import { LogoPanel } from './logo-panel.tsx';
import { fieldNames } from './names.ts';
import { StyleRow } from './style-row.tsx';

interface Panel<B extends TemplateBlock> {
  block: B;
  fields: readonly PaperField[];
  roll: boolean;
  faultOf: (item: number) => string | null;
  onChange: (block: TemplateBlock) => void;
}

/** What one block is made of. */
export function BlockPanel(props: Panel<TemplateBlock>) {
  const t = useWords('papertemplates');
  const { block, fields, onChange } = props;
  const { name } = fieldNames(fields, useInLanguage());
  const options = fields
    .filter((field) => field.kind === 'field' || field.kind === 'line')
    .map((field): Option => ({ id: field.id, label: name(field.id), keys: field.id.toLowerCase() }));
  return (
    <div className="ptm-panel">
      <Content {...props} options={options} name={name} />
      <Conditions
        when={block.when ?? []}
        fields={options}
        onChange={(when) => {
          const { when: _before, ...rest } = block;
          onChange(when.length === 0 ? rest : { ...rest, when });
        }}
      />
      {block.block === 'use' ? <p className="pap-quiet">{t('useHelp')}</p> : null}
    </div>
  );
}

type Named = { options: readonly Option[]; name: (id: string) => string };

function Content({ options, name, ...props }: Panel<TemplateBlock> & Named) {
  const t = useWords('papertemplates');
  const { block, fields, onChange } = props;
  const left = (kind: PaperField['kind'], used: readonly string[], head?: boolean): Option[] =>
    fields
      .filter(
        (field) =>
          field.kind === kind && !used.includes(field.id) && (head === undefined || field.head === head),
      )
      .map((field) => ({ id: field.id, label: name(field.id), note: field.sample.slice(0, 16) }));
  switch (block.block) {
    case 'head':
      return (
        <>
          <Checkbox
            label={t('code')}
            checked={block.code}
            onChange={(code) => onChange({ ...block, code })}
          />
          <ItemList<LineItem>
            label={t('lines')}
            items={block.items}
            idOf={(item) => item.field}
            nameOf={name}
            faultOf={props.faultOf}
            left={left(
              'line',
              block.items.map((item) => item.field),
            )}
            make={(field) => ({ field })}
            onChange={(items) => onChange({ ...block, items })}
          >
            {(item, set) => <StyleRow quiet style={item} onChange={(style) => set({ ...item, ...style })} />}
          </ItemList>
        </>
      );
    case 'fields':
      return <FieldsContent {...props} block={block} name={name} left={left} />;
    case 'table':
      return <TableContent {...props} block={block} />;
    case 'line':
      return <StyleRow style={block} onChange={(style: TextStyle) => onChange({ ...block, ...style })} />;
    case 'text':
      return (
        <>
          <TextField
            label={t('textZh')}
            multiline
            value={block.zh}
            onChange={(zh) => onChange({ ...block, zh })}
          />
          <TextField
            label={t('textEn')}
            multiline
            value={block.en}
            onChange={(en) => onChange({ ...block, en })}
          />
          <ComboBox
            key={block.zh.length}
            label={t('insert')}
            placeholder={t('addItemHint')}
            value={null}
            options={options}
            onChange={(id) => onChange({ ...block, zh: `${block.zh}{${id}}`, en: `${block.en}{${id}}` })}
          />
          <StyleRow style={block} onChange={(style) => onChange({ ...block, ...style })} />
        </>
      );
    case 'qr':
      return (
        <>
          <TextField
            label={t('qrText')}
            help={t('qrHelp')}
            value={block.text}
            maxLength={200}
            onChange={(text) => onChange({ ...block, text })}
          />
          <ComboBox
            key={block.text.length}
            label={t('insert')}
            placeholder={t('addItemHint')}
            value={null}
            options={options}
            onChange={(id) => onChange({ ...block, text: `${block.text}{${id}}` })}
          />
          <div className="ptm-row">
            <Select
              label={t('dots')}
              value={String(block.dots)}
              options={[3, 4, 5, 6, 7, 8].map((n) => ({ id: String(n), label: String(n) }))}
              onChange={(dots) => onChange({ ...block, dots: Number(dots) })}
            />
            <AlignSelect value={block.align} onChange={(align) => onChange({ ...block, align })} />
          </div>
        </>
      );
    case 'logo':
      return (
        <>
          <LogoPanel block={block} onChange={onChange} />
          <AlignSelect value={block.align} onChange={(align) => onChange({ ...block, align })} />
        </>
      );
    case 'rule':
      return (
        <Select
          label={t('ruleStyle')}
          value={block.style}
          options={ruleStyles.map((id) => ({ id, label: t(`rules.${id}`) }))}
          onChange={(style) => onChange({ ...block, style: style as typeof block.style })}
        />
      );
    case 'space':
      return (
        <Select
          label={t('lines')}
          value={String(block.lines)}
          options={[1, 2, 3, 4, 5, 6].map((n) => ({ id: String(n), label: String(n) }))}
          onChange={(lines) => onChange({ ...block, lines: Number(lines) })}
        />
      );
    default:
      return null;
  }
}

function AlignSelect(props: {
  value: (typeof textAligns)[number];
  onChange: (align: (typeof textAligns)[number]) => void;
}) {
  const t = useWords('papertemplates');
  return (
    <Select
      label={t('align')}
      value={props.value}
      options={textAligns.map((id) => ({ id, label: t(`aligns.${id}`) }))}
      onChange={(align) => props.onChange(align as (typeof textAligns)[number])}
    />
  );
}

function FieldsContent(
  props: Panel<Extract<TemplateBlock, { block: 'fields' }>> & {
    name: (id: string) => string;
    left: (kind: PaperField['kind'], used: readonly string[]) => Option[];
  },
) {
  const t = useWords('papertemplates');
  const { block, roll, name, onChange } = props;
  const spans = Array.from({ length: 12 }, (_, at) => ({
    id: String(at + 1),
    label: t('spanOf', { n: at + 1 }),
  }));
  return (
    <>
      <ItemList<FieldItem>
        label={t('fields')}
        items={block.items}
        idOf={(item) => item.field}
        nameOf={name}
        faultOf={props.faultOf}
        left={props.left(
          'field',
          block.items.map((item) => item.field),
        )}
        make={(field) => ({ field })}
        onChange={(items) => onChange({ ...block, items })}
      >
        {(item, set) => (
          <div className="ptm-row">
            <TextField
              label={t('labelZh')}
              quietLabel
              placeholder={t('labelZh')}
              maxLength={40}
              value={item.zh ?? ''}
              onChange={(zh) => set({ ...item, zh })}
            />
            <TextField
              label={t('labelEn')}
              quietLabel
              placeholder={t('labelEn')}
              maxLength={40}
              value={item.en ?? ''}
              onChange={(en) => set({ ...item, en })}
            />
            {roll ? null : (
              <Select
                label={t('span')}
                quietLabel
                placeholder={t('asIs', { what: t('span') })}
                value={item.span === undefined ? null : String(item.span)}
                options={spans}
                onChange={(span) => set({ ...item, span: Number(span) })}
              />
            )}
            <Checkbox
              label={t('strong')}
              checked={item.strong ?? false}
              indeterminate={item.strong === undefined}
              onChange={(strong) => set({ ...item, strong })}
            />
          </div>
        )}
      </ItemList>
      {roll ? null : (
        <Checkbox
          label={t('keep')}
          checked={block.keep ?? false}
          onChange={(keep) => onChange({ ...block, keep })}
        />
      )}
    </>
  );
}

function TableContent(props: Panel<Extract<TemplateBlock, { block: 'table' }>>) {
  const t = useWords('papertemplates');
  const inLanguage = useInLanguage();
  const { block, roll, fields, onChange } = props;
  const table = fields.find((field) => field.id === block.field);
  const columns = table?.columns ?? [];
  const foot = table?.foot ?? [];
  const nameOf = (id: string) => {
    const column = columns.find((one) => one.id === id);
    return column === undefined ? id : inLanguage(column.zh, column.en);
  };
  return (
    <>
      <ItemList<ColumnItem>
        label={t('columns')}
        items={block.items}
        idOf={(item) => item.column}
        nameOf={nameOf}
        faultOf={props.faultOf}
        left={columns
          .filter((column) => !block.items.some((item) => item.column === column.id))
          .map((column) => ({ id: column.id, label: inLanguage(column.zh, column.en) }))}
        make={(column) => (roll ? { column, below: true } : { column })}
        onChange={(items) => onChange({ ...block, items })}
      >
        {(item, set) => (
          <div className="ptm-row">
            <TextField
              label={t(roll ? 'widthCells' : 'widthShare')}
              quietLabel
              placeholder={t(roll ? 'widthCells' : 'widthShare')}
              inputMode="numeric"
              maxLength={3}
              value={item.width === undefined ? '' : String(item.width)}
              onChange={(text) => {
                const { width: _before, ...rest } = item;
                const width = Number.parseInt(text, 10);
                set(Number.isNaN(width) ? rest : { ...rest, width });
              }}
            />
            {roll ? (
              <Checkbox
                label={t('below')}
                checked={item.below ?? false}
                onChange={(below) => set({ ...item, below })}
              />
            ) : null}
          </div>
        )}
      </ItemList>
      {foot.length > 0 ? (
        <div className="ptm-group">
          <strong>{t('sums')}</strong>
          {foot.map((one) => (
            <Checkbox
              key={one.id}
              label={inLanguage(one.zh, one.en)}
              checked={block.foot.includes(one.id)}
              onChange={(yes) =>
                onChange({
                  ...block,
                  foot: foot
                    .map((each) => each.id)
                    .filter((id) => (id === one.id ? yes : block.foot.includes(id))),
                })
              }
            />
          ))}
        </div>
      ) : null}
    </>
  );
}

import { textAligns, type TextStyle, textSizes } from '../../../../domain/paper/template/shape.ts';
import { useWords } from '../../../i18n/index.ts';
import { Checkbox, Select } from '../../../ui/index.ts';

/** Size, weight and side of a text; left alone it stays as the program has it. */
export function StyleRow(props: { style: TextStyle; quiet?: boolean; onChange: (style: TextStyle) => void }) {
  const t = useWords('papertemplates');
  const { style, onChange } = props;
  return (
    <div className="ptm-row">
      <Select
        label={t('size')}
        quietLabel={props.quiet}
        placeholder={t('asIs', { what: t('size') })}
        value={style.size ?? null}
        options={textSizes.map((id) => ({ id, label: t(`sizes.${id}`) }))}
        onChange={(size) => onChange({ ...style, size: size as TextStyle['size'] })}
      />
      <Select
        label={t('align')}
        quietLabel={props.quiet}
        placeholder={t('asIs', { what: t('align') })}
        value={style.align ?? null}
        options={textAligns.map((id) => ({ id, label: t(`aligns.${id}`) }))}
        onChange={(align) => onChange({ ...style, align: align as TextStyle['align'] })}
      />
      <Checkbox
        label={t('bold')}
        checked={style.bold ?? false}
        indeterminate={style.bold === undefined}
        onChange={(bold) => onChange({ ...style, bold })}
      />
    </div>
  );
}

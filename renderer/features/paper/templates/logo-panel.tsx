import { useRef, useState } from 'react';
import type { LogoBlock, TemplateBlock } from '../../../../domain/paper/template/shape.ts';
import { useWords } from '../../../i18n/index.ts';
import { faultText } from '../../../lib/faults.ts';
import { Button, ErrorLine, TextField } from '../../../ui/index.ts';
import { logoOf } from './logo.ts';

/** Another picture for the same place, as wide as wanted. */
export function LogoPanel(props: { block: LogoBlock; onChange: (block: TemplateBlock) => void }) {
  const t = useWords('papertemplates');
  const { block, onChange } = props;
  const [fault, setFault] = useState<string | null>(null);
  const [width, setWidth] = useState(String(block.width));
  const pick = useRef<HTMLInputElement>(null);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    try {
      const made = await logoOf(file, Number.parseInt(width, 10) || block.width);
      onChange({ ...made, align: block.align, ...(block.when === undefined ? {} : { when: block.when }) });
      setFault(null);
    } catch (error) {
      setFault(faultText(error));
    }
  };
  return (
    <div className="ptm-row">
      <TextField label={t('logoWidth')} inputMode="numeric" maxLength={3} value={width} onChange={setWidth} />
      <Button onPress={() => pick.current?.click()}>{t('chooseAgain')}</Button>
      <input
        ref={pick}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('logo')}
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = '';
        }}
      />
      <ErrorLine text={fault} />
    </div>
  );
}

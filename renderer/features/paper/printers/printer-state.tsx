import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { StatePill } from '../../../ui/index.ts';

type Printer = OutputOf<'paper.printers'>['printers'][number];

/** What a printer was last seen like. */
export function PrinterState({ printer }: { printer: Printer }) {
  const t = useWords('paperprinters');
  if (printer.state === 'ready' && printer.paperLow)
    return <StatePill tone="amber" shape="warn" label={t('paperLow')} />;
  if (printer.state === 'ready' || printer.state === 'unknown')
    return (
      <StatePill
        tone={printer.state === 'ready' ? 'green' : 'grey'}
        shape={printer.state === 'ready' ? 'check' : 'ring'}
        label={t(`printerState.${printer.state}`)}
      />
    );
  return (
    <StatePill
      tone={printer.state === 'printer_interrupted' ? 'red' : 'amber'}
      shape="warn"
      label={t(`printerState.${printer.state}`)}
    />
  );
}

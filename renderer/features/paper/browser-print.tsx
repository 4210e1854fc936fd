import { useRef } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine } from '../../ui/index.ts';
import { SheetFrame, type SheetPrinter } from './sheet-frame.tsx';

/**
 * A paper that found no printer, printed by the window's own dialog. Whether it came out only the person at the paper
 * knows: the job stays unknown until that is said.
 */
export function BrowserPrint(props: { given: OutputOf<'paper.printHere'>; onClose: () => void }) {
  const t = useWords('paperforms');
  const tp = useWords('paper');
  const { given } = props;
  const page = useRef<SheetPrinter>(null);
  const out = useCommand('paper.cameOut');
  return (
    <Dialog
      title={given.title}
      open
      onClose={props.onClose}
      wide
      actions={
        <>
          <Button hotkey="Alt+P" onPress={() => page.current?.print()}>
            {t('windowPrint')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            pending={out.pending}
            onPress={async () => {
              if ((await out.run({ jobId: given.jobId, version: given.version })) !== null) props.onClose();
            }}
          >
            {tp('cameOut')}
          </Button>
        </>
      }
    >
      <p className="pap-quiet">{t('windowPrintText')}</p>
      <ErrorLine text={out.faultText} />
      <div className="pap-sheet" tabIndex={0} role="region" aria-label={given.title}>
        <SheetFrame ref={page} sheet={given.sheet} title={given.title} />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { PrintKind } from '../../../domain/paper/kinds.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { usePrint } from '../../lib/use-print.ts';
import { Button, ErrorLine } from '../../ui/index.ts';
import { PrintDialog } from './print-dialog.tsx';

/**
 * The print key where a paper is born: `hotkey` prints as routed, the key beside it (Shift with the same letter) asks for
 * printer, copies and shows the paper first. Without the right to print there is none.
 */
export function PrintButton(props: {
  kind: PrintKind;
  ids: readonly string[];
  hotkey?: string;
  size?: 'small';
  label?: string;
  /** Only as routed: a row or a full bar has no room for the second key. */
  single?: boolean;
}) {
  const t = useWords('paper');
  const may = useCan('print.run') !== null;
  const { print, pending, faultText } = usePrint();
  const [asking, setAsking] = useState(false);
  if (!may) return null;
  const [first] = props.ids;
  const name = props.label ?? t('print', { document: t(`kind.${props.kind}`) });
  return (
    <>
      <Button
        hotkey={props.hotkey}
        size={props.size}
        pending={pending}
        disabled={first === undefined}
        onPress={() => void print(props.kind, props.ids)}
      >
        {name}
      </Button>
      {props.hotkey === undefined || props.single === true || first === undefined ? null : (
        <Button
          variant="quiet"
          size={props.size}
          hotkey={`Shift+${props.hotkey}`}
          onPress={() => setAsking(true)}
        >
          {t('printAs')}
        </Button>
      )}
      <ErrorLine text={faultText} />
      {asking && first !== undefined ? (
        <PrintDialog kind={props.kind} ids={props.ids} onClose={() => setAsking(false)} />
      ) : null}
    </>
  );
}

import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Button, Dialog, ErrorLine } from '../../ui/index.ts';

/** A question over a person's page: fields, the fault beside them, one button that does it. */
export function AskDialog(props: {
  title: string;
  doIt: string;
  ready: boolean;
  pending: boolean;
  faultText: string | null;
  danger?: boolean;
  wide?: boolean;
  onClose: () => void;
  onDo: () => void;
  children: ReactNode;
}) {
  const tc = useWords();
  return (
    <Dialog
      title={props.title}
      open
      wide={props.wide}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose} hint="Escape">
            {tc('cancel')}
          </Button>
          <Button
            variant={props.danger ? 'danger' : 'primary'}
            hotkey="Mod+Enter"
            hotkeyLabel={props.doIt}
            onPress={props.onDo}
            disabled={!props.ready}
            pending={props.pending}
          >
            {props.doIt}
          </Button>
        </>
      }
    >
      <div className="stack">
        {props.children}
        <ErrorLine text={props.faultText} />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { countText } from '../../lib/format.ts';
import { Button, Dialog, ErrorLine, TextField } from '../../ui/index.ts';

/** A plain number up to the length of the list is a row; anything else is (the end of) an order's number. */
export function rowOf(text: string, total: number): number | null {
  const row = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0;
  return row >= 1 && row <= total ? row : null;
}

/** Straight to a row of the list, however long it is. */
export function GoDialog(props: {
  total: number;
  snapshotId: string;
  onGo: (index: number) => void;
  onClose: () => void;
}) {
  const t = useWords('listing');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const wanted = text.trim();
  const row = rowOf(wanted, props.total);
  const find = async (): Promise<number> => {
    if (row !== null) return row - 1;
    const { index } = await api.call('orders.indexOf', { snapshotId: props.snapshotId, number: wanted });
    return index;
  };
  const go = async () => {
    if (wanted === '') return;
    try {
      const index = await find();
      if (index < 0) return setFault(t('go.missing', { text: wanted }));
      props.onClose();
      props.onGo(index);
    } catch (error) {
      setFault(faultText(error));
    }
  };
  return (
    <Dialog
      title={t('go.title')}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" onPress={props.onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" hotkey="Enter" disabled={wanted === ''} onPress={() => void go()}>
            {row === null ? t('go.byNumber') : t('go.byRow', { n: countText(row) })}
          </Button>
        </>
      }
    >
      <TextField
        label={t('go.label')}
        help={t('go.help', { n: countText(props.total) })}
        value={text}
        maxLength={60}
        autoFocus
        onChange={(next) => {
          setText(next);
          setFault(null);
        }}
        onEnter={() => void go()}
      />
      <ErrorLine text={fault} />
    </Dialog>
  );
}

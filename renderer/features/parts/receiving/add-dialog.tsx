import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { Button, Dialog } from '../../../ui/index.ts';
import { PartPicker } from '../part-picker.tsx';

/** A part whose barcode is torn off: found by code, name or initials. */
export function AddDialog(props: { onClose: () => void; onPart: (partId: string) => void }) {
  const t = useWords('receiving');
  const [partId, setPartId] = useState<string | null>(null);
  return (
    <Dialog
      title={t('addTitle')}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={partId === null}
          onPress={() => partId !== null && props.onPart(partId)}
        >
          {t('add')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <PartPicker label={t('part')} value={partId} onChange={setPartId} autoFocus />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import { Button, Checkbox, ComboBox, Dialog, ErrorLine, NumberField, Select, toast } from '../../ui/index.ts';
import { useUndoToast } from './undo-paper.tsx';

type Data = OutputOf<'parts.get'>;

/** 调拨 of one part between two places of ours, at once or by parcel. */
export function TransferDialog(props: {
  part: Data['part'];
  balances: Data['balances'];
  onClose: () => void;
}) {
  const { part, balances, onClose } = props;
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const places = useQuery('parts.places', {});
  const transfer = useCommand('parts.transfer');
  const undoable = useUndoToast();
  const free = new Map<string, number>();
  for (const row of balances)
    if (row.condition === 'good' && row.locationKind !== 'transit')
      free.set(row.locationId, (free.get(row.locationId) ?? 0) + row.quantityMilli - row.reservedMilli);
  const [from, setFrom] = useState([...free.keys()][0] ?? '');
  const [to, setTo] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<number | null>(1000);
  const [byParcel, setByParcel] = useState(false);
  const ours = (places.data?.places ?? []).filter((one) => one.isReal && one.kind !== 'transit');
  const go = async () => {
    if (to === null) return;
    const done = await transfer.run({
      fromLocationId: from,
      toLocationId: to,
      byParcel,
      lines: [{ partId: part.id, quantityMilli: quantity ?? 0 }],
    });
    if (done === null) return;
    if (byParcel) toast.note(t('transfer.sent', { number: done.number }));
    else undoable(t('transfer.done', { number: done.number }), done.documentId);
    onClose();
  };
  return (
    <Dialog
      title={t('transfer.title', { name: `${part.code} ${name(part.nameZh, part.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          pending={transfer.pending}
          disabled={to === null || from === ''}
          onPress={() => void go()}
        >
          {t('transfer.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={transfer.faultText} />
        <div className="parts-pair">
          <Select
            label={t('transfer.from')}
            value={from}
            onChange={setFrom}
            options={ours
              .filter((one) => (free.get(one.id) ?? 0) > 0)
              .map((one) => ({
                id: one.id,
                label: name(one.nameZh, one.nameEn),
                note: f.milli(free.get(one.id) ?? 0),
              }))}
          />
          <ComboBox
            label={t('transfer.to')}
            value={to}
            onChange={setTo}
            options={ours
              .filter((one) => one.id !== from)
              .map((one) => ({
                id: one.id,
                label: name(one.nameZh, one.nameEn),
                keys: one.code.toLowerCase(),
              }))}
          />
        </div>
        <NumberField
          kind="quantity"
          unit={unitText(part.unit)}
          label={t('transfer.quantity')}
          value={quantity}
          onChange={setQuantity}
          onEnter={() => void go()}
        />
        <Checkbox label={t('transfer.byParcel')} checked={byParcel} onChange={setByParcel} />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import {
  Button,
  DateField,
  Dialog,
  ErrorLine,
  NumberField,
  Select,
  TextField,
  toast,
} from '../../ui/index.ts';

type Part = OutputOf<'parts.get'>['part'];

/**
 * 收货 of one part: quantity or serials, lot with its day, own parts with their cost. With a request: what came for it.
 */
export function ReceiveDialog({
  part,
  request,
  onClose,
}: {
  part: Part;
  request?: { id: string; openMilli: number };
  onClose: () => void;
}) {
  const t = useWords('parts');
  const name = useInLanguage();
  const unitText = useUnits();
  const receive = useCommand('parts.receive');
  const [quantity, setQuantity] = useState<number | null>(request?.openMilli ?? 1000);
  const [unit, setUnit] = useState(part.unit);
  const [cost, setCost] = useState<number | null>(part.costFen);
  const [lot, setLot] = useState('');
  const [expires, setExpires] = useState<string | null>(null);
  const [serialText, setSerialText] = useState('');
  const [parcel, setParcel] = useState('');
  const serials = serialText.split(/\s+/).filter((text) => text !== '');
  const bySerial = part.tracking === 'serial';
  const go = async () => {
    const done = await receive.run({
      requestId: request?.id ?? null,
      parcelNumber: parcel,
      lines: [
        {
          partId: part.id,
          quantityMilli: bySerial ? serials.length * 1000 : (quantity ?? 0),
          unit: unit === part.unit ? null : unit,
          lot,
          expiresDay: expires,
          serials: bySerial ? serials : [],
          unitCostFen: part.ownerKind === 'own' ? cost : null,
        },
      ],
    });
    if (done === null) return;
    const orders = done.releasedOrders.map((one) => one.number).join(' · ');
    toast.note(
      [t('receive.done', { number: done.number }), orders === '' ? '' : t('receive.released', { orders })]
        .filter((text) => text !== '')
        .join(' · '),
    );
    onClose();
  };
  return (
    <Dialog
      title={t('receive.title', { name: `${part.code} ${name(part.nameZh, part.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hint="Enter" pending={receive.pending} onPress={() => void go()}>
          {t('receive.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={receive.faultText} />
        {bySerial ? (
          <TextField
            label={t('receive.serials')}
            value={serialText}
            onChange={setSerialText}
            multiline
            autoFocus
          />
        ) : (
          <div className="parts-pair">
            <NumberField
              kind="quantity"
              label={t('receive.quantity')}
              value={quantity}
              onChange={setQuantity}
              autoFocus
              onEnter={() => void go()}
            />
            <Select
              label={t('receive.unit')}
              value={unit}
              onChange={setUnit}
              options={[
                { id: part.unit, label: unitText(part.unit) },
                ...part.units.map((one) => ({ id: one.unit, label: unitText(one.unit) })),
              ]}
            />
          </div>
        )}
        {part.ownerKind === 'own' ? (
          <NumberField
            kind="money"
            label={t('receive.cost', { unit: unitText(part.unit) })}
            value={cost}
            onChange={setCost}
            onEnter={() => void go()}
          />
        ) : null}
        {part.tracking === 'lot' ? (
          <div className="parts-pair">
            <TextField label={t('receive.lot')} value={lot} onChange={setLot} onEnter={() => void go()} />
            <DateField label={t('receive.expires')} value={expires} onChange={setExpires} />
          </div>
        ) : null}
        <TextField
          label={t('receive.parcel')}
          value={parcel}
          onChange={setParcel}
          onEnter={() => void go()}
        />
      </div>
    </Dialog>
  );
}

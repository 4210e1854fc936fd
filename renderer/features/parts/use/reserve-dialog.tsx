import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, Dialog, ErrorLine, NumberField, toast } from '../../../ui/index.ts';
import { PartPicker } from '../part-picker.tsx';

/** 留件: a part is promised to an order; what nobody has is kept as waited for. */
export function ReserveDialog({ workOrderId, onClose }: { workOrderId: string; onClose: () => void }) {
  const t = useWords('counter');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const reserve = useCommand('parts.reserve');
  const usual = useQuery('parts.suggest', { workOrderId });
  const [partId, setPartId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<number | null>(1000);
  const ready = partId !== null && (quantity ?? 0) > 0;
  const go = async () => {
    if (!ready || reserve.pending) return;
    const done = await reserve.run({ workOrderId, partId, quantityMilli: quantity ?? 0 });
    if (done === null) return;
    toast.note(
      done.shortMilli === 0
        ? t('reserve.held', { quantity: f.milli(done.heldMilli) })
        : t('reserve.short', { quantity: f.milli(done.heldMilli), short: f.milli(done.shortMilli) }),
    );
    onClose();
  };
  return (
    <Dialog
      title={t('reserve.title')}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={!ready}
          pending={reserve.pending}
          onPress={() => void go()}
        >
          {t('reserve.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('reserve.text')}</p>
        <ErrorLine text={reserve.faultText} />
        <PartPicker
          label={parts('issue.part')}
          value={partId}
          onChange={(id) => setPartId(id)}
          first={(usual.data?.parts ?? []).map((part) => ({
            id: part.partId,
            label: `${part.code} ${name(part.nameZh, part.nameEn)}`,
            note: `${parts(`request.because.${part.because}`)} · ${f.milli(part.freeMilli)}`,
            keys: part.code.toLowerCase(),
          }))}
          autoFocus
        />
        <NumberField
          kind="quantity"
          label={parts('doc.quantity')}
          value={quantity}
          onChange={setQuantity}
          onEnter={() => void go()}
        />
      </div>
    </Dialog>
  );
}

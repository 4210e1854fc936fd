import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import { Button, Dialog, ErrorLine, NumberField, Select, TextField } from '../../ui/index.ts';
import { useUndoToast } from './undo-paper.tsx';

type Data = OutputOf<'parts.get'>;
type Balance = Data['balances'][number];
type Condition = NonNullable<InputOf<'parts.scrap'>['lines'][number]['condition']>;

const keyOf = (row: Balance) => [row.locationId, row.condition, row.bin, row.lot, row.serial].join('|');

/** Stock of ours that can be thrown away: nothing on its way, nothing that is scrap already. */
export const scrappable = (balances: readonly Balance[]): Balance[] =>
  balances.filter(
    (row) => row.locationKind !== 'transit' && row.condition !== 'scrap' && row.quantityMilli > 0,
  );

/** 报废 of one part where it lies: which, how much, and why; the paper keeps the reason. */
export function ScrapDialog(props: {
  part: Data['part'];
  balances: readonly Balance[];
  onClose: () => void;
}) {
  const { part, onClose } = props;
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const scrap = useCommand('parts.scrap');
  const undoable = useUndoToast();
  const rows = scrappable(props.balances);
  const [key, setKey] = useState(rows[0] ? keyOf(rows[0]) : '');
  const [quantity, setQuantity] = useState<number | null>(1000);
  const [reason, setReason] = useState('');
  const row = rows.find((one) => keyOf(one) === key);
  const ready = row !== undefined && (quantity ?? 0) > 0 && reason.trim() !== '';
  const go = async () => {
    if (!ready) return;
    const done = await scrap.run({
      fromLocationId: row.locationId,
      reason: reason.trim(),
      lines: [
        {
          partId: part.id,
          quantityMilli: quantity ?? 0,
          condition: row.condition as Condition,
          bin: row.bin,
          lot: row.lot,
          serial: row.serial,
        },
      ],
    });
    if (done === null) return;
    undoable(t('scrap.done', { number: done.number }), done.documentId);
    onClose();
  };
  return (
    <Dialog
      title={t('scrap.title', { name: `${part.code} ${name(part.nameZh, part.nameEn)}` })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="danger"
          hint="Enter"
          disabled={!ready}
          pending={scrap.pending}
          onPress={() => void go()}
        >
          {t('scrap.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={scrap.faultText} />
        <NumberField
          kind="quantity"
          label={t('scrap.quantity')}
          unit={unitText(part.unit)}
          value={quantity}
          onChange={setQuantity}
          onEnter={() => void go()}
          autoFocus
        />
        <TextField
          label={t('scrap.reason')}
          value={reason}
          onChange={setReason}
          onEnter={() => void go()}
          required
        />
        <Select
          label={t('scrap.from')}
          value={key}
          onChange={setKey}
          options={rows.map((one) => ({
            id: keyOf(one),
            label: [
              name(one.locationNameZh, one.locationNameEn),
              t(`condition.${one.condition}`),
              one.serial || one.lot,
            ]
              .filter((text) => text !== '')
              .join(' · '),
            note: `${f.milli(one.quantityMilli)} ${unitText(part.unit)}`,
          }))}
        />
      </div>
    </Dialog>
  );
}

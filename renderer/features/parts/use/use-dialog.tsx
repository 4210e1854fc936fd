import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { faultText } from '../../../lib/faults.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import { useUnits } from '../../../lib/use-units.ts';
import {
  Button,
  ComboBox,
  Dialog,
  ErrorLine,
  NumberField,
  Select,
  TextField,
  toast,
} from '../../../ui/index.ts';

const payers = ['payer', 'user', 'outlet', 'technician'] as const;
type Payer = (typeof payers)[number];

/**
 * A part that was forgotten on the slip goes on the order now, from the bag of the man who was there. Opened from the
 * order, or from a bag: then the order is scanned.
 */
export function UseDialog(props: {
  workOrderId: string | null;
  /** The line of a bag it was opened from. */
  partId?: string;
  onClose: () => void;
}) {
  const t = useWords('counter');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const personName = usePersonName();
  const use = useCommand('parts.use');
  const [orderId, setOrderId] = useState(props.workOrderId);
  const [code, setCode] = useState('');
  const [unknown, setUnknown] = useState<string | null>(null);
  const job = useQuery('parts.job', { workOrderId: orderId ?? '' }, { enabled: orderId !== null });
  const staffId = job.data?.staffId ?? null;
  const bag = useQuery('parts.bag', { staffId: staffId ?? '' }, { enabled: staffId !== null });
  const [key, setKey] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<number | null>(1000);
  const [payer, setPayer] = useState<Payer>('payer');
  const good = (bag.data?.lines ?? []).filter((line) => line.condition === 'good');
  const keyOf = (line: (typeof good)[number]) => `${line.partId}|${line.serial}`;
  const lines = good.filter((line, at) => good.findIndex((one) => keyOf(one) === keyOf(line)) === at);
  const line = lines.find((one) => keyOf(one) === key) ?? lines.find((one) => one.partId === props.partId);
  const find = async () => {
    setUnknown(null);
    if (code.trim() === '') return;
    try {
      const found = await api.call('parts.scan', { code: code.trim() });
      if (found.workOrderId === null) setUnknown(parts('request.noOrder', { code: code.trim() }));
      else setOrderId(found.workOrderId);
    } catch (error) {
      setUnknown(faultText(error));
    }
  };
  const noVisit = job.data !== undefined && (job.data.visitId === null || staffId === null);
  const ready = job.data?.visitId != null && line !== undefined && (quantity ?? 0) > 0;
  const go = async () => {
    if (!ready || use.pending || orderId === null || line === undefined) return;
    const done = await use.run({
      visitId: job.data?.visitId ?? '',
      workOrderId: orderId,
      partId: line.partId,
      quantityMilli: line.serial === '' ? (quantity ?? 0) : 1000,
      payer,
      newSerial: line.serial,
    });
    if (done === null) return;
    toast.note(
      t(done.oldPartId === null ? 'use.done' : 'use.doneOld', {
        part: line.code,
        number: job.data?.number ?? '',
      }),
    );
    props.onClose();
  };
  return (
    <Dialog
      title={t('use.title')}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={!ready}
          pending={use.pending}
          onPress={() => void go()}
        >
          {t('use.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('use.text')}</p>
        <ErrorLine text={use.faultText ?? job.faultText ?? bag.faultText} />
        {props.workOrderId === null ? (
          <TextField
            label={parts('request.order')}
            value={code}
            onChange={(text) => {
              setCode(text);
              setOrderId(null);
            }}
            onEnter={() => void find()}
            onBlur={() => void (orderId === null && find())}
            error={unknown}
            help={
              job.data === undefined
                ? parts('request.orderHelp')
                : parts('request.orderFound', { number: job.data.number })
            }
            autoFocus
            required
          />
        ) : null}
        {noVisit ? <ErrorLine text={t('use.noVisit', { number: job.data?.number ?? '' })} /> : null}
        <ComboBox
          label={t('use.from', { name: personName(job.data?.staffName) })}
          value={line === undefined ? null : keyOf(line)}
          onChange={setKey}
          options={lines.map((one) => ({
            id: keyOf(one),
            label: `${one.code} ${name(one.nameZh, one.nameEn)} ${one.serial}`.trim(),
            note: `${f.milli(one.onHandMilli)} ${unit(one.unit)}`,
            keys: `${one.code} ${one.serial}`.toLowerCase(),
          }))}
          disabled={staffId === null}
        />
        <div className="parts-pair">
          <NumberField
            kind="quantity"
            label={parts('doc.quantity')}
            unit={line ? unit(line.unit) : undefined}
            value={line !== undefined && line.serial !== '' ? 1000 : quantity}
            onChange={setQuantity}
            disabled={line !== undefined && line.serial !== ''}
            onEnter={() => void go()}
          />
          <Select
            label={t('use.payer')}
            value={payer}
            onChange={(id) => setPayer(id as Payer)}
            options={payers.map((id) => ({ id, label: parts(`old.bearers.${id}`) }))}
          />
        </div>
      </div>
    </Dialog>
  );
}

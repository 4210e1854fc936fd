import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import { Button, Checkbox, ComboBox, Dialog, ErrorLine, NumberField, TextField } from '../../ui/index.ts';

/** 配件申请 for one order: the usual parts of its fault and model come first, any other is found by code or name. */
export function RequestDialog(props: { onClose: () => void; onDone: (requestId: string) => void }) {
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const [code, setCode] = useState('');
  const [order, setOrder] = useState<{ id: string; number: string } | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const [partId, setPartId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<number | null>(1000);
  const [machineCode, setMachineCode] = useState('');
  const [faultWords, setFaultWords] = useState('');
  const [hold, setHold] = useState(true);
  const [chosen, setChosen] = useState<readonly { partId: string; quantityMilli: number }[]>([]);
  const s = useWords('supply');
  const ask = useCommand('parts.request');
  const usual = useQuery('parts.suggest', { workOrderId: order?.id ?? '' }, { enabled: order !== null });
  const all = useQuery('parts.find', { text: '', limit: 50 });
  const find = async () => {
    setUnknown(null);
    setOrder(null);
    if (code.trim() === '') return;
    try {
      const found = await api.call('parts.scan', { code: code.trim() });
      if (found.workOrderId === null) setUnknown(t('request.noOrder', { code: code.trim() }));
      else setOrder({ id: found.workOrderId, number: found.text });
    } catch (error) {
      setUnknown(faultText(error));
    }
  };
  const first = usual.data?.parts ?? [];
  const options = [
    ...first.map((part) => ({ ...part, note: t(`request.because.${part.because}`) })),
    ...(all.data?.parts ?? [])
      .filter((part) => !first.some((one) => one.partId === part.partId))
      .map((part) => ({ ...part, note: `${f.milli(part.freeMilli)} ${unitText(part.unit)}` })),
  ].map((part) => ({
    id: part.partId,
    label: `${part.code} ${name(part.nameZh, part.nameEn)}`,
    note: part.note,
    keys: part.code.toLowerCase(),
  }));
  // What stands in the fields counts as a line too, so that one part needs no «one more»
  const current = partId !== null && (quantity ?? 0) > 0 ? [{ partId, quantityMilli: quantity ?? 0 }] : [];
  const lines = [...chosen, ...current];
  const ready = order !== null && lines.length > 0 && (partId === null || current.length > 0);
  const more = () => {
    setChosen(lines);
    setPartId(null);
    setQuantity(1000);
  };
  const go = async () => {
    if (!ready) return;
    const done = await ask.run({
      workOrderId: order.id,
      machineCode,
      faultText: faultWords,
      lines: [...lines],
      hold,
    });
    if (done !== null) props.onDone(done.requestId);
  };
  return (
    <Dialog
      title={t('request.new')}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={ask.pending}
          onPress={() => void go()}
        >
          {t('request.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={ask.faultText} />
        <TextField
          label={t('request.order')}
          value={code}
          onChange={(text) => {
            setCode(text);
            setOrder(null);
          }}
          onEnter={() => void find()}
          onBlur={() => void (order === null && find())}
          error={unknown}
          help={order === null ? t('request.orderHelp') : t('request.orderFound', { number: order.number })}
          autoFocus
          required
        />
        <ComboBox
          label={t('issue.part')}
          value={partId}
          onChange={setPartId}
          options={options}
          disabled={order === null}
        />
        <div className="parts-pair">
          <NumberField
            kind="quantity"
            label={t('request.asked')}
            value={quantity}
            onChange={setQuantity}
            disabled={order === null}
          />
          <Button hotkey="Alt+N" disabled={current.length === 0} onPress={more}>
            {s('request.more')}
          </Button>
        </div>
        {chosen.map((line, at) => (
          <p key={`${line.partId} ${String(at)}`}>
            {options.find((one) => one.id === line.partId)?.label ?? line.partId} ×{' '}
            {f.milli(line.quantityMilli)}{' '}
            <Button
              size="small"
              variant="quiet"
              onPress={() => setChosen((now) => now.filter((_, other) => other !== at))}
            >
              {t('issue.remove')}
            </Button>
          </p>
        ))}
        <div className="parts-pair">
          <TextField label={t('request.machineCode')} value={machineCode} onChange={setMachineCode} />
          <TextField label={t('request.fault')} value={faultWords} onChange={setFaultWords} />
        </div>
        <Checkbox label={t('request.hold')} checked={hold} onChange={setHold} />
      </div>
    </Dialog>
  );
}

import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, Checkbox, Dialog, ErrorLine, NumberField, TextField } from '../../ui/index.ts';
import { PartPicker } from './part-picker.tsx';
import { Substitutes } from './supply/substitutes.tsx';

/** 配件申请 for one order: the usual parts of its fault and model come first, any other is found by code or name. */
export function RequestDialog(props: { onClose: () => void; onDone: (requestId: string) => void }) {
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const [code, setCode] = useState('');
  const [order, setOrder] = useState<{ id: string; number: string } | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const [partId, setPartId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState<number | null>(1000);
  const [machineCode, setMachineCode] = useState('');
  const [faultWords, setFaultWords] = useState('');
  const [hold, setHold] = useState(true);
  const [chosen, setChosen] = useState<readonly { partId: string; quantityMilli: number; label: string }[]>(
    [],
  );
  const [label, setLabel] = useState('');
  const s = useWords('supply');
  const ask = useCommand('parts.request');
  const usual = useQuery('parts.suggest', { workOrderId: order?.id ?? '' }, { enabled: order !== null });
  const help = useQuery(
    'parts.requestHelp',
    { workOrderId: order?.id ?? '', partIds: partId === null ? [] : [partId] },
    { enabled: order !== null, keep: true },
  );
  const codes = (help.data?.machines ?? []).map((one) => one.code);
  const known = codes.filter((one) => !one.includes('*'));
  const onlyCode = known.length === 1 ? known[0] : undefined;
  // The order's one machine is meant; what somebody typed stays
  useEffect(() => {
    if (onlyCode !== undefined) setMachineCode((now) => (now === '' ? onlyCode : now));
  }, [onlyCode]);
  const strange =
    known.length > 0 && machineCode.trim() !== '' && !known.includes(machineCode.trim().toUpperCase());
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
  const options = first.map((part) => ({
    id: part.partId,
    label: `${part.code} ${name(part.nameZh, part.nameEn)}`,
    note: t(`request.because.${part.because}`),
    keys: part.code.toLowerCase(),
  }));
  // What stands in the fields counts as a line too, so that one part needs no «one more»
  const current =
    partId !== null && (quantity ?? 0) > 0 ? [{ partId, quantityMilli: quantity ?? 0, label }] : [];
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
      lines: lines.map(({ partId: id, quantityMilli }) => ({ partId: id, quantityMilli })),
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
        <PartPicker
          label={t('issue.part')}
          value={partId}
          onChange={(id, words) => {
            setPartId(id);
            setLabel(words);
          }}
          first={options}
          disabled={order === null}
        />
        {order === null || partId === null ? null : (
          <Substitutes
            workOrderId={order.id}
            quantityMilli={quantity ?? 0}
            rows={(help.data?.substitutes ?? []).filter((one) => one.forPartId === partId)}
            onTaken={props.onClose}
          />
        )}
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
            {line.label} × {f.milli(line.quantityMilli)}{' '}
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
          <TextField
            label={t('request.machineCode')}
            value={machineCode}
            maxLength={60}
            onChange={setMachineCode}
            help={
              strange
                ? s('request.codeStrange', { codes: known.join(' · ') })
                : codes.length > 0
                  ? s(codes.length === 1 ? 'request.codeTaken' : 'request.codesKnown', {
                      codes: codes.join(' · '),
                    })
                  : undefined
            }
          />
          <TextField label={t('request.fault')} value={faultWords} onChange={setFaultWords} />
        </div>
        <Checkbox label={t('request.hold')} checked={hold} onChange={setHold} />
      </div>
    </Dialog>
  );
}

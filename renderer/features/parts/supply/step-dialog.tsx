import { useState } from 'react';
import type { RequestStep } from '../../../../domain/stock/request.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, DateField, Dialog, ErrorLine, NumberField, TextField } from '../../../ui/index.ts';
import type { PartsRequest } from './request-document.tsx';

/** One step of a request: what the maker said, or what we put right. */
export function StepDialog(props: { request: PartsRequest; step: RequestStep; onClose: () => void }) {
  const { step, onClose } = props;
  const s = useWords('supply');
  const t = useWords('parts');
  const name = useInLanguage();
  // What was asked about stays it, whatever the list shows meanwhile
  const [request] = useState(props.request);
  const [reason, setReason] = useState('');
  const [parcelNumber, setParcelNumber] = useState(request.parcelNumber);
  const [carrier, setCarrier] = useState('');
  const [expectedDay, setExpectedDay] = useState(request.expectedDay);
  // A masked code is not one to be corrected: whoever sees it so types the whole one or leaves it
  const codeBefore = request.machineCode.includes('*') ? '' : request.machineCode;
  const [machineCode, setMachineCode] = useState(codeBefore);
  const [faultWords, setFaultWords] = useState(request.faultText);
  const [quantities, setQuantities] = useState<Record<number, number | null>>({});
  const approve = useCommand('parts.requestApprove');
  const ship = useCommand('parts.requestShip');
  const back = useCommand('parts.requestBack');
  const again = useCommand('parts.requestAgain');
  const cancel = useCommand('parts.requestCancel');
  const command = { approved: approve, shipped: ship, sent_back: back, again, cancelled: cancel }[step];
  const needsReason = step === 'sent_back' || step === 'cancelled';
  const ready = !needsReason || reason.trim() !== '';
  const asked = { requestId: request.id, version: request.version };
  const lines = Object.entries(quantities).map(([lineNo, milli]) => ({
    lineNo: Number(lineNo),
    quantityMilli: milli ?? 0,
  }));
  const changed = (now: string, before: string) => (now === before ? null : now);
  const send = () => {
    if (step === 'approved') return approve.run({ ...asked, lines, expectedDay });
    if (step === 'shipped') return ship.run({ ...asked, parcelNumber, carrier, expectedDay });
    if (step === 'sent_back') return back.run({ ...asked, reason: reason.trim() });
    if (step === 'cancelled') return cancel.run({ ...asked, reason: reason.trim() });
    return again.run({
      ...asked,
      lines,
      machineCode: changed(machineCode, codeBefore),
      faultText: changed(faultWords, request.faultText),
    });
  };
  const go = async () => {
    if (!ready || command.pending) return;
    if ((await send()) !== null) onClose();
  };
  const quantityFields = request.lines.map((line, at) => (
    <NumberField
      key={line.lineNo}
      kind="quantity"
      label={`${line.code} ${name(line.nameZh, line.nameEn)}`}
      value={quantities[line.lineNo] === undefined ? line.askedMilli : quantities[line.lineNo]!}
      onChange={(milli) => setQuantities((now) => ({ ...now, [line.lineNo]: milli }))}
      onEnter={() => void go()}
      autoFocus={step === 'approved' && at === 0}
    />
  ));
  return (
    <Dialog
      title={s(`request.stepTitle.${step}`, { number: request.number })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={command.pending}
          onPress={() => void go()}
        >
          {s(`request.step.${step}`)}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {needsReason ? (
          <TextField
            label={s('request.reason')}
            value={reason}
            maxLength={200}
            onChange={setReason}
            onEnter={() => void go()}
            autoFocus
            required
          />
        ) : null}
        {step === 'approved' ? (
          <>
            {quantityFields}
            <p className="muted">{s('request.approveHelp')}</p>
            <DateField label={s('request.expected')} value={expectedDay} onChange={setExpectedDay} />
          </>
        ) : null}
        {step === 'shipped' ? (
          <>
            <TextField
              label={s('request.parcelNumber')}
              value={parcelNumber}
              maxLength={60}
              onChange={setParcelNumber}
              onEnter={() => void go()}
              autoFocus
            />
            <div className="parts-pair">
              <TextField
                label={s('request.carrier')}
                value={carrier}
                maxLength={40}
                onChange={setCarrier}
                onEnter={() => void go()}
              />
              <DateField label={s('request.expected')} value={expectedDay} onChange={setExpectedDay} />
            </div>
          </>
        ) : null}
        {step === 'again' ? (
          <>
            {request.reason === '' ? null : (
              <p className="muted">{s('request.because.sent_back', { reason: request.reason })}</p>
            )}
            <TextField
              label={t('request.machineCode')}
              value={machineCode}
              maxLength={60}
              onChange={setMachineCode}
              onEnter={() => void go()}
              autoFocus
            />
            <TextField
              label={t('request.fault')}
              value={faultWords}
              maxLength={300}
              onChange={setFaultWords}
              onEnter={() => void go()}
            />
            {quantityFields}
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

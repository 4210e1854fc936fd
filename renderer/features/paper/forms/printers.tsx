import { useState } from 'react';
import { driftPerForm } from '../../../../domain/paper/drift.ts';
import { formLimits } from '../../../../domain/paper/form.ts';
import { isRoll } from '../../../../domain/paper/kinds.ts';
import { isLabel } from '../../../../domain/paper/label.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Select, toast } from '../../../ui/index.ts';
import { type FormAnswer, millimetres } from './shape.ts';
import { TenthsField } from './tenths-field.tsx';

const stack = 10;
const shift = { min: -formLimits.mostShift, max: formLimits.mostShift };

/** In which printers the form lies, how far each shifts it, and what a stack of marks showed. */
export function FormPrinters({ form, onClose }: { form: FormAnswer; onClose: () => void }) {
  const t = useWords('paperforms');
  const { data } = useQuery('paper.printers', {});
  // A printer that is written to directly takes no pages, a roll no forms.
  const usable = (data?.printers ?? []).filter(
    (one) => (one.kind === 'system' || one.kind === 'file') && !isRoll(one.paper) && !isLabel(one.paper),
  );
  const [chosen, setChosen] = useState<string | null>(form.printers[0]?.printerId ?? null);
  const printerId = chosen ?? usable[0]?.id ?? null;
  return (
    <Dialog title={t('printersTitle')} open onClose={onClose} wide>
      <div className="pap-form">
        <p className="pap-quiet">{t('printersText')}</p>
        <Select
          label={t('printer')}
          value={printerId}
          autoFocus
          placeholder={t('noPrinter')}
          onChange={setChosen}
          options={usable.map((one) => ({
            id: one.id,
            label: one.name,
            note: form.printers.some((known) => known.printerId === one.id) ? t('inHere') : '',
          }))}
        />
        {printerId === null ? null : (
          <PrinterOffsets key={printerId} form={form} printerId={printerId} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}

function PrinterOffsets(props: { form: FormAnswer; printerId: string; onClose: () => void }) {
  const t = useWords('paperforms');
  const { form, printerId } = props;
  const known = form.printers.find((one) => one.printerId === printerId);
  const [x, setX] = useState(known?.xTenths ?? 0);
  const [y, setY] = useState(known?.yTenths ?? 0);
  const [first, setFirst] = useState(0);
  const [last, setLast] = useState(0);
  const [measured, setMeasured] = useState(false);
  const save = useCommand('paper.savePrinterForm');
  const marks = useCommand('paper.printFormMarks');
  const input = { formId: form.id, printerId, version: known?.version ?? null, xTenths: x, yTenths: y };
  const keep = async () => {
    const done = await save.run({
      ...input,
      measured: measured ? { forms: stack, firstTenths: first, lastTenths: last } : null,
    });
    if (done === null) return;
    toast.note(t('kept'));
    props.onClose();
  };
  const takeOut = async () => {
    if ((await save.run({ ...input, remove: true })) !== null) props.onClose();
  };
  const drift = measured ? driftPerForm(first, last, stack) : (known?.driftMicrons ?? 0);
  return (
    <div className="pap-form">
      <div className="pf-two">
        <TenthsField label={t('shiftX')} value={x} {...shift} onChange={setX} />
        <TenthsField label={t('shiftY')} value={y} {...shift} onChange={setY} />
      </div>
      <h3 className="pf-head">{t('driftTitle')}</h3>
      <p className="pap-quiet">{t('driftText', { n: stack })}</p>
      <div className="pf-four">
        <TenthsField
          label={t('firstOff')}
          value={first}
          {...shift}
          disabled={!known}
          onChange={(value) => {
            setFirst(value);
            setMeasured(true);
          }}
        />
        <TenthsField
          label={t('lastOff', { n: stack })}
          value={last}
          {...shift}
          disabled={!known}
          onChange={(value) => {
            setLast(value);
            setMeasured(true);
          }}
        />
        <output className="pf-drift">{t('driftIs', { mm: (drift / 1000).toFixed(3) })}</output>
      </div>
      <ErrorLine text={save.faultText ?? marks.faultText} />
      <div className="pf-foot">
        {known ? (
          <>
            <Button variant="quiet" hotkey="Alt+X" onPress={() => void takeOut()}>
              {t('takeOut')}
            </Button>
            <Button
              hotkey="Alt+M"
              pending={marks.pending}
              onPress={async () => {
                if ((await marks.run({ formId: form.id, printerId, forms: stack })) !== null)
                  toast.note(t('marksQueued', { n: stack }));
              }}
            >
              {t('printMarks', { n: stack })}
            </Button>
          </>
        ) : null}
        <Button variant="primary" hotkey="Mod+Enter" pending={save.pending} onPress={() => void keep()}>
          {t(known ? 'keepOffsets' : 'putIn')}
        </Button>
      </div>
    </div>
  );
}

/** One line of the printers a form lies in: «A5 PDF +1.5 / −0.8 mm». */
export const printerLine = (one: FormAnswer['printers'][number]): string =>
  `${one.printerName} ${signed(one.xTenths)} / ${signed(one.yTenths)} mm`;

const signed = (tenths: number) => `${tenths > 0 ? '+' : ''}${millimetres(tenths)}`;

import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { faultForField } from '../../../lib/faults.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, DateField, Dialog, ErrorLine, Select, Skeleton, TextField } from '../../../ui/index.ts';
import type { OrderDialogProps } from '../dialogs.tsx';
import { useLifeWords } from '../life-words.ts';

type Machine = OutputOf<'orders.get'>['machines'][number];
type Fields = Omit<InputOf<'orders.editMachine'>, 'machineId' | 'version'>;
const warranties = ['in_warranty', 'out_of_warranty', 'extended', 'joint'] as const;
const texts = ['model', 'indoorCode', 'outdoorCode'] as const;

/** Puts one machine of the order right: codes, model, warranty, when it was bought. Only what was typed is sent. */
export function MachineDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { say } = useLifeWords();
  const { data, faultText } = useQuery('orders.get', { id: order.id });
  const more = useQuery('orders.more', { id: order.id });
  const [chosen, setChosen] = useState<string | null>(null);
  const edit = useCommand('orders.editMachine');
  const machine = data?.machines.find((one) => one.id === chosen) ?? data?.machines[0];
  const [fields, setFields, forget] = useDraft<Fields>(`machine:${machine?.id ?? order.id}`, {});
  const bought = more.data?.machines.find((one) => one.id === machine?.id)?.purchasedDay ?? null;
  const known = (name: keyof Fields) =>
    name === 'purchasedDay' ? bought : ((machine?.[name as keyof Machine] as string | null) ?? null);
  const changed = Object.entries(fields).filter(
    ([name, value]) => (value ?? '') !== (known(name as keyof Fields) ?? ''),
  );
  const ready = machine !== undefined && changed.length > 0;
  const go = async () => {
    if (!ready) return;
    const input = { machineId: machine.id, version: machine.version, ...Object.fromEntries(changed) };
    if (!(await edit.run(input))) return;
    forget();
    onClose(true);
  };
  const text = (name: (typeof texts)[number]) => {
    const now = known(name) ?? '';
    const masked = now.includes('*');
    return (
      <TextField
        key={name}
        label={t(`machine.${name}`)}
        value={fields[name] ?? (masked ? '' : now)}
        onChange={(value) => setFields({ ...fields, [name]: value })}
        autoFocus={name === 'model'}
        className={name === 'model' ? undefined : 'mono'}
        maxLength={name === 'model' ? 80 : 60}
        help={masked && fields[name] === undefined ? t('edit.masked') : undefined}
        error={faultForField(edit.fault, name) ? edit.faultText : null}
        onEnter={() => void go()}
      />
    );
  };
  return (
    <Dialog
      title={t('machine.title', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={!ready}
            pending={edit.pending}
            onPress={() => void go()}
          >
            {t('edit.go')}
          </Button>
        </>
      }
    >
      {data === undefined || more.data === undefined || machine === undefined ? (
        (faultText ?? more.faultText) === null ? (
          <Skeleton lines={5} />
        ) : null
      ) : (
        <div className="ord-form">
          {data.machines.length > 1 ? (
            <div className="ord-span">
              <Select
                label={t('machine.which')}
                value={machine.id}
                onChange={setChosen}
                options={data.machines.map((one) => ({
                  id: one.id,
                  label: [String(one.lineNo), one.productName, one.model].filter(Boolean).join(' '),
                }))}
              />
            </div>
          ) : null}
          <div className="ord-span">{text('model')}</div>
          {text('indoorCode')}
          {text('outdoorCode')}
          <Select
            label={t('edit.warranty')}
            value={fields.warranty ?? machine.warranty}
            onChange={(id) => setFields({ ...fields, warranty: id as (typeof warranties)[number] })}
            options={warranties.map((id) => ({ id, label: say('warranty', id) }))}
          />
          <DateField
            label={t('machine.bought')}
            value={fields.purchasedDay === undefined ? bought : fields.purchasedDay}
            onChange={(purchasedDay) => setFields({ ...fields, purchasedDay })}
          />
        </div>
      )}
      <ErrorLine text={faultText ?? more.faultText ?? edit.faultText} />
    </Dialog>
  );
}

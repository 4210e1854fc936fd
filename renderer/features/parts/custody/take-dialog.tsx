import { useState } from 'react';
import { custodyDays, custodyKinds, type CustodyKind } from '../../../../domain/stock/custody.ts';
import { addDays } from '../../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { faultText } from '../../../lib/faults.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, DateField, Dialog, ErrorLine, NumberField, Select, TextField } from '../../../ui/index.ts';

type Order = OutputOf<'parts.custodyOrder'>;

/** 接机: from a scanned order, else by name over the counter; what came with it and how it looks is put down at once. */
export function TakeDialog({ onClose }: { onClose: (id: string | null) => void }) {
  const t = useWords('custody');
  const f = useFormat();
  const name = useInLanguage();
  const { data: places } = useQuery('parts.places', {});
  const [kind, setKind] = useState<CustodyKind>('repair');
  const [code, setCode] = useState('');
  const [order, setOrder] = useState<Order | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const [owner, setOwner] = useState('');
  const [phone, setPhone] = useState('');
  const [what, setWhat] = useState('');
  const [machineCode, setMachineCode] = useState('');
  const [accessories, setAccessories] = useState('');
  const [damage, setDamage] = useState('');
  const [note, setNote] = useState('');
  const [placeId, setPlaceId] = useState('');
  const [bin, setBin] = useState('');
  const [dueDay, setDueDay] = useState<string | null>(null);
  const [fee, setFee] = useState<number | null>(null);
  const take = useCommand('parts.custodyTake');
  const find = async () => {
    setUnknown(null);
    setOrder(null);
    if (code.trim() === '') return;
    try {
      const found = await api.call('parts.scan', { code: code.trim() });
      if (found.workOrderId === null) return setUnknown(t('take.noOrder', { code: code.trim() }));
      const said = await api.call('parts.custodyOrder', { workOrderId: found.workOrderId });
      setOrder(said);
      setWhat((now) => (now === '' ? (said.models ?? said.title) : now));
      setMachineCode((now) => (now === '' ? (said.machineCode ?? '') : now));
    } catch (error) {
      setUnknown(faultText(error));
    }
  };
  const ready = what.trim() !== '' && (order !== null || owner.trim() !== '');
  const go = async () => {
    const done = await take.run({
      kind,
      workOrderId: order?.workOrderId ?? null,
      name: owner,
      phone,
      what,
      machineCode,
      accessories,
      damage,
      note,
      locationId: placeId === '' ? null : placeId,
      bin,
      dueDay,
      feeFen: fee ?? 0,
    });
    if (done !== null) onClose(done.id);
  };
  return (
    <Dialog
      wide
      title={t('take.title')}
      open
      onClose={() => onClose(null)}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={take.pending}
          onPress={() => void go()}
        >
          {t('take.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={take.faultText} />
        <div className="parts-pair">
          <TextField
            label={t('take.order')}
            value={code}
            onChange={(text) => {
              setCode(text);
              setOrder(null);
            }}
            onEnter={() => void find()}
            onBlur={() => void (order === null && find())}
            error={unknown}
            help={
              order === null
                ? t('take.orderHelp')
                : t('take.found', { number: order.orderNumber, name: order.ownerName })
            }
            autoFocus
          />
          <Select
            label={t('take.kind')}
            value={kind}
            onChange={(id) => setKind(id as CustodyKind)}
            options={custodyKinds.map((id) => ({ id, label: t(`kind.${id}`) }))}
          />
        </div>
        {order !== null && order.here > 0 ? (
          <p className="muted">{t('take.here', { count: order.here })}</p>
        ) : null}
        {order === null ? (
          <div className="parts-pair">
            <TextField label={t('owner')} value={owner} maxLength={80} onChange={setOwner} required />
            <TextField label={t('phone')} type="tel" value={phone} maxLength={30} onChange={setPhone} />
          </div>
        ) : null}
        <div className="parts-pair">
          <TextField label={t('what')} value={what} maxLength={120} onChange={setWhat} required />
          <TextField label={t('machineCode')} value={machineCode} maxLength={60} onChange={setMachineCode} />
        </div>
        <div className="parts-pair">
          <TextField label={t('accessories')} value={accessories} maxLength={300} onChange={setAccessories} />
          <TextField label={t('damage')} value={damage} maxLength={300} onChange={setDamage} />
        </div>
        <TextField label={t('note')} value={note} maxLength={300} onChange={setNote} />
        <div className="parts-pair">
          <Select
            label={t('place')}
            value={placeId}
            onChange={setPlaceId}
            options={[
              { id: '', label: t('take.usual') },
              ...(places?.places ?? [])
                .filter((place) => place.kind === 'custody')
                .map((place) => ({ id: place.id, label: name(place.nameZh, place.nameEn) })),
            ]}
          />
          <TextField label={t('bin')} value={bin} maxLength={40} onChange={setBin} />
        </div>
        <div className="parts-pair">
          <DateField
            label={t('dueDay')}
            value={dueDay ?? addDays(f.today, custodyDays[kind])}
            onChange={setDueDay}
          />
          <NumberField kind="money" label={t('fee')} value={fee} onChange={setFee} />
        </div>
      </div>
    </Dialog>
  );
}

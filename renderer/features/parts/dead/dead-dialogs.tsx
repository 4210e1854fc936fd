import { useState } from 'react';
import { oldPartBearers } from '../../../../domain/stock/old-part.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, Dialog, ErrorLine, NumberField, Select, TextField, toast } from '../../../ui/index.ts';
import { noParcel, ParcelFields, useParcelDraft } from '../old/parcel-fields.tsx';
import type { Dead, DeadStep } from './dead-screen.tsx';

type Bearer = (typeof oldPartBearers)[number];

/** One step of a dead part: what it needs to be said with it. */
export function StepDialog({ dead, step, onClose }: { dead: Dead; step: DeadStep; onClose: () => void }) {
  const t = useWords('oldparts');
  // What was asked about stays it, whatever the list shows meanwhile
  const [row] = useState(dead);
  const [cause, setCause] = useState('');
  const [serial, setSerial] = useState('');
  const [bearer, setBearer] = useState<Bearer>('outlet');
  const command = useCommand('parts.deadStep');
  const needsSerial = step === 'replaced' && row.tracking === 'serial';
  const needsCause = step === 'refused' || step === 'scrapped';
  const go = async () => {
    const done = await command.run({
      id: row.id,
      version: row.version,
      to: step,
      cause: cause.trim(),
      serial: serial.trim(),
      bearer: step === 'scrapped' ? bearer : null,
    });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('dead.stepTitle', { step: t(`dead.do.${step}`), number: row.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t(`dead.do.${step}`)}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <p className="muted">{t(`dead.means.${step}`)}</p>
        {needsSerial ? (
          <TextField
            label={t('dead.serial')}
            required
            value={serial}
            maxLength={80}
            onChange={setSerial}
            onEnter={() => void go()}
            autoFocus
          />
        ) : null}
        <TextField
          label={t(needsCause ? 'dead.cause' : 'answer.note')}
          required={needsCause}
          value={cause}
          maxLength={200}
          onChange={setCause}
          onEnter={() => void go()}
          autoFocus={!needsSerial}
        />
        {step === 'scrapped' ? (
          <Select
            label={t('answer.bearer')}
            value={bearer}
            onChange={(id) => setBearer(id as Bearer)}
            options={oldPartBearers.map((id) => ({ id, label: t(`bearer.${id}`) }))}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

/** Claimed ones of one maker leave together. */
export function SendDeadDialog(props: { dead: Dead; rows: readonly Dead[]; onClose: () => void }) {
  const { dead, onClose } = props;
  const t = useWords('oldparts');
  const [rows] = useState(props.rows);
  const { draft, set } = useParcelDraft(noParcel);
  const command = useCommand('parts.deadSend');
  const go = async () => {
    const done = await command.run({
      items: rows.map(({ id, version }) => ({ id, version })),
      ...draft,
    });
    if (done === null) return;
    toast.note(t('parcel.sent', { number: done.number }));
    onClose();
  };
  return (
    <Dialog
      title={t('parcel.sendTitle', { box: dead.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('dead.send')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {rows.length > 1 ? (
          <p className="muted">{t('dead.along', { numbers: rows.map((row) => row.number).join(' · ') })}</p>
        ) : null}
        <ParcelFields draft={draft} set={set} onEnter={() => void go()} />
      </div>
    </Dialog>
  );
}

/** 开箱不良: found in the store; the part is scanned or its code typed. */
export function FindDialog({ onClose }: { onClose: (id: string | null) => void }) {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const [code, setCode] = useState('');
  const [partId, setPartId] = useState<string | null>(null);
  const [serial, setSerial] = useState('');
  const [unknown, setUnknown] = useState<string | null>(null);
  const [place, setPlace] = useState('');
  const [quantity, setQuantity] = useState<number | null>(1000);
  const [symptom, setSymptom] = useState('');
  const command = useCommand('parts.deadFind');
  const part = useQuery('parts.get', { id: partId ?? '' }, { enabled: partId !== null });
  const seen = partId === null ? undefined : part.data;
  const places = new Map(
    (seen?.balances ?? [])
      .filter(
        (row) =>
          row.condition === 'good' &&
          row.quantityMilli > 0 &&
          ['main', 'sub_shop'].includes(row.locationKind),
      )
      .map((row) => [row.locationId, name(row.locationNameZh, row.locationNameEn)]),
  );
  const from = places.has(place) ? place : ([...places.keys()][0] ?? '');
  const look = async () => {
    if (code.trim() === '') return;
    const found = await api.call('parts.scan', { code: code.trim() }).catch(() => null);
    const hit = found?.matches[0];
    setUnknown(null);
    if (hit?.kind === 'part' || hit?.kind === 'serial') {
      setPartId(hit.partId ?? hit.id);
      setSerial(hit.kind === 'serial' ? hit.text : '');
    } else setUnknown(t('dead.noPart', { code: code.trim() }));
  };
  const go = async () => {
    if (partId === null) return look();
    const done = await command.run({
      partId,
      locationId: from,
      quantityMilli: quantity ?? 0,
      serial,
      symptom,
    });
    if (done !== null) onClose(done.items[0]?.id ?? null);
  };
  return (
    <Dialog
      title={t('dead.findTitle')}
      open
      onClose={() => onClose(null)}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={partId === null || from === ''}
          pending={command.pending}
          onPress={() => void go()}
        >
          {t('dead.new')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={unknown ?? command.faultText} />
        <TextField
          label={t('dead.scan')}
          help={seen ? `${seen.part.code} ${name(seen.part.nameZh, seen.part.nameEn)}` : undefined}
          value={code}
          onChange={(next) => {
            setCode(next);
            setPartId(null);
          }}
          onEnter={() => void look()}
          autoFocus
        />
        {seen === undefined ? null : (
          <>
            <div className="parts-pair">
              <Select
                label={t('dead.place')}
                value={from}
                onChange={setPlace}
                options={[...places].map(([id, label]) => ({ id, label }))}
              />
              <NumberField
                kind="quantity"
                label={t('dead.quantity')}
                value={quantity}
                onChange={setQuantity}
                onEnter={() => void go()}
              />
            </div>
            {seen.part.tracking === 'serial' ? (
              <TextField
                label={t('dead.ownSerial')}
                value={serial}
                maxLength={80}
                onChange={setSerial}
                onEnter={() => void go()}
              />
            ) : null}
            <TextField
              label={t('dead.symptom')}
              value={symptom}
              maxLength={200}
              onChange={setSymptom}
              onEnter={() => void go()}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

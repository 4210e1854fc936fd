import { useState } from 'react';
import { oldPartBearers } from '../../../../domain/stock/old-part.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  Checkbox,
  DateField,
  Dialog,
  ErrorLine,
  NumberField,
  Select,
  TextField,
} from '../../../ui/index.ts';
import { noParcel, ParcelFields, useParcelDraft } from '../old/parcel-fields.tsx';
import type { Parcel } from './parcels-screen.tsx';

type Bearer = (typeof oldPartBearers)[number];

/** 登记来件: the sender said a parcel is coming; the open requests of its maker are offered. */
export function AnnounceDialog({ onClose }: { onClose: (id: string | null) => void }) {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const requests = useQuery('parts.requests', { openOnly: true, limit: 200 });
  const open = requests.data?.rows ?? [];
  const payers = new Map(
    open.flatMap((row) =>
      row.payerId === null ? [] : [[row.payerId, name(row.payerNameZh, row.payerNameEn)] as const],
    ),
  );
  for (const deposit of requests.data?.deposits ?? [])
    payers.set(deposit.payerId, name(deposit.nameZh, deposit.nameEn));
  const [payerId, setPayerId] = useState('');
  const [sentDay, setSentDay] = useState<string | null>(null);
  const [boxes, setBoxes] = useState<number | null>(1000);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { draft, set } = useParcelDraft(noParcel);
  const command = useCommand('parts.parcelAnnounce');
  const offered = open.filter((row) => payerId !== '' && row.payerId === payerId);
  const go = async () => {
    const done = await command.run({
      payerId: payerId === '' ? null : payerId,
      boxes: Math.max(1, Math.round((boxes ?? 1000) / 1000)),
      sentDay,
      requestIds: offered.filter((row) => chosen.has(row.id)).map((row) => row.id),
      ...draft,
    });
    if (done !== null) onClose(done.id);
  };
  return (
    <Dialog
      title={t('parcel.announceTitle')}
      open
      onClose={() => onClose(null)}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('parcel.announceGo')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText ?? requests.faultText} />
        <ParcelFields draft={draft} set={set} onEnter={() => void go()} />
        <div className="parts-pair">
          <Select
            label={t('parcel.from')}
            value={payerId}
            onChange={setPayerId}
            options={[
              { id: '', label: t('parcel.own') },
              ...[...payers].map(([id, label]) => ({ id, label })),
            ]}
          />
          <DateField label={t('parcel.sentDay')} value={sentDay} onChange={setSentDay} />
        </div>
        <NumberField kind="quantity" label={t('parcel.boxes')} value={boxes} onChange={setBoxes} />
        {offered.map((row) => (
          <Checkbox
            key={row.id}
            label={t('parcel.forRequest', {
              number: row.number,
              parts: row.lines.map((line) => name(line.nameZh, line.nameEn)).join(' · '),
            })}
            checked={chosen.has(row.id)}
            onChange={(on) =>
              setChosen((now) => {
                const next = new Set(now);
                if (on) next.add(row.id);
                else next.delete(row.id);
                return next;
              })
            }
          />
        ))}
      </div>
    </Dialog>
  );
}

/** 改期: a new day with the reason of the delay, or what was keyed wrong. */
export function ChangeDialog({ parcel, onClose }: { parcel: Parcel; onClose: () => void }) {
  const t = useWords('oldparts');
  const { draft, set } = useParcelDraft({
    carrier: parcel.carrier,
    tracking: parcel.tracking,
    expectedDay: parcel.expectedDay,
    contents: parcel.contents,
    freightFen: parcel.freightFen,
    freightBearer: parcel.freightBearer as Bearer | null,
  });
  const [reason, setReason] = useState(parcel.reason);
  const command = useCommand('parts.parcelChange');
  const go = async () => {
    const done = await command.run({ id: parcel.id, version: parcel.version, reason, ...draft });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('parcel.changeTitle', { number: parcel.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('parcel.save')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <ParcelFields draft={draft} set={set} onEnter={() => void go()} />
        <TextField
          label={t('parcel.reason')}
          value={reason}
          maxLength={200}
          onChange={setReason}
          onEnter={() => void go()}
        />
      </div>
    </Dialog>
  );
}

/** 丢件: what was in it is lost with it; somebody bears it, by name. */
export function LostDialog(props: { parcel: Parcel; withParts: boolean; onClose: () => void }) {
  const { parcel, onClose } = props;
  const t = useWords('oldparts');
  const [bearer, setBearer] = useState<Bearer>('outlet');
  const [reason, setReason] = useState('');
  const command = useCommand('parts.parcelStep');
  const go = async () => {
    const done = await command.run({
      id: parcel.id,
      version: parcel.version,
      to: 'lost',
      reason,
      bearer,
    });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('parcel.lostTitle', { number: parcel.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('parcel.lose')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {props.withParts ? <p className="muted">{t('parcel.lostHint')}</p> : null}
        <TextField
          label={t('parcel.reason')}
          value={reason}
          maxLength={200}
          onChange={setReason}
          onEnter={() => void go()}
          autoFocus
        />
        <Select
          label={t('answer.bearer')}
          value={bearer}
          onChange={(id) => setBearer(id as Bearer)}
          options={oldPartBearers.map((id) => ({ id, label: t(`bearer.${id}`) }))}
        />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { revealReasons } from '../../../../domain/orders/asked-words.ts';
import { remindAgainDays } from '../../../../domain/stock/custody.ts';
import { addDays } from '../../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  DateField,
  Dialog,
  ErrorLine,
  Facts,
  NumberField,
  PhoneText,
  Select,
  TextField,
} from '../../../ui/index.ts';
import type { CustodyItem } from './custody-document.tsx';

interface Props {
  item: CustodyItem;
  onClose: () => void;
}

/** 催取: what was said, and when to call again. */
export function RemindDialog(props: Props) {
  const { onClose } = props;
  const t = useWords('custody');
  const f = useFormat();
  const [item] = useState(props.item);
  const [note, setNote] = useState('');
  const [nextDay, setNextDay] = useState<string | null>(addDays(f.today, remindAgainDays));
  const command = useCommand('parts.custodyRemind');
  const ready = note.trim() !== '';
  const go = async () => {
    if (!ready) return;
    const done = await command.run({ id: item.id, version: item.version, note, nextDay });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('remind.title', { number: item.number, name: item.ownerName })}
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
          {t('remind.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <TextField
          label={t('remind.note')}
          value={note}
          maxLength={300}
          onChange={setNote}
          onEnter={() => void go()}
          required
          autoFocus
        />
        <DateField label={t('remindDay')} value={nextDay} onChange={setNextDay} />
      </div>
    </Dialog>
  );
}

/** 改: another shelf, last day or fee, or what was put down wrong. */
export function ChangeDialog(props: Props) {
  const { onClose } = props;
  const t = useWords('custody');
  const name = useInLanguage();
  const [item] = useState(props.item);
  const { data } = useQuery('parts.places', {});
  const inPlace = item.placeKind === 'custody';
  const [placeId, setPlaceId] = useState(item.locationId);
  const [bin, setBin] = useState(item.bin);
  const [dueDay, setDueDay] = useState(item.dueDay);
  const [fee, setFee] = useState<number | null>(item.feeFen);
  const [what, setWhat] = useState(item.what);
  const [accessories, setAccessories] = useState(item.accessories);
  const [damage, setDamage] = useState(item.damage);
  const command = useCommand('parts.custodyChange');
  const ready = what.trim() !== '';
  const go = async () => {
    if (!ready) return;
    const done = await command.run({
      id: item.id,
      version: item.version,
      locationId: inPlace ? placeId : null,
      bin,
      dueDay,
      feeFen: fee ?? 0,
      what,
      accessories,
      damage,
    });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('change.title', { number: item.number })}
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
          {t('change.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {inPlace ? (
          <div className="parts-pair">
            <TextField
              label={t('bin')}
              value={bin}
              maxLength={40}
              onChange={setBin}
              onEnter={() => void go()}
              autoFocus
            />
            <Select
              label={t('place')}
              value={placeId}
              onChange={setPlaceId}
              options={(data?.places ?? [])
                .filter((place) => place.kind === 'custody')
                .map((place) => ({ id: place.id, label: name(place.nameZh, place.nameEn) }))}
            />
          </div>
        ) : null}
        <div className="parts-pair">
          <DateField label={t('dueDay')} value={dueDay} onChange={setDueDay} />
          <NumberField kind="money" label={t('fee')} value={fee} onChange={setFee} />
        </div>
        <TextField label={t('what')} value={what} maxLength={120} onChange={setWhat} required />
        <div className="parts-pair">
          <TextField label={t('accessories')} value={accessories} maxLength={300} onChange={setAccessories} />
          <TextField label={t('damage')} value={damage} maxLength={300} onChange={setDamage} />
        </div>
      </div>
    </Dialog>
  );
}

/** Whole phone and what was said, for who sees masks: with a reason, kept in the life of the thing, gone when closed. */
export function RevealDialog(props: Props) {
  const { onClose } = props;
  const t = useWords('custody');
  const life = useWords('life');
  const [item] = useState(props.item);
  const [reason, setReason] = useState<(typeof revealReasons)[number]>('call_user');
  const [shown, setShown] = useState<OutputOf<'parts.custodyReveal'> | null>(null);
  const command = useCommand('parts.custodyReveal');
  const go = async () => {
    if (shown !== null) return onClose();
    const done = await command.run({ id: item.id, reason });
    if (done !== null) setShown(done);
  };
  return (
    <Dialog
      title={t('reveal.title', { number: item.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t(shown === null ? 'reveal.go' : 'ui:close')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        {shown === null ? (
          <>
            <Select
              label={t('reveal.why')}
              value={reason}
              onChange={(id) => setReason(id as typeof reason)}
              autoFocus
              options={revealReasons.map((id) => ({ id, label: life(`asked.${id}`) }))}
            />
            <p className="muted">{t('reveal.help')}</p>
          </>
        ) : (
          <Facts
            items={[
              { label: t('owner'), value: shown.values.name },
              { label: t('phone'), value: <PhoneText phone={shown.values.phone ?? null} /> },
              { label: t('note'), value: shown.values.note },
              { label: t('reveal.said'), value: shown.said.join('；') },
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}

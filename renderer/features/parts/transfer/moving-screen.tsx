import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan, useSession } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  Checkbox,
  ComboBox,
  DocumentPage,
  ErrorLine,
  Segments,
  Skeleton,
  TextField,
} from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import { ApprovalDialog } from '../approval-dialog.tsx';
import '../returning/counter.css';
import { useTakenLines } from '../returning/taken-lines.ts';
import { TakenTable } from '../returning/taken-table.tsx';
import type { TakeScan } from '../scan-desk.tsx';
import { PartsPage } from '../shell.tsx';
import { useUndoToast } from '../undo-paper.tsx';

type Place = OutputOf<'parts.places'>['places'][number];
type What = 'transfer' | 'scrap';
type Approval = { staffId: string; pin: string } | null;

/** 调拨 and 报废 of many lines on one paper, scanned one after another. */
export function MovingScreen() {
  const { what } = useParams();
  const places = useQuery('parts.places', {});
  const mayMove = useCan('stock.transfer') !== null;
  const mayScrap = useCan('stock.issue') !== null;
  const kind: What = what === 'scrap' || !mayMove ? 'scrap' : 'transfer';
  const may = kind === 'scrap' ? mayScrap : mayMove;
  if (places.data === undefined || !may)
    return (
      <PartsPage view="papers">
        <ErrorLine text={places.faultText} />
        {may ? <Skeleton lines={8} /> : null}
      </PartsPage>
    );
  const ours = places.data.places.filter((one) => one.isReal && one.kind !== 'transit');
  return <Sheet key={kind} what={kind} places={ours} both={mayMove && mayScrap} />;
}

function Sheet({ what, places, both }: { what: What; places: readonly Place[]; both: boolean }) {
  const t = useWords('counter');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const navigate = useNavigate();
  const me = useSession().staff;
  const overLimit = useCan('stock.issue_over_limit') !== null;
  const mayAdjust = useCan('stock.adjust') !== null;
  const transfer = useCommand('parts.transfer');
  const scrap = useCommand('parts.scrap');
  const undoable = useUndoToast();
  const [from, setFrom] = useState(places.find((one) => one.kind === 'main')?.id ?? '');
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [byParcel, setByParcel] = useState(false);
  const [told, setTold] = useState<{ text: string; good: boolean } | null>(null);
  const [done, setDone] = useState<{ documentId: string; text: string; waits: boolean } | null>(null);
  const [asking, setAsking] = useState(false);
  const here = useQuery('parts.lies', { locationId: from }, { enabled: from !== '' });
  const costs = useQuery('parts.waiting', {});
  const lying = (here.data?.lines ?? []).filter((row) =>
    what === 'scrap' ? row.condition !== 'scrap' && row.condition !== 'old' : row.condition !== 'old',
  );
  const taken = useTakenLines((row) => row.onHandMilli - row.reservedMilli);
  const placeName = (one: Place | undefined) =>
    one === undefined
      ? ''
      : one.staffName
        ? t('bagOf', { name: personName(one.staffName) })
        : name(one.nameZh, one.nameEn);
  const source = places.find((one) => one.id === from);
  const holder = source?.kind === 'bag' && source.staffId !== me?.id ? source : null;
  const waits = what === 'transfer' && holder !== null && !overLimit;
  const command = what === 'transfer' ? transfer : scrap;

  const take: TakeScan = (hit) => {
    setDone(null);
    const say = (text: string, good = false) => {
      setTold({ text, good });
      return true;
    };
    if (hit.kind === 'part' || hit.kind === 'serial') {
      const added = taken.add(lying, hit.partId ?? hit.id, hit.kind === 'serial' ? hit.text : null);
      if (added.refusal !== null)
        return say(t(`refusal.${added.refusal}`, { part: hit.text, place: placeName(source) }));
      const { row, quantityMilli } = added.line;
      return say(
        t('added', {
          part: `${row.code} ${name(row.nameZh, row.nameEn)}`,
          count: (quantityMilli ?? 0) / 1000,
        }),
        true,
      );
    }
    // A badge or a place: where it goes; before anything is scanned, where it comes from may still change
    const target =
      hit.kind === 'place' || hit.kind === 'bin'
        ? places.find((one) => one.id === (hit.locationId ?? hit.id))
        : hit.kind === 'staff'
          ? places.find((one) => one.kind === 'bag' && one.staffId === hit.id)
          : undefined;
    if (target === undefined) return false;
    if (what === 'scrap' || target.id === from) {
      if (taken.lines.length > 0 && target.id !== from)
        return say(t('fromStays', { place: placeName(source) }));
      setFrom(target.id);
      return say(t('fromNow', { place: placeName(target) }), true);
    }
    setTo(target.id);
    return say(t('toNow', { place: placeName(target) }), true);
  };

  const ready =
    taken.lines.length > 0 && (what === 'scrap' ? reason.trim() !== '' : to !== null && to !== from);
  const go = async (approval: Approval) => {
    if (!ready || command.pending) return false;
    const lines = taken.lines.map((line) => ({
      partId: line.row.partId,
      quantityMilli: line.quantityMilli ?? 0,
      condition: line.row.condition as 'good',
      lot: line.row.lot,
      serial: line.row.serial,
    }));
    const paper =
      what === 'scrap'
        ? await scrap.run({ fromLocationId: from, reason: reason.trim(), lines, approval })
        : await transfer.run({
            fromLocationId: from,
            toLocationId: to ?? '',
            reason: reason.trim(),
            byParcel: byParcel && !waits,
            lines,
            approval,
          });
    if (paper === null) return false;
    const { number, documentId } = paper;
    const sent = what === 'transfer' && byParcel && !waits;
    const held = paper.state === 'staged' && !sent;
    taken.clear();
    setReason('');
    setTold(null);
    setAsking(false);
    const text = held
      ? t(what === 'scrap' ? 'waiting.scrapAsked' : 'waiting.asked', { number, name: placeName(source) })
      : sent
        ? parts('transfer.sent', { number })
        : parts(`${what}.done`, { number });
    if (!held && !sent) undoable(text, documentId);
    setDone({ documentId, text, waits: held });
    return true;
  };
  const options = places.map((one) => ({
    id: one.id,
    label: placeName(one),
    note: one.code,
    keys: one.code.toLowerCase(),
  }));
  const limit = costs.data?.scrapLimitFen ?? 0;

  return (
    <PartsPage
      view="papers"
      take={take}
      actions={
        both ? (
          <Segments
            label={t('what')}
            value={what}
            onChange={(id) => void navigate(id === 'scrap' ? '/parts/moving/scrap' : '/parts/moving')}
            tabs={(['transfer', 'scrap'] as const).map((id) => ({ id, label: parts(`doc.${id}`) }))}
          />
        ) : undefined
      }
    >
      <DocumentPage
        title={t(`${what}.heading`)}
        subtitle={t(`${what}.help`)}
        actions={
          <>
            <Button
              variant={what === 'scrap' ? 'danger' : 'primary'}
              hotkey="Mod+Enter"
              disabled={!ready}
              pending={command.pending}
              onPress={() => void go(null)}
            >
              {waits ? t('waiting.ask') : t(`${what}.go`, { count: taken.lines.length })}
            </Button>
            {waits || (what === 'scrap' && !mayAdjust) ? (
              <Button hotkey="Y" disabled={!ready} onPress={() => setAsking(true)}>
                {t('waiting.pin')}
              </Button>
            ) : null}
            {done && !done.waits ? (
              <PrintButton
                kind={what === 'scrap' ? 'scrap_slip' : 'transfer_slip'}
                ids={[done.documentId]}
                hotkey="P"
              />
            ) : null}
          </>
        }
      >
        <div className="counter-head">
          <ComboBox
            label={parts('transfer.from')}
            value={from}
            onChange={(id) => {
              setFrom(id ?? '');
              taken.clear();
            }}
            options={options}
          />
          {what === 'transfer' ? (
            <ComboBox
              label={parts('transfer.to')}
              value={to}
              onChange={setTo}
              options={options.filter((one) => one.id !== from)}
            />
          ) : null}
          <TextField
            label={parts('scrap.reason')}
            value={reason}
            onChange={setReason}
            required={what === 'scrap'}
            maxLength={200}
          />
          {what === 'transfer' && !waits ? (
            <Checkbox label={parts('transfer.byParcel')} checked={byParcel} onChange={setByParcel} />
          ) : null}
        </div>
        <div className="parts-warnings">
          {done ? <Banner tone={done.waits ? 'amber' : 'green'} text={done.text} /> : null}
          {told ? <Banner tone={told.good ? 'green' : 'amber'} text={told.text} /> : null}
          {waits ? (
            <Banner tone="blue" text={t('waiting.needs', { name: personName(holder?.staffName) })} />
          ) : null}
          {what === 'scrap' && !mayAdjust && costs.data ? (
            <Banner tone="blue" text={t('waiting.scrapNeeds', { amount: f.money(limit) })} />
          ) : null}
          <ErrorLine text={asking ? null : (command.faultText ?? here.faultText)} />
        </div>
        <TakenTable taken={taken} lying={lying} empty={t(`${what}.empty`)} />
      </DocumentPage>
      {asking ? (
        <ApprovalDialog
          first={what === 'transfer' ? (holder?.staffId ?? null) : null}
          words={{ title: t('waiting.pinTitle'), text: t('waiting.pinText'), go: t('waiting.yes') }}
          faultText={command.faultText}
          pending={command.pending}
          onClose={() => setAsking(false)}
          onApprove={go}
        />
      ) : null}
    </PartsPage>
  );
}

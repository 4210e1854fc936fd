import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { faultText } from '../../lib/faults.ts';
import { useCommand } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFieldScan, useScan } from '../../lib/use-keys.ts';
import {
  Banner,
  Button,
  DateText,
  ErrorLine,
  PhoneText,
  Screen,
  StatePill,
  Tabs,
  TextField,
} from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { type Found, looksLikeSlip } from './entry.ts';
import { Evening } from './evening.tsx';
import { Pile, Slips, walkRows } from './lists.tsx';
import { ProofDesk } from './proof-desk.tsx';
import { recallDraft } from './use-slip-draft.ts';
import { Vouchers } from './vouchers.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { SlipForm } from './slip-form.tsx';
import { useProofName } from './use-proof-name.ts';
import './visits.css';

export type Returned = OutputOf<'visits.returnSlip'>;
type Back = OutputOf<'visits.backMany'>['rows'][number];
type View = 'out' | 'back' | 'keyed' | 'evening' | 'proof' | 'vouchers';
const views: readonly View[] = ['out', 'back', 'keyed', 'evening', 'proof', 'vouchers'];
const slipTones = { made: 'grey', out: 'amber', back: 'blue', keyed: 'green', void: 'grey' } as const;

/** 回单: scan, key, next. The field at the top keeps the focus between two slips. */
export function Feature() {
  const t = useWords('visits');
  const now = useNow();
  const personName = usePersonName();
  const [params, setParams] = useSearchParams();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [last, setLast] = useState<Returned | null>(null);
  const [count, setCount] = useState(0);
  const withVouchers = useFeature('vouchers');
  const [view, setView] = useState<View>(() => views.find((one) => one === params.get('view')) ?? 'out');
  // a tile of Today or a line of the palette may lead here while the room is open already
  const linked = views.find((one) => one === params.get('view'));
  useEffect(() => {
    if (linked === undefined) return;
    setView(linked);
    // a slip that lies open is put aside: what was typed in it is kept
    asked.current = null;
    setFound(null);
  }, [linked]);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const asked = useRef<string | null>(null);
  const [pile, setPile] = useState<Back[] | null>(null);
  const back = useCommand('visits.backMany');
  const find = useCallback(
    async (text: string) => {
      if (text.trim() === '') return;
      setFault(null);
      try {
        const slip = await api.call('visits.findSlip', { code: text.trim() });
        await recallDraft(slip, Date.now());
        setFound(slip);
        setLast(null);
        setCode('');
        // The address says which slip lies open: a reload opens it again
        asked.current = slip.slip.number;
        setParams({ slip: slip.slip.number }, { replace: true });
      } catch (error) {
        asked.current = null;
        setFound(null);
        setParams({}, { replace: true });
        setFault(faultText(error));
        field.current?.select();
      }
    },
    [setParams],
  );
  // A scanner does not wait for the host: the field is free at once, and the slips are told one after the other
  const line = useRef<Promise<void>>(Promise.resolve());
  const cameBack = (text: string) => {
    const scanned = text.trim();
    if (scanned === '') return;
    setCode('');
    line.current = line.current.then(async () => {
      const done = await back.run({ codes: [scanned] });
      if (done === null) setCode((now) => (now === '' ? scanned : now));
      else setPile((now) => [...done.rows, ...(now ?? [])]);
    });
  };
  const read = (text: string) => {
    if (pile === null) void find(text);
    else cameBack(text);
  };
  useScan((scanned) => {
    read(scanned);
    return true;
  });
  // A slip's own number scanned with the focus in some field of the slip before
  useFieldScan((scanned, at) => {
    if (at === field.current || !looksLikeSlip(scanned)) return false;
    read(scanned);
    return true;
  });
  const togglePile = () => {
    close();
    setFault(null);
    setLast(null);
    setPile((now) => (now === null ? [] : null));
    field.current?.focus();
  };
  const wanted = params.get('slip');
  useEffect(() => {
    if (wanted === null || asked.current === wanted) return;
    asked.current = wanted;
    void find(wanted);
  }, [wanted, find]);
  const close = () => {
    asked.current = null;
    setFound(null);
    setParams({}, { replace: true });
  };
  const onDone = (returned: Returned) => {
    setLast(returned);
    close();
    setCount((n) => n + 1);
    field.current?.focus();
  };
  return (
    <Screen
      title={t('title')}
      views={<span className="faint">{count > 0 ? t('keyedNow', { n: count }) : ''}</span>}
    >
      <div className="vis-screen">
        <div className="vis-scan" onKeyDown={walkRows}>
          <TextField
            ref={field}
            label={t(pile === null ? 'scan' : 'scanPile')}
            quietLabel
            placeholder={t(pile === null ? 'scan' : 'scanPile')}
            value={code}
            onChange={setCode}
            onEnter={() => read(code)}
            autoFocus
            className="vis-scan-input mono"
          />
          <Button hotkey="Alt+B" onPress={togglePile}>
            {t(pile === null ? 'pile.start' : 'pile.end')}
          </Button>
          <ErrorLine text={fault ?? back.faultText} />
          {last ? <DoneLine returned={last} /> : null}
        </div>
        {pile !== null ? (
          <Pile rows={pile} />
        ) : found ? (
          <>
            <SlipHead found={found} onClose={close} />
            {found.slip.state === 'keyed' ? (
              <>
                <Banner tone="green" text={t('already', { name: personName(found.slip.keyedByName) })} />
                <ProofPanel key={found.order.id} orderId={found.order.id} />
              </>
            ) : null}
            {found.slip.state === 'void' ? <Banner tone="red" text={t('isVoid')} /> : null}
            {found.slip.state === 'keyed' || found.slip.state === 'void' ? null : (
              <SlipForm key={found.slip.id} found={found} nowMs={now} onDone={onDone} />
            )}
          </>
        ) : (
          <div className="vis-lists" onKeyDown={walkRows}>
            <Tabs
              label={t('views')}
              value={view}
              onChange={(id) => setView(id as View)}
              tabs={views
                .filter((id) => id !== 'vouchers' || withVouchers)
                .map((id) => ({ id, label: t(`view.${id}`) }))}
            />
            {view === 'evening' ? (
              <Evening onOpen={(number) => void find(number)} />
            ) : view === 'proof' ? (
              <ProofDesk onOpen={(code) => void find(code)} />
            ) : view === 'vouchers' ? (
              <Vouchers />
            ) : (
              <Slips view={view} onOpen={(number) => void find(number)} />
            )}
          </div>
        )}
      </div>
    </Screen>
  );
}

function DoneLine({ returned }: { returned: Returned }) {
  const t = useWords('visits');
  const nameOf = useProofName();
  const open = returned.proof.filter((item) => item.state !== 'present' && item.state !== 'waived');
  return (
    <div className="vis-done" role="status">
      <StatePill
        tone={returned.verified ? 'green' : open.length > 0 ? 'amber' : 'blue'}
        shape={returned.verified ? 'check' : 'ring'}
        label={t(
          returned.verified
            ? 'done.verified'
            : `done.${returned.orderState === 'finished' ? 'finished' : 'kept'}`,
        )}
      />
      <span className="mono">{returned.orderNumber}</span>
      {open.length > 0 ? (
        <span>
          {t('done.missing', {
            list: open.map((item) => t(`proof.${item.state}`, { name: nameOf(item) })).join(' · '),
          })}
        </span>
      ) : null}
    </div>
  );
}

function SlipHead({ found, onClose }: { found: Found; onClose: () => void }) {
  const titleOf = useTitle();
  const t = useWords('visits');
  const personName = usePersonName();
  const { order, slip, visit } = found;
  return (
    <div className="vis-head">
      <div className="vis-head-main">
        <strong className="mono">{slip.number}</strong>
        <StatePill
          tone={slipTones[slip.state as keyof typeof slipTones] ?? 'grey'}
          shape="ring"
          label={t(`slip.${slip.state}`)}
        />
        <span className="mono">{order.number}</span>
        <span>{titleOf(order)}</span>
        <span className="faint">{t('visitNo', { n: visit?.visitNo ?? 1 })}</span>
        <button type="button" className="vis-close" onClick={onClose}>
          {t('close')}
        </button>
      </div>
      <div className="vis-head-more">
        <span>{order.customerName}</span>
        <PhoneText phone={order.customerPhone} />
        <span className="truncate">{order.address}</span>
        <span>{personName(order.staffName) || '—'}</span>
        <span>
          <DateText atMs={order.appointmentStartAt} time="always" />
        </span>
        {order.faultText ? <span className="truncate faint">{order.faultText}</span> : null}
      </div>
    </div>
  );
}

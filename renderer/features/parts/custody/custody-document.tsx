import { useState } from 'react';
import { useNavigate } from 'react-router';
import { custodyNext, custodyOpen } from '../../../../domain/stock/custody.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  DateText,
  DayText,
  DocumentPage,
  ErrorLine,
  Facts,
  MoneyText,
  PhoneText,
  Section,
  Skeleton,
  StatePill,
  Timeline,
} from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import { CustodyPill, Left } from './custody-state.tsx';
import { ChangeDialog, RemindDialog, RevealDialog } from './keep-dialogs.tsx';
import { EndDialog, HandOutDialog, OnWayDialog, UndoDialog } from './leave-dialogs.tsx';

export type CustodyItem = OutputOf<'parts.custodyItem'>['item'];
type Entry = OutputOf<'parts.custodyItem'>['life'][number];
type Asking = 'out' | 'way' | 'scrapped' | 'lost' | 'undo' | 'remind' | 'change' | 'reveal';

/** One thing of a user: where it is, until when, what is owed, what happened to it; every step has its key. */
export function CustodyDocument({ id, may }: { id: string; may: boolean }) {
  const t = useWords('custody');
  const paper = useWords('paper');
  const name = useInLanguage();
  const personName = usePersonName();
  const navigate = useNavigate();
  const mayOrders = useCan('orders.read') !== null;
  const [asking, setAsking] = useState<Asking | null>(null);
  const { data, faultText } = useQuery('parts.custodyItem', { id }, { keep: true });
  const step = useCommand('parts.custodyStep');
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data) return <Skeleton lines={8} />;
  const { item, life } = data;
  const open = custodyOpen.includes(item.state);
  const next = custodyNext(item.kind, item.state);
  const go = (to: 'held' | 'in_repair' | 'ready') => void step.run({ id, version: item.version, to });
  const ask = (what: Asking) => () => setAsking(what);
  const owed = item.owedFen + (open ? item.feeFen : 0);
  return (
    <DocumentPage
      marks={
        <>
          <CustodyPill state={item.state} />
          <StatePill tone="grey" label={t(`kind.${item.kind}`)} />
        </>
      }
      title={item.number}
      subtitle={[item.what, item.ownerName, item.orderNumber ?? ''].filter((text) => text !== '').join(' · ')}
      actions={
        <>
          {may && next.includes('in_repair') ? (
            <Button hotkey="R" pending={step.pending} onPress={() => go('in_repair')}>
              {t('do.in_repair')}
            </Button>
          ) : null}
          {may && next.includes('ready') ? (
            <Button hotkey="Y" pending={step.pending} onPress={() => go('ready')}>
              {t(item.state === 'on_way' ? 'do.back' : 'do.ready')}
            </Button>
          ) : null}
          {may && next.includes('handed_out') ? (
            <Button variant="primary" hotkey="G" onPress={ask('out')}>
              {t('do.handed_out')}
            </Button>
          ) : null}
          {may && next.includes('on_way') ? (
            <Button hotkey="W" onPress={ask('way')}>
              {t('do.on_way')}
            </Button>
          ) : null}
          {may && open ? (
            <>
              <Button hotkey="M" onPress={ask('remind')}>
                {t('do.remind')}
              </Button>
              <Button hotkey="D" onPress={ask('change')}>
                {t('do.change')}
              </Button>
            </>
          ) : null}
          {item.kind === 'old_machine' ? (
            <PrintButton kind="trade_in" ids={[id]} hotkey="P" label={paper('kind.trade_in')} />
          ) : (
            <>
              <PrintButton kind="repair_intake" ids={[id]} hotkey="P" label={t('printIn')} />
              <PrintButton kind="pickup_voucher" ids={[id]} hotkey="B" label={t('printOut')} />
            </>
          )}
          {may ? (
            <Button variant="quiet" hotkey="V" onPress={ask('reveal')}>
              {t('do.reveal')}
            </Button>
          ) : null}
          {may && next.includes('scrapped') ? (
            <Button variant="quiet" hotkey="X" onPress={ask('scrapped')}>
              {t('do.scrapped')}
            </Button>
          ) : null}
          {may && next.includes('lost') ? (
            <Button variant="quiet" hotkey="L" onPress={ask('lost')}>
              {t('do.lost')}
            </Button>
          ) : null}
          {may && !open ? (
            <Button hotkey="U" onPress={ask('undo')}>
              {t('do.undo')}
            </Button>
          ) : null}
          {mayOrders && item.workOrderId !== null ? (
            <Button
              variant="quiet"
              hotkey="O"
              onPress={() => void navigate(`/orders/${item.workOrderId ?? ''}`)}
            >
              {t('do.order')}
            </Button>
          ) : null}
        </>
      }
    >
      <ErrorLine text={step.faultText} />
      <Section>
        <Facts
          items={[
            { label: t('owner'), value: item.ownerName },
            { label: t('phone'), value: item.phone === null ? null : <PhoneText phone={item.phone} /> },
            { label: t('machineCode'), value: item.machineCode },
            { label: t('accessories'), value: item.accessories },
            { label: t('damage'), value: item.damage },
            { label: t('note'), value: item.note },
            {
              label: t('shelf'),
              value: [name(item.placeNameZh, item.placeNameEn), item.bin, personName(item.carrierName)]
                .filter((text) => text !== '')
                .join(' · '),
            },
            {
              label: t('inDay'),
              value: (
                <>
                  <DayText day={item.inDay} />{' '}
                  <span className="faint">
                    {[
                      open && item.ageDays > 0 ? t('age', { count: item.ageDays }) : '',
                      personName(item.takenByName),
                    ]
                      .filter((text) => text !== '')
                      .join(' · ')}
                  </span>
                </>
              ),
            },
            {
              label: t('dueDay'),
              value: (
                <>
                  <DayText day={item.dueDay} /> {open ? <Left row={item} /> : null}
                </>
              ),
            },
            item.remindedAt === null
              ? null
              : { label: t('remindedAt'), value: <DateText atMs={item.remindedAt} /> },
            item.remindDay === null
              ? null
              : { label: t('remindDay'), value: <DayText day={item.remindDay} /> },
            item.feeFen === 0 ? null : { label: t('fee'), value: <MoneyText fen={item.feeFen} symbol /> },
            owed === 0 ? null : { label: t('owed'), value: <MoneyText fen={owed} symbol strong /> },
            { label: t('handedTo'), value: item.handedTo },
            item.endedAt === null ? null : { label: t('endedAt'), value: <DateText atMs={item.endedAt} /> },
          ]}
        />
      </Section>
      <Section title={t('life')}>
        <Life entries={life} />
      </Section>
      {asking === 'out' ? <HandOutDialog item={item} onClose={() => setAsking(null)} /> : null}
      {asking === 'way' ? <OnWayDialog item={item} onClose={() => setAsking(null)} /> : null}
      {asking === 'scrapped' || asking === 'lost' ? (
        <EndDialog item={item} to={asking} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'undo' ? <UndoDialog item={item} onClose={() => setAsking(null)} /> : null}
      {asking === 'remind' ? <RemindDialog item={item} onClose={() => setAsking(null)} /> : null}
      {asking === 'change' ? <ChangeDialog item={item} onClose={() => setAsking(null)} /> : null}
      {asking === 'reveal' ? <RevealDialog item={item} onClose={() => setAsking(null)} /> : null}
    </DocumentPage>
  );
}

function Life({ entries }: { entries: readonly Entry[] }) {
  const t = useWords('custody');
  const life = useWords('life');
  const personName = usePersonName();
  const what = ({ kind, params }: Entry) =>
    kind === 'custody.step' && typeof params.custodyState === 'string'
      ? t(`state.${params.custodyState}`)
      : life(`event.${kind}`);
  return (
    <Timeline
      entries={entries.map((entry) => ({
        id: String(entry.seq),
        atMs: entry.at,
        what: [personName(entry.staffName), what(entry)].filter((text) => text !== '').join(' '),
        why: entry.words,
        kind: entry.kind === 'custody.undone' ? 'warn' : 'normal',
      }))}
    />
  );
}

import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Banner,
  Board,
  type BoardTarget,
  BulkBar,
  Button,
  ChangedBanner,
  EmptyState,
} from '../../ui/index.ts';
import { type DialogKind, useOrderDialogs } from '../orders/dialogs.tsx';
import { BoardFoot } from './board-foot.tsx';
import { AwayDialog, LeftOverDialog } from './bulk-dialogs.tsx';
import { CandidatesDialog } from './candidates-dialog.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { NearestDialog } from './nearest-dialog.tsx';
import { PoolCard } from './pool-card.tsx';
import { boardCards, boardLeave, boardPeople, cardsOfAbsent, estateOf, slotText } from './rows.tsx';
import { useBulkGive } from './use-bulk-give.ts';
import { type Card, type Day, firstSlot } from './shapes.ts';
import { TakeBackDialog } from './take-back-dialog.tsx';
import { useCardActions } from './use-card-actions.ts';
import { useGive } from './use-give.ts';
import { useRested } from './use-rested.ts';
import { useStillPool } from './use-still-pool.ts';
import { useTitle } from '../orders/use-title.ts';

const noTarget: BoardTarget = { personId: null, slotId: null };

/** The board itself with everything that can be done to the chosen order. */
export function DayBoard({ day, teamId }: { day: Day; teamId: string | null }) {
  const withShops = useFeature('sub_shops');
  const t = useWords('dispatch');
  const title = useTitle();
  const personName = usePersonName();
  const f = useFormat();
  const navigate = useNavigate();
  const [shown, setShown] = useState(day);
  const [dragging, setDragging] = useState(false);
  // While a card is under the pointer the rows stay as they are.
  useEffect(() => {
    if (!dragging) setShown(day);
  }, [day, dragging]);
  const pool = useStillPool(shown.unassigned, shown.day);
  const [current, setCurrent] = useState<string | null>(null);
  const [target, setTarget] = useState<BoardTarget>(noTarget);
  const [dialog, setDialog] = useState<'who' | 'back' | 'away' | 'near' | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const actions = useCardActions();
  const { ask, element } = useOrderDialogs();

  const all = useMemo(
    () =>
      new Map<string, Card>(
        [...pool.entries.map((entry) => entry.card), ...shown.cards, ...shown.again].map((card) => [
          card.id,
          card,
        ]),
      ),
    [pool.entries, shown.cards, shown.again],
  );
  const card = current === null ? null : (all.get(current) ?? null);
  const live = pool.entries.filter((entry) => !entry.gone);
  const choose = (id: string | null) => {
    setCurrent(id);
    const next = id === null ? undefined : all.get(id);
    setTarget({
      personId: null,
      slotId: next ? firstSlot(next, shown.day, shown.slots, f.today, f.time(f.nowMs)) : null,
    });
    actions.clear();
    giving.clear();
  };
  /** This desk has done something with a waiting order: it goes at once, the next one is at hand. */
  const leave = (id: string) => {
    const at = live.findIndex((entry) => entry.card.id === id);
    pool.give(id);
    if (at >= 0) choose((live[at + 1] ?? live[at - 1])?.card.id ?? null);
  };
  const question = async (kind: DialogKind, one: Card) => {
    // Marked before the answer: the host may say that it is gone before the question closes
    pool.give(one.id);
    if (!(await ask(kind, { ...one, virtualPhone: null }))) pool.takeBack(one.id);
    else if (kind === 'sendBack') leave(one.id);
  };
  const giving = useGive({
    onGiven: leave,
    onUndone: (id) => {
      pool.takeBack(id);
      setCurrent(id);
    },
  });
  const bulk = useBulkGive({
    onGiven: (id) => {
      pool.give(id);
      setMarked((now) => new Set([...now].filter((one) => one !== id)));
    },
    onUndone: pool.takeBack,
    nameOf: (rowId) => rowOf(rowId)?.name ?? '',
  });
  const chosenCards = live.map((entry) => entry.card).filter((one) => marked.has(one.id));
  const away = useMemo(() => cardsOfAbsent(shown), [shown]);
  const markAlike = (alike: (one: Card) => string) => {
    if (!card) return;
    setMarked(
      new Set(live.filter((entry) => alike(entry.card) === alike(card)).map((entry) => entry.card.id)),
    );
  };
  useKeys([
    { keys: '=', label: t('bulk.household'), run: () => markAlike((one) => one.address) },
    { keys: '+', label: t('bulk.estate'), run: () => markAlike(estateOf) },
    card ? { keys: 'Shift+J', label: t('nearest.short'), run: () => setDialog('near') } : null,
    card && card.staffId !== null
      ? {
          keys: 'Shift+T',
          label: t('copyAll'),
          run: () =>
            void actions.copyText(
              card,
              shown.cards.filter((one) => one.staffId === card.staffId),
            ),
        }
      : null,
    away.length > 0 ? { keys: 'Shift+L', label: t('bulk.awayShort'), run: () => setDialog('away') } : null,
    chosenCards.length > 0
      ? { keys: 'Shift+F', label: t('bulk.best'), run: () => void bulk.toBest(chosenCards) }
      : null,
    chosenCards.length > 0
      ? { keys: 'Escape', label: t('bulk.clear'), run: () => setMarked(new Set()) }
      : null,
  ]);
  // The first waiting order is at hand when the day opens.
  useEffect(() => {
    if (current === null || !all.has(current)) choose(live[0]?.card.id ?? null);
  }, [all, current]);

  const rested = useRested(current);
  const asked = rested !== null && all.get(rested) ? rested : null;
  const { data: found } = useQuery(
    'dispatch.candidates',
    {
      orderId: asked ?? '',
      ...(target.slotId === null ? {} : { day: shown.day, slotId: target.slotId }),
    },
    // Not kept while the next order's answer is on its way: reasons against a person belong to one order.
    { enabled: asked !== null },
  );
  const candidates = asked === current ? found?.candidates : undefined;
  const people = boardPeople(t, f, shown, candidates, teamId === null && withShops, personName);
  const rowOf = (id: string) => people.find((person) => person.id === id);
  const giveTo = (rowId: string, slotId: string | null) => {
    const row = rowOf(rowId);
    if (card && row) void giving.give(card, row, shown.day, slotId);
  };
  const entryOf = (id: string) => pool.entries.find((entry) => entry.card.id === id);
  const slot = shown.slots.find((one) => one.id === target.slotId);
  const aimed = target.personId === null ? undefined : rowOf(target.personId);
  return (
    <>
      {shown.unassignedTotal > shown.unassigned.length ? (
        <Banner
          text={t('more', { shown: shown.unassigned.length, total: shown.unassignedTotal })}
          action={
            <Button size="small" variant="quiet" onPress={() => void navigate('/orders?view=dispatch')}>
              {t('openList')}
            </Button>
          }
        />
      ) : null}
      {away.length > 0 ? (
        <Banner
          text={t('bulk.away', { n: away.length })}
          action={
            <Button size="small" variant="quiet" hotkey="Shift+L" onPress={() => setDialog('away')}>
              {t('bulk.awayShort')}
            </Button>
          }
        />
      ) : null}
      <ChangedBanner count={pool.gone + (pool.moved ? 1 : 0)} onReload={pool.renew} />
      <Board
        label={t('board')}
        people={people}
        slots={shown.slots.map((one) => ({ id: one.id, label: slotText(one, f.language) }))}
        cards={boardCards(t, f, title, shown, pool.entries)}
        leave={boardLeave(t, shown)}
        poolHead={
          <>
            <strong>{t('waiting', { n: live.length })}</strong>
            <span className="muted">{t('byRisk')}</span>
          </>
        }
        renderPoolCard={(one) => {
          const entry = entryOf(one.id);
          return entry ? <PoolCard entry={entry} day={shown} /> : null;
        }}
        current={current}
        onCurrent={choose}
        target={target}
        onTarget={setTarget}
        marked={marked}
        onMarked={setMarked}
        onGive={() => {
          if (chosenCards.length > 0 && target.personId !== null)
            void bulk.toRow(chosenCards, target.personId);
          else if (target.personId === null) setDialog('who');
          else giveTo(target.personId, target.slotId);
        }}
        onMove={(id, rowId, slotId) => {
          const row = rowOf(rowId);
          const moved = all.get(id);
          if (row && moved) void giving.give(moved, row, shown.day, slotId);
        }}
        onOpen={(id) => void navigate(`/orders/${id}`)}
        onDragging={setDragging}
        poolEmpty={<EmptyState title={t('noneTitle')} text={t('noneText')} />}
      />
      <BoardFoot
        card={card}
        aimedName={aimed?.name ?? null}
        slotText={slot ? slotText(slot, f.language) : null}
        faultText={giving.plan === null ? (giving.faultText ?? bulk.faultText ?? actions.faultText) : null}
        people={people.length}
        actions={actions}
        onWho={() => setDialog('who')}
        onTakeBack={() => setDialog('back')}
        onAsk={(kind) => (card ? void question(kind, card) : undefined)}
      />
      {giving.plan ? (
        <GiveDialog
          key={`${giving.plan.card.id} ${giving.plan.rowId}`}
          plan={giving.plan}
          day={shown}
          faultText={giving.faultText}
          pending={giving.pending}
          onClose={giving.close}
          onAnswer={(answers) => void giving.answer(answers)}
        />
      ) : null}
      <BulkBar
        count={chosenCards.length}
        note={aimed ? t('bulk.to', { name: aimed.name }) : t('bulk.help')}
        onClear={() => setMarked(new Set())}
      >
        {aimed ? (
          <Button
            size="small"
            variant="primary"
            hint="Enter"
            pending={bulk.busy}
            onPress={() => void bulk.toRow(chosenCards, aimed.id)}
          >
            {t('giveTo', { name: aimed.name })}
          </Button>
        ) : null}
        <Button
          size="small"
          variant="quiet"
          hint="Shift+F"
          pending={bulk.busy}
          onPress={() => void bulk.toBest(chosenCards)}
        >
          {t('bulk.best')}
        </Button>
      </BulkBar>
      {bulk.left.length > 0 ? <LeftOverDialog left={bulk.left} onClose={bulk.close} /> : null}
      {dialog === 'away' ? (
        <AwayDialog
          cards={away}
          reasons={shown.reassignReasons}
          pending={bulk.busy}
          faultText={bulk.faultText}
          onClose={() => setDialog(null)}
          onGive={(reasonCode) => void bulk.toBest(away, reasonCode).then(() => setDialog(null))}
        />
      ) : null}
      {dialog === 'near' && card ? (
        <NearestDialog
          card={card}
          onClose={() => setDialog(null)}
          onTake={(person) => {
            setDialog(null);
            void giving.give(card, person, shown.day, target.slotId);
          }}
        />
      ) : null}
      {dialog === 'who' && card ? (
        <CandidatesDialog
          card={card}
          day={shown.day}
          slotId={target.slotId}
          onClose={() => setDialog(null)}
          onTake={(one) => {
            setDialog(null);
            void giving.give(card, { id: one.staffId, name: personName(one.name) }, shown.day, target.slotId);
          }}
        />
      ) : null}
      {dialog === 'back' && card ? (
        <TakeBackDialog
          card={card}
          reasons={shown.reassignReasons}
          faultText={giving.faultText}
          pending={giving.pending}
          onClose={() => setDialog(null)}
          onTake={(reasonCode) =>
            void giving.takeBack(card, reasonCode).then((done) => {
              if (done) setDialog(null);
            })
          }
        />
      ) : null}
      {element}
    </>
  );
}

import { useState } from 'react';
import { useSession } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { nowMs } from '../../lib/clock.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import {
  Button,
  ComboBox,
  Dialog,
  ErrorLine,
  Segments,
  Select,
  Skeleton,
  TextField,
  toast,
} from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';

const who = ['user', 'platform', 'payer'] as const;
const waits = { none: null, half: 30, two: 120, day: 1440 } as const;

/** Somebody urges: who, what they said, and until when an answer is owed. */
export function UrgeDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { say } = useLifeWords();
  const urge = useCommand('orders.urge');
  const [fromWhom, setFromWhom] = useState<(typeof who)[number]>('user');
  const [wait, setWait] = useState<keyof typeof waits>('two');
  const [text, setText, forget] = useDraft(`urge:${order.id}`, '');
  const go = async () => {
    const minutes = waits[wait];
    const answerDueAt = minutes === null ? null : nowMs() + minutes * 60_000;
    if (!(await urge.run({ id: order.id, fromWhom, text: text.trim(), answerDueAt }))) return;
    forget();
    onClose(true);
  };
  return (
    <Dialog
      title={t('urge.title', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" hotkey="Mod+Enter" pending={urge.pending} onPress={() => void go()}>
            {t('urge.go')}
          </Button>
        </>
      }
    >
      <Segments
        label={t('urge.from')}
        value={fromWhom}
        onChange={(id) => setFromWhom(id as (typeof who)[number])}
        tabs={who.map((id) => ({ id, label: say('from', id) }))}
      />
      <TextField
        label={t('urge.text')}
        value={text}
        onChange={setText}
        maxLength={500}
        autoFocus
        onEnter={() => void go()}
      />
      <Segments
        label={t('urge.due')}
        value={wait}
        onChange={(id) => setWait(id as keyof typeof waits)}
        tabs={(Object.keys(waits) as (keyof typeof waits)[]).map((id) => ({ id, label: t(`urge.${id}`) }))}
      />
      <ErrorLine text={urge.faultText} />
    </Dialog>
  );
}

/** The oldest urge that waits for an answer; a platform's is told there. */
export function AnswerUrgeDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { data, loading, faultText } = useQuery('orders.more', { id: order.id });
  const answer = useCommand('orders.answerUrge');
  const [text, setText, forget] = useDraft(`answer:${order.id}`, '');
  const open = data?.urges.findLast((urge) => urge.answeredAt === null);
  const ready = open !== undefined && text.trim() !== '';
  const go = async () => {
    if (!ready) return;
    const done = await answer.run({ urgeId: open.id, version: open.version, text: text.trim() });
    if (done === null) return;
    if (done.told > 0) toast.note(t('done.told'));
    forget();
    onClose(true);
  };
  return (
    <Dialog
      title={t('urge.answerTitle', { number: order.number })}
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
            pending={answer.pending}
            onPress={() => void go()}
          >
            {t('urge.answerGo')}
          </Button>
        </>
      }
    >
      {loading ? <Skeleton lines={2} /> : null}
      {open ? <p>{open.text}</p> : null}
      <TextField
        label={t('urge.answerText')}
        value={text}
        onChange={setText}
        maxLength={500}
        autoFocus
        help={open?.upstream ? t('urge.platformHelp') : undefined}
        onEnter={() => void go()}
      />
      <ErrorLine text={faultText ?? answer.faultText} />
    </Dialog>
  );
}

const escalateCauses = ['technical', 'late', 'complaint', 'money', 'other'] as const;

/** Hands the order up to somebody who can decide. */
export function EscalateDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { choices, person, say } = useLifeWords();
  const { staff } = useSession();
  const escalate = useCommand('orders.escalate');
  const [toStaffId, setTo] = useState<string | null>(null);
  const [cause, setCause] = useState<string | null>('technical');
  const go = async () => {
    if (toStaffId === null || cause === null) return;
    const done = await escalate.run({
      id: order.id,
      toStaffId,
      cause: cause as (typeof escalateCauses)[number],
    });
    if (done !== null) onClose(true);
  };
  return (
    <Dialog
      title={t('escalate.title', { number: order.number })}
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
            disabled={toStaffId === null}
            pending={escalate.pending}
            onPress={() => void go()}
          >
            {t('escalate.go')}
          </Button>
        </>
      }
    >
      <ComboBox
        label={t('escalate.to')}
        autoFocus
        value={toStaffId}
        onChange={setTo}
        options={choices.staff
          .filter((one) => one.leads && one.id !== staff?.id)
          .map((one) => ({
            id: one.id,
            label: person(one.name),
            keys: `${one.name} ${one.nameEn} ${one.initials}`.toLowerCase(),
          }))}
      />
      <Select
        label={t('escalate.cause')}
        value={cause}
        onChange={setCause}
        options={escalateCauses.map((id) => ({ id, label: say('asked', id) }))}
      />
      <ErrorLine text={escalate.faultText} />
    </Dialog>
  );
}

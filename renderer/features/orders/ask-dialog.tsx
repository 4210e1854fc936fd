import { useState } from 'react';
import { disputeCauses, reopenCauses, reviveCauses } from '../../../domain/orders/reasons.ts';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, TextField } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { PickList } from './pick-list.tsx';
import { offerUndo } from './undo.ts';

export type AskKind =
  | 'decline'
  | 'revive'
  | 'reopen'
  | 'dispute'
  | 'resolveDispute'
  | 'solveByPhone'
  | 'rank';

const ranks = ['0', '1', '2', '3'] as const;
const results = ['taught', 'no_fault_found', 'not_needed'] as const;
const causes: Partial<Record<AskKind, readonly string[]>> = {
  revive: reviveCauses,
  reopen: reopenCauses,
  dispute: disputeCauses,
};

/** One question with a short list of answers, each with its number; Enter does it. */
export function AskDialog({ order, onClose, kind }: OrderDialogProps & { kind: AskKind }) {
  const t = useWords('orderdoc');
  const { choices, named, say } = useLifeWords();
  const commands = {
    decline: useCommand('dispatch.decline'),
    revive: useCommand('orders.revive'),
    reopen: useCommand('orders.reopen'),
    dispute: useCommand('orders.dispute'),
    resolveDispute: useCommand('orders.resolveDispute'),
    solveByPhone: useCommand('orders.solveByPhone'),
    rank: useCommand('orders.setRank'),
  };
  const [picked, setPicked] = useState<string | null>(null);
  const [text, setText, forget] = useDraft(`${kind}:${order.id}`, '');
  const asksText = kind === 'dispute' || kind === 'resolveDispute';
  const picks =
    kind === 'rank'
      ? ranks.map((id) => ({ id, label: t(`rank.r${id}`) }))
      : kind === 'solveByPhone'
        ? results.map((id) => ({ id, label: say('result', id) }))
        : kind === 'decline'
          ? choices.reasons
              .filter((reason) => reason.kind === 'reassign')
              .map((reason) => ({ id: reason.code, label: named(reason) }))
          : (causes[kind] ?? []).map((id) => ({ id, label: say('edge_cause', id) }));
  // A list that is still on its way is no list without a choice
  const ready = kind === 'resolveDispute' || picked !== null;
  const go = async () => {
    if (!ready) return;
    const target = { id: order.id, version: order.version };
    const reasonCode = picked ?? '';
    const words = text.trim();
    const done = await {
      decline: () => commands.decline.run({ ...target, reasonCode }),
      revive: () =>
        commands.revive.run({ ...target, reasonCode: reasonCode as (typeof reviveCauses)[number] }),
      reopen: () =>
        commands.reopen.run({ ...target, reasonCode: reasonCode as (typeof reopenCauses)[number] }),
      dispute: () =>
        commands.dispute.run({
          ...target,
          reasonCode: reasonCode as (typeof disputeCauses)[number],
          text: words,
        }),
      resolveDispute: () => commands.resolveDispute.run({ ...target, text: words }),
      solveByPhone: () =>
        commands.solveByPhone.run({ ...target, resultCode: reasonCode as (typeof results)[number] }),
      rank: () => commands.rank.run({ ...target, rank: Number(reasonCode) }),
    }[kind]();
    if (done === null) return;
    if (kind === 'rank') offerUndo(t, 'rank', done);
    forget();
    onClose(true);
  };
  return (
    <Dialog
      title={t(`ask.${kind}`, { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:back')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={!ready}
            pending={commands[kind].pending}
            onPress={() => void go()}
          >
            {t('ask.go')}
          </Button>
        </>
      }
    >
      {picks.length > 0 ? (
        <PickList
          label={t(kind === 'solveByPhone' ? 'ask.result' : kind === 'rank' ? 'do.rank' : 'ask.why')}
          value={picked}
          onPick={setPicked}
          picks={picks}
        />
      ) : null}
      {asksText ? (
        <TextField
          label={t('ask.text')}
          value={text}
          onChange={setText}
          maxLength={500}
          onEnter={() => void go()}
        />
      ) : null}
      <ErrorLine text={commands[kind].faultText} />
    </Dialog>
  );
}

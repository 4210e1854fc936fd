import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Skeleton } from '../../../ui/index.ts';
import type { OrderDialogProps } from '../dialogs.tsx';
import { useLifeWords } from '../life-words.ts';
import { PickList } from '../pick-list.tsx';
import { isStuck } from './messages.tsx';

/** Messages that stand still: sent once more, ticked off as done by hand, or given up. */
export function MessagesDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orderdoc');
  const { say } = useLifeWords();
  const { data, loading, faultText } = useQuery('orders.get', { id: order.id });
  const commands = {
    retry: useCommand('platforms.retryMessage'),
    byHand: useCommand('platforms.doneByHand'),
    withdraw: useCommand('platforms.withdrawMessage'),
  };
  const [chosen, setChosen] = useState<string | null>(null);
  const stuck = (data?.messages ?? []).filter(isStuck);
  const message = stuck.find((one) => one.id === chosen) ?? stuck[0];
  const fault = faultText ?? Object.values(commands).find((one) => one.faultText !== null)?.faultText ?? null;
  const pending = Object.values(commands).some((one) => one.pending);
  const run = async (name: keyof typeof commands) => {
    if (message === undefined) return;
    const done = await commands[name].run({ id: message.id, version: message.version });
    if (done !== null && stuck.length === 1) onClose(true);
  };
  const button = (name: keyof typeof commands, hotkey: string, allowed: boolean, main = false) => (
    <Button
      variant={main ? 'primary' : name === 'withdraw' ? 'quiet' : 'plain'}
      hotkey={hotkey}
      disabled={message === undefined || !allowed}
      pending={pending}
      onPress={() => void run(name)}
    >
      {t(`message.${name}`)}
    </Button>
  );
  return (
    <Dialog
      title={t('message.title', { number: order.number })}
      open
      onClose={() => onClose(false)}
      actions={
        <>
          {button('withdraw', 'X', true)}
          {button('retry', 'R', message?.state === 'dead')}
          {button('byHand', 'D', true, true)}
        </>
      }
    >
      {loading ? <Skeleton lines={3} /> : null}
      {data && stuck.length === 0 ? <p className="muted">{t('message.none')}</p> : null}
      <PickList
        label={t('message.which')}
        value={message?.id ?? null}
        onPick={setChosen}
        picks={stuck.map((one) => ({
          id: one.id,
          label: say('step', one.step),
          note: say('message', one.state),
        }))}
      />
      <p className="muted">{t('message.help')}</p>
      <ErrorLine text={fault} />
    </Dialog>
  );
}

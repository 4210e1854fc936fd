import { useNavigate, useParams } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { faultText } from '../../lib/faults.ts';
import { useQuery } from '../../lib/query.tsx';
import { Button, ErrorLine, Screen, Tabs } from '../../ui/index.ts';
import { CallDesk } from './call-desk.tsx';
import { MessagesView } from './messages-view.tsx';
import { SuspicionsView } from './suspicions-view.tsx';
import { useCallQueue } from './use-call-queue.ts';

const views = ['due', 'waiting', 'messages', 'suspicions'] as const;
type View = (typeof views)[number];

/** Everything that is done on the phone: calls due, calls to come, texts to send, bookings to look at. */
export function CallsScreen() {
  const t = useWords('calls');
  const navigate = useNavigate();
  const { view: wanted } = useParams();
  const view: View = views.find((one) => one === wanted) ?? 'due';
  const mayAudit = useCan('orders.audit') !== null;
  const queue = useCallQueue(view === 'waiting' ? 'waiting' : 'due');
  const messages = useQuery('orders.userMessages', {}, { tables: ['message_out'] });
  const letters = useQuery('orders.strayMessages', {}, { tables: ['platform_message', 'work_order'] });
  const suspicions = useQuery('orders.suspicions', {}, { enabled: mayAudit, tables: ['appointment'] });
  const counts: Record<View, number | undefined> = {
    due: queue.data?.due,
    waiting: queue.data?.waiting,
    messages:
      messages.data && letters.data
        ? messages.data.messages.length + letters.data.messages.length
        : undefined,
    suspicions: suspicions.data?.total,
  };
  const calling = view === 'due' || view === 'waiting';
  return (
    <Screen
      title={t('title')}
      views={
        <Tabs
          label={t('views')}
          value={view}
          onChange={(next) => void navigate(next === 'due' ? '/calls' : `/calls/${next}`)}
          tabs={views
            .filter((one) => one !== 'suspicions' || mayAudit)
            .map((one) => ({ id: one, label: t(`view.${one}`), count: counts[one] }))}
        />
      }
      actions={
        calling ? (
          <Button hotkey="G" onPress={queue.reload}>
            {t('reload')}
          </Button>
        ) : null
      }
    >
      {calling && queue.fault ? <ErrorLine text={faultText(queue.fault)} /> : null}
      {calling ? <CallDesk key={`${view} ${queue.turn}`} name={`calls.${view}`} data={queue.data} /> : null}
      {view === 'messages' ? (
        <MessagesView messages={messages.data?.messages ?? null} letters={letters.data?.messages ?? null} />
      ) : null}
      {view === 'suspicions' && mayAudit ? <SuspicionsView rows={suspicions.data?.rows ?? null} /> : null}
    </Screen>
  );
}

import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { writeClipboard } from '../../lib/clipboard.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, EmptyState, ErrorLine, PhoneText, Queue, Skeleton, toast } from '../../ui/index.ts';
import { useLifeWords } from '../orders/life-words.ts';

type Message = OutputOf<'orders.userMessages'>['messages'][number];

/** Texts to users that wait: C copies one and marks it, X drops it, the next opens. */
export function MessagesView({ messages }: { messages: readonly Message[] | null }) {
  const t = useWords('calls');
  const navigate = useNavigate();
  const { f } = useLifeWords();
  const done = useCommand('orders.messageDone');
  if (messages === null) return <Skeleton lines={8} />;
  const mark = async (message: Message, state: 'copied' | 'dropped') =>
    (await done.run({ id: message.id, version: message.version, state })) !== null;
  return (
    <>
      <ErrorLine text={done.faultText} />
      <Queue
        name="calls.messages"
        label={t('message.list')}
        items={messages}
        itemKey={(message) => message.id}
        renderItem={(message) => (
          <div className="rev-item">
            <div className="row spread">
              <span className="strong">{message.number ?? ''}</span>
              <span className="faint">{f.date(message.at, 'always')}</span>
            </div>
            <span className="muted truncate">{message.text}</span>
          </div>
        )}
        renderDesk={(message) => (
          <div className="call-desk">
            <div className="call-head">
              <span className="call-number">
                <PhoneText phone={message.to} />
              </span>
              {message.orderId === null ? null : (
                <Button hotkey="O" onPress={() => void navigate(`/orders/${message.orderId}`)}>
                  {t('open')}
                </Button>
              )}
              <p className="call-text">{message.text}</p>
            </div>
          </div>
        )}
        decisions={[
          {
            id: 'copy',
            label: t('message.copy'),
            hotkey: 'T',
            variant: 'primary',
            run: async (message) => {
              await writeClipboard(message.text);
              toast.note(t('message.copied'));
              return mark(message, 'copied');
            },
          },
          {
            id: 'drop',
            label: t('message.drop'),
            hotkey: 'Shift+X',
            variant: 'danger',
            run: (message) => mark(message, 'dropped'),
          },
        ]}
        empty={<EmptyState title={t('emptyMessages')} text="" />}
      />
    </>
  );
}

import { useWords } from '../../i18n/index.ts';
import { writeClipboard } from '../../lib/clipboard.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, PhoneText, toast } from '../../ui/index.ts';

/** What the last call led to: the order is held, and the text to the user is one key away. */
export function MessageDialog(props: {
  orderId: string;
  number: string;
  tries: number;
  messageId: string | null;
  onClose: () => void;
}) {
  const t = useWords('calls');
  const done = useCommand('orders.messageDone');
  const { data } = useQuery(
    'orders.userMessages',
    { orderId: props.orderId },
    { enabled: props.messageId !== null, tables: ['message_out'] },
  );
  const message = data?.messages.find((one) => one.id === props.messageId) ?? null;
  const copy = async () => {
    if (!message) return;
    try {
      await writeClipboard(message.text);
      toast.note(t('message.copied'));
      if ((await done.run({ id: message.id, version: message.version, state: 'copied' })) !== null)
        props.onClose();
    } catch (error) {
      toast.fault(error);
    }
  };
  return (
    <Dialog
      title={t('message.title', { number: props.number })}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" hotkey="N" onPress={props.onClose}>
            {t(props.messageId === null ? 'message.goOn' : 'message.later')}
          </Button>
          {props.messageId === null ? null : (
            <Button
              variant="primary"
              hotkey="T"
              disabled={message === null}
              pending={done.pending}
              onPress={() => void copy()}
            >
              {t('message.copy')}
            </Button>
          )}
        </>
      }
    >
      <p>{props.messageId === null ? t('message.wrong') : t('message.why', { n: props.tries })}</p>
      {message ? (
        <>
          <p className="muted">
            {t('message.to')} <PhoneText phone={message.to} />
          </p>
          <p className="call-text">{message.text}</p>
        </>
      ) : null}
      <ErrorLine text={done.faultText} />
    </Dialog>
  );
}

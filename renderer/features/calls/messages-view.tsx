import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { writeClipboard } from '../../lib/clipboard.ts';
import { useCommand } from '../../lib/query.tsx';
import {
  Button,
  type Decision,
  EmptyState,
  ErrorLine,
  PhoneText,
  Queue,
  Skeleton,
  StatePill,
  toast,
} from '../../ui/index.ts';
import { useLifeWords } from '../orders/life-words.ts';
import { PlaceDialog } from './place-dialog.tsx';

type Message = OutputOf<'orders.userMessages'>['messages'][number];
export type Letter = OutputOf<'orders.strayMessages'>['messages'][number];
type Item =
  | { id: string; letter: Letter; message?: never }
  | { id: string; message: Message; letter?: never };

/** Letters of platforms that no order was found for, then texts to users that wait: a key for each, the next opens. */
export function MessagesView(props: {
  messages: readonly Message[] | null;
  letters: readonly Letter[] | null;
}) {
  const t = useWords('calls');
  const done = useCommand('orders.messageDone');
  const drop = useCommand('orders.dropMessage');
  const mayPlace = useCan('orders.edit') !== null;
  const [current, setCurrent] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ letter: Letter; answer: (done: boolean) => void } | null>(null);
  if (props.messages === null || props.letters === null) return <Skeleton lines={8} />;
  const items: readonly Item[] = [
    ...props.letters.map((letter) => ({ id: letter.id, letter })),
    ...props.messages.map((message) => ({ id: message.id, message })),
  ];
  const mark = async ({ message }: Item, state: 'copied' | 'dropped') =>
    message !== undefined && (await done.run({ id: message.id, version: message.version, state })) !== null;
  const place = ({ letter }: Item) =>
    letter === undefined
      ? false
      : new Promise<boolean>((answer) => setAsked({ letter, answer })).finally(() => setAsked(null));
  // A key pressed before the next entry is on show must not do the other kind's work
  const other = (letter: boolean) => (item: Item) =>
    (item.letter !== undefined) === letter ? null : t('ui:list.next');
  const forLetters: Decision<Item>[] = mayPlace
    ? [
        {
          id: 'place',
          label: t('letter.place'),
          done: t('letter.placed'),
          hotkey: 'Alt+L',
          variant: 'primary',
          blocked: other(true),
          run: place,
        },
        {
          id: 'done',
          label: t('letter.drop'),
          done: t('letter.dropped'),
          hotkey: 'Shift+X',
          blocked: other(true),
          run: async ({ letter }) =>
            letter !== undefined && (await drop.run({ id: letter.id, version: letter.version })) !== null,
        },
      ]
    : [];
  const forMessages: Decision<Item>[] = [
    {
      id: 'copy',
      label: t('message.copy'),
      hotkey: 'T',
      variant: 'primary',
      blocked: other(false),
      run: async (item) => {
        await writeClipboard(item.message?.text ?? '');
        toast.note(t('message.copied'));
        return mark(item, 'copied');
      },
    },
    {
      id: 'drop',
      label: t('message.drop'),
      hotkey: 'Shift+X',
      variant: 'danger',
      blocked: other(false),
      run: (item) => mark(item, 'dropped'),
    },
  ];
  const onShow = items.find((item) => item.id === current) ?? items[0];
  return (
    <>
      <ErrorLine text={done.faultText ?? drop.faultText} />
      <Queue
        name="calls.messages"
        label={t('message.list')}
        items={items}
        itemKey={(item) => item.id}
        onCurrent={setCurrent}
        renderItem={(item) => <Line item={item} />}
        renderDesk={(item) => <Desk item={item} />}
        decisions={onShow?.letter === undefined ? forMessages : forLetters}
        empty={<EmptyState title={t('emptyMessages')} text={t('emptyMessagesText')} />}
      />
      {asked ? <PlaceDialog letter={asked.letter} onClose={asked.answer} /> : null}
    </>
  );
}

function Line({ item: { letter, message } }: { item: Item }) {
  const { f, named, say } = useLifeWords();
  return (
    <div className="rev-item">
      <div className="row spread">
        <span className="strong truncate">
          {letter === undefined ? (message.number ?? '') : sender(letter, named)}
        </span>
        <span className="faint">{f.date((letter ?? message).at, 'always')}</span>
      </div>
      <div className="row spread muted">
        <span className="truncate">{(letter ?? message).text}</span>
        {letter === undefined ? null : <StatePill tone="amber" label={say('letter', letter.kind)} />}
      </div>
    </div>
  );
}

const sender = (letter: Letter, named: (row: { nameZh: string; nameEn: string }) => string): string =>
  named({ nameZh: letter.connectionNameZh, nameEn: letter.connectionNameEn });

function Desk({ item: { letter, message } }: { item: Item }) {
  const t = useWords('calls');
  const navigate = useNavigate();
  const { f, named, say } = useLifeWords();
  const orderId = letter === undefined ? message.orderId : (letter.order?.id ?? null);
  return (
    <div className="call-desk">
      <div className="call-head">
        {letter === undefined ? (
          <span className="call-number">
            <PhoneText phone={message.to} />
          </span>
        ) : (
          <>
            <strong>{sender(letter, named)}</strong>
            <StatePill tone="amber" label={say('letter', letter.kind)} />
            {letter.answerDueAt === null ? null : (
              <StatePill
                tone={letter.answerDueAt < f.nowMs ? 'red' : 'amber'}
                label={t('orderdoc:due', { when: f.date(letter.answerDueAt, 'always') })}
              />
            )}
            <span className="muted">
              {letter.order !== null
                ? t('letter.seems', { number: letter.order.number, title: letter.order.title })
                : letter.upstreamNumber !== null
                  ? t('letter.unknown', { number: letter.upstreamNumber })
                  : t('letter.nowhere')}
            </span>
          </>
        )}
        {orderId === null ? null : (
          <Button hotkey="O" onPress={() => void navigate(`/orders/${orderId}`)}>
            {t('open')}
          </Button>
        )}
        <p className="call-text">{(letter ?? message).text}</p>
      </div>
    </div>
  );
}

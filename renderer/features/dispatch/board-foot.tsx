import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { BoardKeys, Button, ErrorLine, Menu } from '../../ui/index.ts';
import type { DialogKind } from '../orders/dialogs.tsx';
import { type Card, isChangeable } from './shapes.ts';
import type { useCardActions } from './use-card-actions.ts';
import { useTitle } from '../orders/use-title.ts';

/** What Enter would do, and everything else that can be done with the chosen order. */
export function BoardFoot(props: {
  card: Card | null;
  /** Whom the chosen order is aimed at. */
  aimedName: string | null;
  slotText: string | null;
  faultText: string | null;
  people: number;
  actions: ReturnType<typeof useCardActions>;
  onWho: () => void;
  onTakeBack: () => void;
  onAsk: (kind: DialogKind) => void;
}) {
  const t = useWords('dispatch');
  const title = useTitle();
  const personName = usePersonName();
  const f = useFormat();
  const { card } = props;
  return (
    <footer className="ui-foot">
      <span className="dispatch-plan grow">
        {card === null ? (
          t('chooseOne')
        ) : (
          <>
            <strong>{title(card)}</strong>
            {props.aimedName !== null
              ? ` → ${props.aimedName}`
              : card.staffName
                ? ` · ${personName(card.staffName)}`
                : ''}
            {props.slotText !== null
              ? ` · ${props.slotText}`
              : card.staffId === null
                ? ` · ${t('keepBooking')}`
                : ''}
          </>
        )}
      </span>
      <ErrorLine text={props.faultText} />
      {card?.textCopiedAt ? (
        <span className="faint">{t('copiedAt', { time: f.time(card.textCopiedAt) })}</span>
      ) : null}
      {card ? (
        <>
          <Button size="small" hotkey="A" onPress={props.onWho}>
            {t('whoShort')}
          </Button>
          <MoreActions {...props} card={card} />
        </>
      ) : null}
      <BoardKeys people={props.people} />
    </footer>
  );
}

function MoreActions({
  card,
  actions,
  onTakeBack,
  onAsk,
}: Pick<Parameters<typeof BoardFoot>[0], 'actions' | 'onTakeBack' | 'onAsk'> & { card: Card }) {
  const t = useWords('dispatch');
  const navigate = useNavigate();
  const mayAccept = useCan('orders.accept') !== null;
  const mayPrint = useCan('print.run') !== null;
  const maySendBack = useCan('orders.send_back') !== null;
  const mayWrite = useCan('staff.write') !== null;
  const isHeld = card.staffId !== null || card.subShopNameZh !== null;
  const entry = (id: string, label: string, hotkey: string, run: () => void, disabled = false) => ({
    id,
    label,
    hotkey,
    run,
    disabled,
  });
  const toOrder = () => void navigate(`/orders/${card.id}`);
  return (
    <Menu
      label={t('moreActions')}
      actions={[
        entry('copy', t('copyText'), 'T', () => void actions.copyText(card)),
        ...(mayPrint ? [entry('print', t('printSlip'), 'P', () => void actions.printSlip(card))] : []),
        entry('open', t('openOrder'), 'O', toOrder),
        ...(mayAccept
          ? [
              entry(
                'accept',
                t('acceptFor'),
                'E',
                () => void actions.accept(card),
                card.state !== 'dispatched',
              ),
              entry(
                'decline',
                t('declineFor'),
                'Shift+E',
                () => onAsk('decline'),
                card.state !== 'dispatched',
              ),
            ]
          : []),
        entry('back', t('takeBack'), 'Shift+A', onTakeBack, !isHeld || !isChangeable(card)),
        ...(maySendBack && card.connectionNameZh !== null
          ? [entry('sendBack', t('sendBack'), 'Shift+B', () => onAsk('sendBack'), !isChangeable(card))]
          : []),
        ...(mayWrite
          ? [entry('texts', t('editTexts'), '', () => void navigate('/settings?view=chattext'))]
          : []),
      ]}
    >
      <Button size="small">{t('moreActions')}</Button>
    </Menu>
  );
}

import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { nameOf } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Button, Dialog, ErrorLine, Select } from '../../ui/index.ts';
import type { Card, Day } from './shapes.ts';
import type { LeftOver } from './use-bulk-give.ts';
import { useTitle } from '../orders/use-title.ts';

/** What could not be given and why; the orders wait where they were. */
export function LeftOverDialog({ left, onClose }: { left: readonly LeftOver[]; onClose: () => void }) {
  const t = useWords('dispatch');
  const title = useTitle();
  return (
    <Dialog
      title={t('bulk.left', { n: left.length })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Enter" onPress={onClose}>
          {t('ui:close')}
        </Button>
      }
    >
      <ul className="dispatch-left">
        {left.map(({ card, text }) => (
          <li key={card.id}>
            <strong>{title(card)}</strong> <span className="muted">{card.number}</span>
            <br />
            {text}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Orders of people who are away that day go to whoever suits each best, for one reason. */
export function AwayDialog(props: {
  cards: readonly Card[];
  reasons: Day['reassignReasons'];
  pending: boolean;
  faultText: string | null;
  onClose: () => void;
  onGive: (reasonCode: string) => void;
}) {
  const t = useWords('dispatch');
  const title = useTitle();
  const personName = usePersonName();
  const f = useFormat();
  const [reason, setReason] = useState<string | null>(null);
  const give = () => {
    if (reason !== null) props.onGive(reason);
  };
  return (
    <Dialog
      title={t('bulk.away', { n: props.cards.length })}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose} hint="Escape">
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            onPress={give}
            disabled={reason === null}
            pending={props.pending}
          >
            {t('bulk.best')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ul className="dispatch-left">
          {props.cards.map((card) => (
            <li key={card.id}>
              {card.appointmentStartAt === null ? '' : `${f.time(card.appointmentStartAt)} `}
              <strong>{title(card)}</strong> <span className="muted">{personName(card.staffName)}</span>
            </li>
          ))}
        </ul>
        <p className="muted">{t('bulk.awayHelp')}</p>
        <Select
          label={t('reassignReason')}
          options={props.reasons.map((row) => ({ id: row.code, label: nameOf(row, f.language) }))}
          value={reason}
          onChange={setReason}
          required
        />
        <ErrorLine text={props.faultText} />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { nameOf } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Button, Dialog, ErrorLine, Select } from '../../ui/index.ts';
import type { Card, Day } from './shapes.ts';
import { useTitle } from '../orders/use-title.ts';

/** Back among the waiting ones, with the reason why. */
export function TakeBackDialog(props: {
  card: Card;
  reasons: Day['reassignReasons'];
  faultText: string | null;
  pending: boolean;
  onClose: () => void;
  onTake: (reasonCode: string) => void;
}) {
  const t = useWords('dispatch');
  const title = useTitle();
  const personName = usePersonName();
  const f = useFormat();
  const [reason, setReason] = useState<string | null>(null);
  const take = () => {
    if (reason !== null) props.onTake(reason);
  };
  return (
    <Dialog
      title={t('takeBackFrom', { name: personName(props.card.staffName) })}
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
            onPress={take}
            disabled={reason === null}
            pending={props.pending}
          >
            {t('takeBack')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="muted">
          {title(props.card)} · {props.card.address}
        </p>
        <Select
          label={t('takeBackReason')}
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

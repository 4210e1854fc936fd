import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Button, ComboBox, Dialog, ErrorLine, TextField } from '../../ui/index.ts';

/** Somebody who may issue over the limit says yes with his PIN, at the storekeeper's desk. */
export function ApprovalDialog(props: {
  /** What it is about, where it is not an issue over the limit. */
  words?: { title: string; text: string; go: string };
  /** Who is asked first, where it is not the manager. */
  first?: string | null;
  faultText: string | null;
  pending: boolean;
  onClose: () => void;
  onApprove: (approval: { staffId: string; pin: string }) => Promise<boolean>;
}) {
  const t = useWords('parts');
  const people = useQuery('session.people', {});
  const [staffId, setStaffId] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const managers = (people.data?.people ?? []).filter((person) => person.roles.includes('manager'));
  const chosen = staffId ?? props.first ?? managers[0]?.id ?? null;
  const go = () => {
    if (chosen !== null && pin !== '') void props.onApprove({ staffId: chosen, pin });
  };
  return (
    <Dialog
      title={props.words?.title ?? t('issue.approveTitle')}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={chosen === null || pin === ''}
          pending={props.pending}
          onPress={go}
        >
          {props.words?.go ?? t('issue.approveGo')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{props.words?.text ?? t('issue.approveText')}</p>
        <ErrorLine text={props.faultText} />
        <ComboBox
          label={t('issue.approver')}
          value={chosen}
          onChange={setStaffId}
          options={(people.data?.people ?? []).map((person) => ({
            id: person.id,
            label: person.name,
            keys: `${person.initials} ${person.code}`.toLowerCase(),
          }))}
        />
        <TextField
          label={t('issue.pin')}
          type="password"
          inputMode="numeric"
          value={pin}
          onChange={setPin}
          onEnter={go}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

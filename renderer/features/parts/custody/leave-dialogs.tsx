import { useState } from 'react';
import { custodyFeeWays, type CustodyFeeWay } from '../../../../domain/stock/custody.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { usePersonName } from '../../../lib/use-person-name.ts';
import { Button, Dialog, ErrorLine, Facts, MoneyText, Select, TextField } from '../../../ui/index.ts';
import type { CustodyItem } from './custody-document.tsx';

interface Props {
  item: CustodyItem;
  onClose: () => void;
}

/** 取机: to whom, what is owed, how the fee for keeping is met; unpaid it goes with a reason only. */
export function HandOutDialog(props: Props) {
  const { onClose } = props;
  const t = useWords('custody');
  // What was asked about stays it, whatever happens to it meanwhile
  const [item] = useState(props.item);
  const [handedTo, setHandedTo] = useState(item.ownerName);
  const [fee, setFee] = useState<CustodyFeeWay | ''>('');
  const [reason, setReason] = useState('');
  const command = useCommand('parts.custodyHandOut');
  const needsReason = item.owedFen > 0 || fee === 'waived';
  const ready =
    handedTo.trim() !== '' && (item.feeFen === 0 || fee !== '') && (!needsReason || reason.trim() !== '');
  const go = async () => {
    if (!ready) return;
    const done = await command.run({
      id: item.id,
      version: item.version,
      handedTo,
      fee: fee === '' ? null : fee,
      reason,
    });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('out.title', { number: item.number })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={command.pending}
          onPress={() => void go()}
        >
          {t('do.handed_out')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <Facts
          items={[
            { label: t('what'), value: item.what },
            { label: t('machineCode'), value: item.machineCode },
            { label: t('accessories'), value: item.accessories },
            item.owedFen === 0
              ? null
              : { label: t('out.order'), value: <MoneyText fen={item.owedFen} symbol strong /> },
            item.feeFen === 0
              ? null
              : { label: t('fee'), value: <MoneyText fen={item.feeFen} symbol strong /> },
          ]}
        />
        <TextField
          label={t('handedTo')}
          value={handedTo}
          maxLength={80}
          onChange={setHandedTo}
          onEnter={() => void go()}
          required
          autoFocus
        />
        {item.feeFen === 0 ? null : (
          <Select
            label={t('out.how')}
            value={fee}
            onChange={(id) => setFee(id as CustodyFeeWay)}
            options={custodyFeeWays.map((id) => ({ id, label: t(`way.${id}`) }))}
          />
        )}
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={300}
          onChange={setReason}
          onEnter={() => void go()}
          required={needsReason}
          help={item.owedFen > 0 ? t('out.owedHelp') : undefined}
        />
      </div>
    </Dialog>
  );
}

/** 送回: a man takes it along in his bag, or a carrier brings it. */
export function OnWayDialog(props: Props) {
  const { onClose } = props;
  const t = useWords('custody');
  const personName = usePersonName();
  const [item] = useState(props.item);
  const { data } = useQuery('parts.places', {});
  const [staffId, setStaffId] = useState('');
  const [note, setNote] = useState('');
  const command = useCommand('parts.custodyStep');
  const go = async () => {
    const done = await command.run({
      id: item.id,
      version: item.version,
      to: 'on_way',
      staffId: staffId === '' ? null : staffId,
      note,
    });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('carry.title', { number: item.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('do.on_way')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <Select
          label={t('carry.who')}
          value={staffId}
          onChange={setStaffId}
          autoFocus
          options={[
            { id: '', label: t('carry.carrier') },
            ...(data?.places ?? []).flatMap((place) =>
              place.kind === 'bag' && place.staffId !== null
                ? [{ id: place.staffId, label: `${personName(place.staffName)} ${place.staffId}` }]
                : [],
            ),
          ]}
        />
        <TextField
          label={t('note')}
          value={note}
          maxLength={300}
          onChange={setNote}
          onEnter={() => void go()}
          help={staffId === '' ? t('carry.help') : undefined}
        />
      </div>
    </Dialog>
  );
}

/** 报废, 丢失: with the reason; nothing else ends a thing of a user. */
export function EndDialog({ to, ...props }: Props & { to: 'scrapped' | 'lost' }) {
  const t = useWords('custody');
  const [item] = useState(props.item);
  const command = useCommand('parts.custodyEnd');
  return (
    <ReasonDialog
      title={t(`end.${to}`, { number: item.number })}
      hint={t(`end.${to}Hint`)}
      act={t(`do.${to}`)}
      needed
      fault={command.faultText}
      pending={command.pending}
      onClose={props.onClose}
      go={async (reason) => (await command.run({ id: item.id, version: item.version, to, reason })) !== null}
    />
  );
}

/** 撤回: the thing lies where it lay before it went, the paper is void. */
export function UndoDialog(props: Props) {
  const t = useWords('custody');
  const [item] = useState(props.item);
  const command = useCommand('parts.custodyUndo');
  return (
    <ReasonDialog
      title={t('end.undo', { number: item.number })}
      hint={t('end.undoHint')}
      act={t('do.undo')}
      needed={false}
      fault={command.faultText}
      pending={command.pending}
      onClose={props.onClose}
      go={async (reason) => (await command.run({ id: item.id, version: item.version, reason })) !== null}
    />
  );
}

function ReasonDialog(props: {
  title: string;
  hint: string;
  act: string;
  needed: boolean;
  fault: string | null;
  pending: boolean;
  onClose: () => void;
  go: (reason: string) => Promise<boolean>;
}) {
  const t = useWords('custody');
  const [reason, setReason] = useState('');
  const ready = !props.needed || reason.trim() !== '';
  const go = async () => {
    if (ready && (await props.go(reason))) props.onClose();
  };
  return (
    <Dialog
      title={props.title}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={props.pending}
          onPress={() => void go()}
        >
          {props.act}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={props.fault} />
        <p className="muted">{props.hint}</p>
        <TextField
          label={t('reason')}
          value={reason}
          maxLength={300}
          onChange={setReason}
          onEnter={() => void go()}
          required={props.needed}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

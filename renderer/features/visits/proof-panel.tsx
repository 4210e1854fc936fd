import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { blobUrl } from '../../lib/blobs.ts';
import { useDraft } from '../../lib/drafts.ts';
import { thumbOf } from '../../lib/picture.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  ErrorLine,
  LineTable,
  Skeleton,
  StatePill,
  TextField,
} from '../../ui/index.ts';
import { offerUndo } from '../orders/undo.ts';
import type { Shot } from './entry.ts';
import { sentBackText } from './sent-back.ts';
import { Shots } from './shots.tsx';
import { useProofName } from './use-proof-name.ts';

type Item = OutputOf<'visits.proof'>['items'][number];
const looks = {
  present: { tone: 'green', shape: 'check' },
  waived: { tone: 'violet', shape: 'check' },
  missing: { tone: 'amber', shape: 'ring' },
  repeated: { tone: 'red', shape: 'warn' },
  refused: { tone: 'red', shape: 'slash' },
} as const;

/** What came late and is not added yet. */
interface Late {
  shots: Shot[];
  code: string;
  signed: boolean;
}
const nothing: Late = { shots: [], code: '', signed: false };

/** What proves a slip that is keyed already: photos, code and signature that come later, and what is let go by name. */
export function ProofPanel({ orderId }: { orderId: string }) {
  const t = useWords('visits');
  const f = useFormat();
  const mayAdd = useCan('verification.write') !== null;
  const mayWaive = useCan('verification.waive') !== null;
  const { data, faultText } = useQuery(
    'visits.proof',
    { orderId },
    { keep: true, tables: ['verification', 'attachment', 'work_order'] },
  );
  const nameOf = useProofName(data?.machines);
  const order = useQuery('orders.get', { id: orderId }, { keep: true, tables: ['work_order'] });
  const add = useCommand('visits.addProof');
  const [late, setLate, clearLate] = useDraft<Late>(`proof:${orderId}`, nothing);
  const { shots, code, signed } = late;
  const set = (patch: Partial<Late>) => setLate((now) => ({ ...now, ...patch }));
  const [waiving, setWaiving] = useState<Item | null>(null);
  const [ownVersion, setOwnVersion] = useState(0);
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data || !order.data) return <Skeleton lines={6} />;
  const { verdict, verdictDeadlineAt, verdictReason, number } = order.data.order;
  // Two steps in a row: the second stands on what the first answered, not on what is still being read again
  const version = Math.max(order.data.order.version, ownVersion);
  const isBack = verdict === 'refill';
  const open = (kind: string) => data.items.some((item) => item.kind === kind && isOpen(item));
  const something = shots.length > 0 || code.trim() !== '' || signed;
  const go = async () => {
    const done = await add.run({
      orderId,
      version,
      shots,
      verificationCode: code.trim() === '' ? null : code.trim(),
      signed,
    });
    if (done === null) return;
    setOwnVersion(done.orderVersion);
    clearLate();
    offerUndo(t, 'papers', done, number);
  };
  return (
    <section className="vis-block vis-proof">
      <h3>{t('section.proof')}</h3>
      {isBack ? (
        <Banner tone="red" text={sentBackText(t, f, { reason: verdictReason, dueAt: verdictDeadlineAt })} />
      ) : data.met ? (
        <Banner tone="green" text={t(verdict === 'pending' ? 'sentAgain' : 'proofMet')} />
      ) : null}
      {data.flags.map((flag) => (
        <Banner key={flag} tone="amber" text={t(`flag.${flag}`)} />
      ))}
      <LineTable
        label={t('section.proof')}
        rows={data.items}
        rowKey={(item) => item.id}
        columns={[
          { id: 'name', header: t('proofName'), cell: nameOf },
          {
            id: 'state',
            header: t('proofState'),
            cell: (item) => (
              <StatePill
                {...(looks[item.state as keyof typeof looks] ?? looks.missing)}
                label={`${t(`proofStates.${item.state}`)}${item.atDesk ? ` · ${t('atDesk')}` : ''}`}
              />
            ),
          },
          {
            id: 'act',
            header: '',
            align: 'end',
            cell: (item) =>
              mayWaive && isOpen(item) ? (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('waiveTitle', { name: nameOf(item) })}
                  onPress={() => setWaiving(item)}
                >
                  {t('waive')}
                </Button>
              ) : null,
          },
        ]}
      />
      <Photos photos={data.photos} />
      {mayAdd && (isBack || !data.met) ? (
        <>
          <Shots found={{ orderId, ...data }} shots={shots} onChange={(next) => set({ shots: next })} />
          {open('code') ? (
            <TextField
              label={t('verifyCode')}
              value={code}
              onChange={(next) => set({ code: next })}
              onEnter={() => void go()}
              className="mono"
            />
          ) : null}
          {open('signature') ? (
            <Checkbox label={t('signed')} checked={signed} onChange={(next) => set({ signed: next })} />
          ) : null}
          <ErrorLine text={add.faultText} />
          <div className="vis-row">
            <Button
              variant="primary"
              hotkey="Mod+Enter"
              disabled={!something}
              pending={add.pending}
              onPress={() => void go()}
            >
              {t('addProof')}
            </Button>
          </div>
        </>
      ) : null}
      {waiving ? (
        <WaiveDialog
          item={waiving}
          name={nameOf(waiving)}
          orderVersion={version}
          onClose={(orderVersion) => {
            setWaiving(null);
            if (orderVersion !== null) setOwnVersion(orderVersion);
          }}
        />
      ) : null}
    </section>
  );
}

type Photo = OutputOf<'visits.proof'>['photos'][number];

/** The pictures of an order with what a platform asks about them: who put them there, and where else one stands. */
function Photos({ photos }: { photos: readonly Photo[] }) {
  const t = useWords('visits');
  const personName = usePersonName();
  if (photos.length === 0) return null;
  return (
    <ul className="vis-photos" aria-label={t('shot.photos')}>
      {photos.map((photo) => (
        <li key={photo.id}>
          <Picture photo={photo} />
          <span className="truncate">{photo.name === 'other' ? photo.fileName : photo.name}</span>
          {photo.atDesk ? (
            <span className="faint truncate">
              {t('atDesk')} {personName(photo.byName)}
            </span>
          ) : null}
          {photo.usedByOrder === null ? null : (
            <Link className="vis-link" to={`/orders/${photo.usedByOrderId ?? ''}`}>
              {t('shot.usedBy', { order: photo.usedByOrder })}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Fetched once by a ticket of its own; gone pictures leave their grey place. */
function Picture({ photo }: { photo: Photo }) {
  const [url, setUrl] = useState<string | null>(() => thumbOf(photo.hash));
  useEffect(() => {
    if (url !== null) return;
    let gone = false;
    void api
      .call('orders.photoTicket', { attachmentId: photo.id })
      .then(({ ticket }) => blobUrl(ticket))
      .then((made) => {
        if (!gone) setUrl(made);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [photo.id, url]);
  return url === null ? null : <img src={url} alt={photo.name} />;
}

const isOpen = (item: Item): boolean => item.state !== 'present' && item.state !== 'waived';

/** One missing proof is let go; the reason and the name stay in the journal. */
function WaiveDialog(props: {
  item: Item;
  name: string;
  orderVersion: number;
  /** The order's version when it went through. */
  onClose: (orderVersion: number | null) => void;
}) {
  const t = useWords('visits');
  const waive = useCommand('visits.waiveProof');
  const { item, orderVersion, onClose } = props;
  const [reason, setReason, clear] = useDraft(`waive:${item.id}`, '');
  const go = async () => {
    if (reason.trim() === '') return;
    const done = await waive.run({
      itemId: item.id,
      version: item.version,
      orderVersion,
      reason: reason.trim(),
    });
    if (done === null) return;
    clear();
    onClose(done.orderVersion);
  };
  return (
    <Dialog
      title={t('waiveTitle', { name: props.name })}
      open
      onClose={() => onClose(null)}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={reason.trim() === ''}
          pending={waive.pending}
          onPress={() => void go()}
        >
          {t('waive')}
        </Button>
      }
    >
      <TextField
        label={t('waiveReason')}
        help={t('waiveHelp')}
        value={reason}
        onChange={setReason}
        onEnter={() => void go()}
        autoFocus
        required
      />
      <ErrorLine text={waive.faultText} />
    </Dialog>
  );
}

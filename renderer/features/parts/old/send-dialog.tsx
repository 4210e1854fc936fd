import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { Button, Checkbox, Dialog, ErrorLine, toast } from '../../../ui/index.ts';
import type { Box } from './boxes-screen.tsx';
import { noParcel, ParcelFields, useParcelDraft } from './parcel-fields.tsx';

/** 发出: the shut boxes of one maker in one parcel; the others of the same maker are offered along. */
export function SendDialog({ box, onClose }: { box: Box; onClose: () => void }) {
  const t = useWords('oldparts');
  const navigate = useNavigate();
  const others = useQuery('parts.boxes', { view: 'packing', payerId: box.payerId, limit: 50 });
  const along = (others.data?.rows ?? []).filter((one) => one.state === 'closed' && one.id !== box.id);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { draft, set } = useParcelDraft(noParcel);
  const send = useCommand('parts.parcelSend');
  const go = async () => {
    const ids = along.filter((one) => !left.has(one.id)).map((one) => one.id);
    const done = await send.run({ boxIds: [box.id, ...ids], ...draft });
    if (done === null) return;
    toast.note(t('parcel.sent', { number: done.number }));
    onClose();
    void navigate(`/parts/parcels/${done.id}`);
  };
  return (
    <Dialog
      title={t('parcel.sendTitle', { box: box.number })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={send.pending} onPress={() => void go()}>
          {t('box.send')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={send.faultText} />
        <ParcelFields draft={draft} set={set} onEnter={() => void go()} />
        {along.map((one) => (
          <Checkbox
            key={one.id}
            label={t('parcel.along', { box: one.number, count: one.pieces })}
            checked={!left.has(one.id)}
            onChange={(on) =>
              setLeft((now) => {
                const next = new Set(now);
                if (on) next.delete(one.id);
                else next.add(one.id);
                return next;
              })
            }
          />
        ))}
      </div>
    </Dialog>
  );
}

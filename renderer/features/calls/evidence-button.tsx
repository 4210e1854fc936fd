import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { sendBlob } from '../../lib/blobs.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, toast } from '../../ui/index.ts';

/** A recording or a picture of the chat, put to the order or to the call it proves. */
export function EvidenceButton(props: {
  orderId: string;
  number: string;
  callId?: string | null;
  hotkey?: string;
}) {
  const t = useWords('calls');
  const add = useCommand('orders.addEvidence');
  const pick = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: readonly File[]) => {
    setBusy(true);
    for (const file of files) {
      try {
        const sent = await sendBlob(file);
        const done = await add.run({ id: props.orderId, callId: props.callId ?? null, ...sent });
        if (done) toast.note(t('evidenceKept', { number: props.number }));
      } catch (error) {
        toast.fault(error);
      }
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        hotkey={props.hotkey}
        variant="quiet"
        icon={<Paperclip size={14} />}
        pending={busy}
        onPress={() => pick.current?.click()}
      >
        {t('evidence')}
      </Button>
      <input
        ref={pick}
        type="file"
        hidden
        multiple
        accept="audio/*,image/*,video/*"
        tabIndex={-1}
        aria-label={t('evidence')}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

import { useCallback, useRef, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { blobUrl, sendBlob } from '../../../lib/blobs.ts';
import { useCommand } from '../../../lib/query.tsx';
import { Button, ErrorLine, Section, toast } from '../../../ui/index.ts';
import { PictureViewer, Thumbnail } from '../../../ui/picture.tsx';

/** 照片 a maker wants to see before it says yes: nameplate, broken part. */
export function RequestPhotos(props: {
  requestId: string;
  photos: readonly { id: string; name: string }[];
  may: boolean;
}) {
  const s = useWords('supply');
  const add = useCommand('parts.requestPhoto');
  const pick = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const load = useCallback(async (attachmentId: string) => {
    const { ticket } = await api.call('parts.requestPhotoTicket', { attachmentId });
    return blobUrl(ticket);
  }, []);
  const take = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        const sent = await sendBlob(file);
        await add.run({ id: props.requestId, hash: sent.hash, name: sent.name });
      } catch (error) {
        toast.fault(error);
      }
    }
  };
  const items = props.photos.map((photo) => ({ id: photo.id, label: photo.name }));
  return (
    <Section
      title={s('photo.title', { count: items.length })}
      actions={
        props.may ? (
          <Button size="small" hotkey="H" pending={add.pending} onPress={() => pick.current?.click()}>
            {s('photo.add')}
          </Button>
        ) : undefined
      }
    >
      <ErrorLine text={add.faultText} />
      <input
        ref={pick}
        type="file"
        hidden
        multiple
        accept="image/*"
        tabIndex={-1}
        aria-label={s('photo.add')}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {items.length === 0 ? (
        <p className="muted">{s('photo.none')}</p>
      ) : (
        <div className="ui-thumbs">
          {items.map((item, index) => (
            <Thumbnail key={item.id} item={item} load={load} onOpen={() => setAt(index)} />
          ))}
        </div>
      )}
      <PictureViewer items={items} at={at} onAt={setAt} load={load} />
    </Section>
  );
}

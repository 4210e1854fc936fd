import { useCallback, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { api } from '../../lib/api.ts';
import { blobUrl } from '../../lib/blobs.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Section } from '../../ui/index.ts';
import './document.css';
import { PictureViewer, Thumbnail } from '../../ui/picture.tsx';

/** So many are shown small; all can be paged through large. */
const shownSmall = 12;

/** Photos of the visits: small here, large by keys. */
export function PhotosSection({ more }: { more: OutputOf<'orders.more'> | undefined }) {
  const t = useWords('orderdoc');
  const f = useFormat();
  const [at, setAt] = useState<number | null>(null);
  const load = useCallback(async (attachmentId: string) => {
    const { ticket } = await api.call('orders.photoTicket', { attachmentId });
    return blobUrl(ticket);
  }, []);
  /** Names of shots are the outlet's own; these two are ours. */
  const nameOf = (name: string) => (name === 'evidence' || name === 'other' ? t(`photo.${name}`) : name);
  const photos = (more?.photos ?? []).filter((photo) => photo.isPicture && photo.hasFile);
  if (photos.length === 0) return null;
  const items = photos.map((photo) => ({
    id: photo.id,
    label: [nameOf(photo.name), f.date(photo.takenAt ?? photo.at, 'always'), photo.atDesk ? t('atDesk') : '']
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <Section
      title={t('section.photos')}
      actions={
        <Button size="small" variant="quiet" hotkey="Shift+K" onPress={() => setAt(0)}>
          {t('do.photos')}
        </Button>
      }
    >
      <div className="ui-thumbs">
        {items.slice(0, shownSmall).map((item, index) => (
          <Thumbnail key={item.id} item={item} load={load} onOpen={() => setAt(index)} />
        ))}
      </div>
      <PictureViewer items={items} at={at} onAt={setAt} load={load} />
    </Section>
  );
}

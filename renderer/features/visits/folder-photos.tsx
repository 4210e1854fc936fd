import { FolderOpen } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { canWatch, chooseFolder, type PhotoFolder, resumeFolder } from '../../lib/photo-folder.ts';
import { sendPicture } from '../../lib/picture.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, ErrorLine } from '../../ui/index.ts';
import { pictureHash } from './picture-hash.ts';
import { Thumb } from './thumb.tsx';

const everyMs = 4000;

/** Held by the window: a folder is chosen once per window, by a person. */
let held: PhotoFolder | null = null;

/** Photos that come into a folder while slips are keyed (a phone's cable, a chat's download folder). */
export function FolderPhotos(props: {
  onTake: (photo: { hash: string; fileName: string; pictureHash: string | null }) => boolean;
  orderId: string;
}) {
  const t = useWords('visits');
  const inUse = useFeature('watched_folder');
  const { data } = useQuery('visits.inbox', {}, { keep: true, tables: ['photo_inbox', 'desk'] });
  const watch = useCommand('visits.watchFolder');
  const mark = useCommand('visits.inboxMark');
  const [folder, setFolder] = useState<PhotoFolder | null>(held);
  const [fault, setFault] = useState<string | null>(null);
  const busy = useRef(false);

  const hold = useCallback((next: PhotoFolder | null) => {
    held = next;
    setFolder(next);
  }, []);
  const choose = async () => {
    setFault(null);
    try {
      const chosen = await chooseFolder();
      if (chosen === null) return;
      hold(chosen);
      await watch.run({ folder: chosen.name });
    } catch {
      setFault(t('shot.cannotWatch'));
    }
  };
  const stop = async () => {
    await held?.stop();
    hold(null);
    await watch.run({ folder: null });
  };
  useEffect(() => {
    if (held !== null || !inUse) return;
    void resumeFolder().then(
      (kept) => kept !== null && hold(kept),
      () => undefined,
    );
  }, [hold, inUse]);
  useEffect(() => {
    if (folder === null || !inUse) return;
    const tell = (error: unknown) =>
      setFault(error instanceof ApiFault ? faultText(error) : t('shot.cannotWatch'));
    const look = async () => {
      if (busy.current) return;
      busy.current = true;
      try {
        for (const file of await folder.news(tell)) await bring(file).catch(tell);
      } catch (error) {
        tell(error);
      } finally {
        busy.current = false;
      }
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [folder, inUse, t]);
  const rows = data?.rows ?? [];
  const use = async (row: (typeof rows)[number]) => {
    if (!props.onTake({ hash: row.hash, fileName: row.fileName, pictureHash: row.pictureHash })) return;
    await mark.run({ ids: [row.id], state: 'used', orderId: props.orderId });
  };
  if (!inUse) return null;
  return (
    <div className="vis-folder">
      {folder !== null ? (
        <>
          <span className="faint">{t('shot.watching', { folder: folder.name })}</span>
          <Button size="small" variant="quiet" onPress={() => void stop()}>
            {t('shot.watchStop')}
          </Button>
        </>
      ) : (
        <Button size="small" variant="quiet" icon={<FolderOpen size={14} />} onPress={() => void choose()}>
          {canWatch() && data?.folder ? t('shot.watchAgain', { folder: data.folder }) : t('shot.watch')}
        </Button>
      )}
      <ErrorLine text={fault} />
      {rows.length > 0 ? (
        <div className="vis-inbox">
          <span className="faint">{t('shot.waiting', { n: rows.length })}</span>
          {rows.map((row) => (
            <span key={row.id} className="vis-inbox-photo">
              <button type="button" className="vis-shot" onClick={() => void use(row)}>
                <Thumb hash={row.hash} />
                {row.fileName}
              </button>
              <Button
                size="small"
                variant="quiet"
                aria-label={`${t('shot.drop')}: ${row.fileName}`}
                onPress={() => void mark.run({ ids: [row.id], state: 'dropped' })}
              >
                ×
              </Button>
            </span>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** Sends a photo of the folder and lays it beside the slips of this desk. */
async function bring(file: File): Promise<void> {
  const sent = await sendPicture(file);
  await api.call('visits.inboxAdd', {
    hash: sent.hash,
    fileName: file.name,
    pictureHash: await pictureHash(file),
  });
}

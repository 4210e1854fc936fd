import { FolderOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { sendPicture } from '../../lib/picture.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, ErrorLine } from '../../ui/index.ts';
import { pictureHash } from './picture-hash.ts';
import { Thumb } from './thumb.tsx';

/** What the window needs of the browser's folder handle; not every browser has it, and types do not know it. */
interface FolderHandle {
  readonly name: string;
  values(): AsyncIterable<{ kind: string; name: string; getFile?(): Promise<File> }>;
}
type PickFolder = (options: { id: string; mode: 'read' }) => Promise<FolderHandle>;

const pickFolder = (): PickFolder | null => {
  const found = (window as unknown as { showDirectoryPicker?: PickFolder }).showDirectoryPicker;
  return found === undefined ? null : found.bind(window);
};

const everyMs = 4000;
const picture = /\.(jpe?g|png|webp|heic|heif|bmp)$/i;

/** Held by the window: a folder is allowed once per window, by a person's own choice. */
let held: FolderHandle | null = null;
const seen = new Set<string>();

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
  const [folder, setFolder] = useState<FolderHandle | null>(held);
  const [fault, setFault] = useState<string | null>(null);
  const busy = useRef(false);
  const can = pickFolder() !== null;

  const choose = async () => {
    const pick = pickFolder();
    if (pick === null) return setFault(t('shot.cannotWatch'));
    setFault(null);
    try {
      const handle = await pick({ id: 'slip-photos', mode: 'read' });
      // What lies there already is last month's: only what comes from now on counts
      for await (const entry of handle.values()) seen.add(`${handle.name}/${entry.name}`);
      held = handle;
      setFolder(handle);
      await watch.run({ folder: handle.name });
    } catch (error) {
      // The person closed the dialog
      if (error instanceof DOMException && error.name === 'AbortError') return;
      setFault(t('shot.cannotWatch'));
    }
  };
  const stop = async () => {
    held = null;
    setFolder(null);
    await watch.run({ folder: null });
  };
  useEffect(() => {
    if (folder === null) return;
    const look = async () => {
      if (busy.current) return;
      busy.current = true;
      try {
        for await (const entry of folder.values()) {
          const name = `${folder.name}/${entry.name}`;
          if (entry.kind !== 'file' || !picture.test(entry.name) || seen.has(name)) continue;
          const file = await entry.getFile?.();
          // Still being written: next time
          if (file === undefined || Date.now() - file.lastModified < 1500) continue;
          seen.add(name);
          const sent = await sendPicture(file);
          await api.call('visits.inboxAdd', {
            hash: sent.hash,
            fileName: file.name,
            pictureHash: await pictureHash(file),
          });
        }
      } catch (error) {
        setFault(error instanceof ApiFault ? faultText(error) : t('shot.cannotWatch'));
      } finally {
        busy.current = false;
      }
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [folder, t]);
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
          {can && data?.folder ? t('shot.watchAgain', { folder: data.folder }) : t('shot.watch')}
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

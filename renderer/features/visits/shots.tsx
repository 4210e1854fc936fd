import { Check, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { faultText } from '../../lib/faults.ts';
import { filesOf, sendPicture } from '../../lib/picture.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, ErrorLine } from '../../ui/index.ts';
import { type Shot, type ShotPlace, type ShotPlaces, shotPlaces } from './entry.ts';
import { FolderPhotos } from './folder-photos.tsx';
import { pictureHash } from './picture-hash.ts';
import { Thumb } from './thumb.tsx';

/**
 * Photos by their shots' names: chosen, pasted, dropped or out of a watched folder. Several at once fill the open places
 * in order; Alt and a number says which place the next one is for.
 */
export function Shots(props: {
  found: ShotPlaces & { orderId: string };
  shots: readonly Shot[];
  onChange: (shots: Shot[]) => void;
}) {
  const { found } = props;
  const t = useWords('visits');
  const word = useInLanguage();
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [sending, setSending] = useState<{ left: number; share: number } | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const pick = useRef<HTMLInputElement>(null);
  const places = shotPlaces(found);
  const nameOf = (place: ShotPlace) => {
    const name = word(place.shot.name, place.shot.nameEn);
    return place.machineNo === null ? name : t('shot.ofMachine', { name, n: place.machineNo });
  };
  const fills = (shot: Shot, place: ShotPlace) =>
    shot.name === place.shot.name && (shot.machineLineId ?? null) === place.machineLineId;
  // What arrives while another is being sent must not undo it
  const shots = useRef(props.shots);
  shots.current = props.shots;
  const put = (next: Shot[]) => {
    shots.current = next;
    props.onChange(next);
  };
  // One sentence for each that was refused; the others are there
  const tell = (text: string) => setFaults((now) => (now.includes(text) ? now : [...now, text]));
  const openPlace = () =>
    places.find((place) => place.key === wanted) ??
    places.find((place) => !shots.current.some((shot) => fills(shot, place)));
  const add = (picture: { hash: string; fileName: string; pictureHash: string | null }): boolean => {
    if (shots.current.some((shot) => shot.hash === picture.hash)) {
      tell(t('shot.sameFile', { name: picture.fileName }));
      return false;
    }
    const place = openPlace();
    put([
      ...shots.current,
      { ...picture, name: place?.shot.name ?? 'other', machineLineId: place?.machineLineId ?? null },
    ]);
    setWanted(null);
    return true;
  };
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setFaults([]);
    for (const [at, file] of files.entries()) {
      setSending({ left: files.length - at, share: 0 });
      try {
        const sent = await sendPicture(file, (share) => setSending({ left: files.length - at, share }));
        add({ hash: sent.hash, fileName: file.name, pictureHash: await pictureHash(file) });
      } catch (error) {
        tell(faultText(error));
      }
    }
    setSending(null);
  };
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      void taking.current(files);
    };
    // Anywhere on the page: a photo let go beside the box would otherwise replace the program
    const onDragOver = (event: DragEvent) => event.preventDefault();
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      void taking.current(filesOf(event.dataTransfer));
    };
    window.addEventListener('paste', onPaste);
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('paste', onPaste);
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  useKeys(
    places.slice(0, 9).map((place, at) => ({
      keys: `Alt+${at + 1}`,
      label: nameOf(place),
      group: t('shot.photos'),
      run: () => setWanted(place.key),
    })),
  );
  const aim = places.find((place) => place.key === wanted);
  return (
    <div className="vis-shots">
      <input
        ref={pick}
        type="file"
        accept="image/*,.heic,.heif"
        multiple
        hidden
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {places.map((place, at) => {
        const mine = props.shots.filter((shot) => fills(shot, place));
        const there = mine.length > 0;
        return (
          <button
            key={place.key}
            type="button"
            className={there ? 'vis-shot vis-shot-there' : 'vis-shot'}
            data-aim={wanted === place.key || undefined}
            aria-label={there ? t('shot.takeOff', { name: nameOf(place) }) : nameOf(place)}
            onClick={() => {
              if (there) return put(shots.current.filter((shot) => !fills(shot, place)));
              setWanted(place.key);
              pick.current?.click();
            }}
          >
            <Thumb hash={mine[0]?.hash} />
            {there ? <Check size={13} aria-hidden="true" /> : at < 9 ? <kbd>{at + 1}</kbd> : null}
            {nameOf(place)}
            {place.shot.required ? '' : ` (${t('shot.ifNeeded')})`}
          </button>
        );
      })}
      {props.shots
        .filter((shot) => !places.some((place) => fills(shot, place)))
        .map((shot) => (
          <button
            key={shot.hash}
            type="button"
            className="vis-shot vis-shot-there"
            aria-label={t('shot.takeOff', { name: shot.fileName })}
            onClick={() => put(shots.current.filter((one) => one.hash !== shot.hash))}
          >
            <Thumb hash={shot.hash} />
            <X size={13} aria-hidden="true" />
            {t('shot.other')}
          </button>
        ))}
      <Button size="small" hotkey="Alt+P" onPress={() => pick.current?.click()}>
        {sending === null
          ? t('shot.add')
          : t('shot.sending', { n: sending.left, percent: Math.round(sending.share * 100) })}
      </Button>
      <span className="faint vis-shot-help" role="status">
        {aim === undefined ? t('shot.keys') : t('shot.next', { name: nameOf(aim) })}
      </span>
      {faults.map((text) => (
        <ErrorLine key={text} text={text} />
      ))}
      <FolderPhotos
        onTake={(photo) => {
          setFaults([]);
          return add(photo);
        }}
        orderId={found.orderId}
      />
    </div>
  );
}

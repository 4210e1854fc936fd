import { useEffect, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { useKeys } from '../lib/use-keys.ts';
import { Dialog } from './dialog.tsx';

export interface PictureItem {
  id: string;
  label: string;
}

/** The address of one picture, asked for when it is shown; object URLs are let go again. */
function usePicture(id: string | null, load: (id: string) => Promise<string>) {
  const [shown, setShown] = useState<{ id: string; url: string | null } | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    let gone = false;
    let made: string | null = null;
    load(id)
      .then((url) => {
        made = url;
        if (gone) URL.revokeObjectURL(url);
        else setShown({ id, url });
      })
      .catch(() => {
        if (!gone) setShown({ id, url: null });
      });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [id, load]);
  return shown?.id === id ? shown : null;
}

/** A small view that opens the large one. */
export function Thumbnail(props: {
  item: PictureItem;
  load: (id: string) => Promise<string>;
  onOpen: () => void;
}) {
  const picture = usePicture(props.item.id, props.load);
  const [broken, setBroken] = useState(false);
  return (
    <button type="button" className="ui-thumb" onClick={props.onOpen}>
      {picture?.url && !broken ? (
        <img src={picture.url} alt="" onError={() => setBroken(true)} />
      ) : (
        <span className="ui-thumb-none" />
      )}
      <span className="ui-thumb-label">{props.item.label}</span>
    </button>
  );
}

/**
 * Pictures large, one after the other, by keys: arrows go on, + and − change the size, Esc closes.
 * `load` gives the address of a picture; `at` is the one shown, null closes.
 */
export function PictureViewer(props: {
  items: readonly PictureItem[];
  at: number | null;
  onAt: (at: number | null) => void;
  load: (id: string) => Promise<string>;
}) {
  const { items, at } = props;
  const item = at === null ? undefined : items[at];
  if (at === null || item === undefined) return null;
  return <Viewer {...props} at={at} item={item} key={item.id} />;
}

function Viewer(props: {
  items: readonly PictureItem[];
  at: number;
  item: PictureItem;
  onAt: (at: number | null) => void;
  load: (id: string) => Promise<string>;
}) {
  const t = useWords('orderdoc');
  const { items, at, item, onAt } = props;
  const title = t('picture.title', { n: at + 1, total: items.length });
  return (
    <Dialog title={`${title} · ${item.label}`} open wide onClose={() => onAt(null)}>
      <ViewerBody {...props} count={items.length} words={t} />
    </Dialog>
  );
}

function ViewerBody(props: {
  at: number;
  item: PictureItem;
  count: number;
  onAt: (at: number | null) => void;
  load: (id: string) => Promise<string>;
  words: (key: string) => string;
}) {
  const { at, count, item, onAt, words: t } = props;
  const picture = usePicture(item.id, props.load);
  const [broken, setBroken] = useState(false);
  const [size, setSize] = useState(100);
  const go = (by: number) => onAt((at + by + count) % count);
  useKeys([
    { keys: 'ArrowRight J', label: t('picture.next'), run: () => go(1) },
    { keys: 'ArrowLeft K', label: t('picture.previous'), run: () => go(-1) },
    { keys: '+ =', label: t('picture.larger'), run: () => setSize(Math.min(400, size + 50)) },
    { keys: '-', label: t('picture.smaller'), run: () => setSize(Math.max(50, size - 50)) },
  ]);
  const failed = broken || (picture !== null && picture.url === null);
  return (
    <div className="ui-picture" role="group" aria-label={item.label} tabIndex={0}>
      {failed ? <p className="muted">{t('picture.failed')}</p> : null}
      {picture?.url && !failed ? (
        <img
          src={picture.url}
          alt={item.label}
          style={{ width: `${size}%` }}
          onError={() => setBroken(true)}
        />
      ) : null}
    </div>
  );
}

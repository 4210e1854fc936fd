import { ImageIcon } from 'lucide-react';
import { thumbOf } from '../../lib/picture.ts';

/** A small view of a picture this window sent; a sign where only its name is known (after a reload). */
export function Thumb({ hash }: { hash: string | undefined }) {
  if (hash === undefined) return null;
  const url = thumbOf(hash);
  return url === null ? (
    <ImageIcon size={14} aria-hidden="true" />
  ) : (
    <img className="vis-thumb" src={url} alt="" />
  );
}

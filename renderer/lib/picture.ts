import { pictureType, type PictureType } from '../../domain/verification/picture.ts';
import { maxPictureBytes } from '../../preload/contract/picture-files.ts';
import { sendBlob, type SentBlob } from './blobs.ts';
import { ApiFault } from './faults.ts';

/**
 * What picture a file is, told before it is read: its size first, then its first bytes. Throws `picture_too_large` and
 * `picture_unreadable`, the same as the host would.
 */
export async function checkPicture(file: File): Promise<PictureType> {
  if (file.size > maxPictureBytes) throw tooLarge(file.name);
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const type = pictureType(head);
  if (type === null) throw new ApiFault('picture_unreadable', { name: file.name });
  return type;
}

export const tooLarge = (name: string): ApiFault =>
  new ApiFault('picture_too_large', { name, limitMb: maxPictureBytes / 1024 / 1024 });

/** Checks and sends a picture; keeps a small view of it for this window. */
export async function sendPicture(file: File, progress?: (share: number) => void): Promise<SentBlob> {
  const type = await checkPicture(file);
  const sent = await sendBlob(file, progress, type);
  keepThumb(sent.hash, file.type === type ? file : new Blob([file], { type }));
  return sent;
}

const thumbs = new Map<string, string>();
const mostThumbs = 120;

function keepThumb(hash: string, file: Blob): void {
  if (thumbs.has(hash)) return;
  thumbs.set(hash, URL.createObjectURL(file));
  for (const [oldest, url] of thumbs) {
    if (thumbs.size <= mostThumbs) break;
    URL.revokeObjectURL(url);
    thumbs.delete(oldest);
  }
}

/** Address of a picture this window sent since it was loaded, or null. */
export const thumbOf = (hash: string): string | null => thumbs.get(hash) ?? null;

/** Pictures among what was pasted or dropped. */
export const filesOf = (data: DataTransfer | null): File[] =>
  [...(data?.items ?? [])].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    return file === null ? [] : [file];
  });

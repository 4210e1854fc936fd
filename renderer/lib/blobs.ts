import { api, bridge } from './api.ts';
import { ApiFault, HostAway } from './faults.ts';

const sliceBytes = 256 * 1024;

export interface SentBlob {
  hash: string;
  size: number;
  name: string;
  mime: string;
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One slice over the way this desk has. Answers where the next slice starts. */
async function put(ticket: string, offset: number, bytes: Uint8Array, last: boolean): Promise<number> {
  const electron = bridge();
  if (electron) {
    const answer = await electron.blob.put(ticket, offset, bytes, last);
    if (!answer.ok) throw new ApiFault(answer.error.code, answer.error.params);
    return answer.value.offset;
  }
  const answer = await fetch(`/api/blob/${encodeURIComponent(ticket)}?offset=${offset}`, {
    method: 'PUT',
    credentials: 'same-origin',
    body: bytes as Uint8Array<ArrayBuffer>,
  }).catch(() => {
    throw new HostAway();
  });
  const body = (await answer.json().catch(() => null)) as
    | { ok: true; value: { offset: number } }
    | { ok: false; error: { code: string; params: ApiFault['params'] } }
    | null;
  if (!body) throw new HostAway();
  if (!body.ok) throw new ApiFault(body.error.code, body.error.params);
  return body.value.offset;
}

/**
 * Sends a file: its hash is offered first (the outlet may have it already), the bytes follow in slices from where
 * an earlier attempt stopped. `progress` gets 0–1; `known` is the type when the file's own bytes told it.
 */
export async function sendBlob(
  file: File,
  progress?: (share: number) => void,
  known?: string,
): Promise<SentBlob> {
  const bytes = await file.arrayBuffer();
  const mime = known ?? (file.type || 'application/octet-stream');
  const hash = await sha256(bytes);
  const offered = await api.call('blobs.offer', { hash, size: bytes.byteLength, name: file.name, mime });
  if (!offered.have) {
    let offset = offered.offset;
    do {
      const end = Math.min(bytes.byteLength, offset + sliceBytes);
      offset = await put(
        offered.ticket,
        offset,
        new Uint8Array(bytes, offset, end - offset),
        end === bytes.byteLength,
      );
      progress?.(bytes.byteLength ? offset / bytes.byteLength : 1);
    } while (offset < bytes.byteLength);
  }
  return { hash, size: bytes.byteLength, name: file.name, mime };
}

/** Saves the file of a one-time ticket: a dialog in Electron, a download in a browser. */
export async function saveBlob(ticket: string, suggestedName: string): Promise<void> {
  const electron = bridge();
  if (electron) {
    const answer = await electron.blob.save(ticket, suggestedName);
    if (answer && !answer.ok) throw new ApiFault(answer.error.code, answer.error.params);
    return;
  }
  const link = document.createElement('a');
  link.href = `/api/blob/${encodeURIComponent(ticket)}`;
  link.download = suggestedName;
  link.click();
}

/** Bytes of a ticket as an object URL for <img>; revoke it when done. */
export async function blobUrl(ticket: string): Promise<string> {
  const electron = bridge();
  if (!electron) return `/api/blob/${encodeURIComponent(ticket)}`;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let mime = 'application/octet-stream';
  for (let offset = 0, size = 1; offset < size; ) {
    const { answer, bytes } = await electron.blob.get(ticket, offset, sliceBytes);
    if (!answer.ok) throw new ApiFault(answer.error.code, answer.error.params);
    if (!bytes?.byteLength) break;
    ({ size, mime } = answer.value);
    parts.push(new Uint8Array(bytes));
    offset += bytes.byteLength;
  }
  return URL.createObjectURL(new Blob(parts, { type: mime }));
}

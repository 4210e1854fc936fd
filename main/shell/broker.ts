import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Answer } from '../../preload/contract/define.ts';
import { blobSliceBytes, wire } from '../../preload/contract/shell-messages.ts';
import type { BlobReply, HostLink } from './host-link.ts';
import { getSender } from './sender.ts';
import type { Windows } from './windows.ts';

/**
 * Takes questions from pages and gives them to the host. It looks at who asks and at the outer shape, nothing
 * else: login, permission, rate, size and schema are the router's.
 */
export function serveCalls(ipc: IpcMain, windows: Windows, host: HostLink): void {
  const sender = (event: IpcMainInvokeEvent) => getSender(event, (id) => windows.findByContents(id));

  ipc.handle(wire.call, (event, channel: unknown, input: unknown, requestId: unknown): Promise<Answer> => {
    const { id } = sender(event);
    if (!isName(channel, 80)) throw new TypeError('refused: channel');
    if (requestId !== undefined && !isName(requestId, 80)) throw new TypeError('refused: request id');
    return host.call(id, channel, input, requestId);
  });

  ipc.handle(
    wire.blobPut,
    async (event, ticket: unknown, offset: unknown, bytes: unknown, last: unknown): Promise<Answer> => {
      const { id } = sender(event);
      if (!isName(ticket, 200) || !isCount(offset) || !(bytes instanceof Uint8Array)) {
        throw new TypeError('refused: slice');
      }
      if (bytes.byteLength > blobSliceBytes) throw new RangeError('refused: slice too large');
      return (await host.blobPut(id, ticket, offset, bytes, last === true)).answer;
    },
  );

  ipc.handle(wire.blobGet, (event, ticket: unknown, offset: unknown, length: unknown): Promise<BlobReply> => {
    const { id } = sender(event);
    if (!isName(ticket, 200) || !isCount(offset) || !isCount(length) || length > blobSliceBytes) {
      throw new TypeError('refused: slice');
    }
    return host.blobGet(id, ticket, offset, length);
  });
}

/** Short printable text: a channel, a ticket, a request id. Its meaning is the host's business. */
export function isName(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= max && /^[\w.:-]+$/.test(value);
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

import type { Contract, ChannelName, InputOf, OutputOf } from '../../preload/contract/index.ts';
import { setConnection } from './connection.ts';
import { ApiFault } from './faults.ts';
import { httpTransport, ipcTransport, openDesk, type Transport } from './transport.ts';

/** Channels by kind: reading never takes a request id from the caller, changing always gets one here. */
export type QueryName = { [C in ChannelName]: Contract[C]['kind'] extends 'query' ? C : never }[ChannelName];
export type CommandName = {
  [C in ChannelName]: Contract[C]['kind'] extends 'command' ? C : never;
}[ChannelName];

let transport: Transport | null = null;

/** The Electron bridge, or undefined on a browser desk. For lib/shell.ts, lib/blobs.ts and lib/photo-folder.ts only. */
export function bridge(): Window['api'] {
  return window.api;
}

/** Chooses the way to the host. Returns false when this window was not let in. */
export async function openApi(replacement?: Transport): Promise<boolean> {
  if (replacement) {
    transport = replacement;
    setConnection({ state: 'online' });
    return true;
  }
  if (window.api) {
    transport = ipcTransport(window.api);
    return true;
  }
  const opened = await openDesk();
  transport = httpTransport();
  if (!opened) setConnection({ state: 'refused', code: 'desk_unknown', params: {} });
  return opened;
}

/** A fresh id for one intended change. A browser desk on the network is no secure context: no randomUUID there. */
export function newRequestId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `${hex.slice(0, 4).join('')}-${hex.slice(4, 6).join('')}-4${hex[6]?.slice(1)}${hex[7]}-a${hex[8]?.slice(1)}${hex[9]}-${hex.slice(10).join('')}`;
}

export const api = {
  /** Asks the host. Throws `ApiFault` (refused, with code) or `HostAway` (no answer). */
  async call<C extends ChannelName>(
    channel: C,
    input: InputOf<C>,
    requestId = newRequestId(),
  ): Promise<OutputOf<C>> {
    if (!transport) throw new ApiFault('desk_unknown');
    const answer = await transport.call(channel, input ?? {}, requestId);
    if (!answer.ok) throw new ApiFault(answer.error.code, answer.error.params);
    return answer.value as OutputOf<C>;
  },
  onChange(listener: (change: unknown) => void): () => void {
    return transport?.onChange(listener) ?? (() => {});
  },
  get kind(): 'ipc' | 'http' | null {
    return transport?.kind ?? null;
  },
};

import type { FromHost, KeyPlace, ToHost } from '../../preload/contract/shell-messages.ts';
import type { ShellChannel } from './ipc.ts';

/** Electron's port of a utility process, as far as it is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/**
 * The channel to whoever started this process: Electron's parent port, or Node's own message channel. Messages that
 * arrive before anyone listens are kept.
 */
export function shellChannel(): ShellChannel {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  const early: ToHost[] = [];
  let listener: ((message: ToHost) => void) | null = null;
  const hear = (message: unknown) => {
    if (listener) listener(message as ToHost);
    else early.push(message as ToHost);
  };
  if (port) port.on('message', (event) => hear(event.data));
  else process.on('message', hear);
  return {
    post(message: FromHost) {
      if (port) port.postMessage(message);
      else process.send?.(message);
    },
    listen(next) {
      listener = next;
      for (const message of early.splice(0)) next(message);
    },
  };
}

/** Asks the shell for the store's key; `hex` is null when none is kept for this outlet yet or it cannot be unsealed. */
export function askForKey(channel: ShellChannel): Promise<{ hex: string | null; place: KeyPlace }> {
  return new Promise((resolve) => {
    channel.listen((message) => {
      if (message.kind === 'key') resolve({ hex: message.hex, place: message.place });
    });
    channel.post({ kind: 'need-key' });
  });
}

import { wire } from '../../preload/contract/shell-messages.ts';
import type { FromHost, HostState } from '../../preload/contract/shell-messages.ts';
import type { HostChildren } from './host-children.ts';
import type { HostLink } from './host-link.ts';
import type { Keychain } from './keychain.ts';
import type { SheetPrinter } from './printing.ts';
import type { Windows } from './windows.ts';

/** What the host wants of the shell: push to windows, the key, paper. */
export function answerHost(
  message: FromHost,
  parts: {
    host: HostLink;
    windows: Windows;
    keychain: Keychain;
    printer: SheetPrinter;
    children: HostChildren;
  },
): void {
  const { host, windows, keychain, printer, children } = parts;
  switch (message.kind) {
    case 'change':
      windows.send(message.window, wire.changes, message.change);
      break;
    case 'need-key':
      keychain.load().then(
        ({ hex, place }) => host.tell({ kind: 'key', hex, place }),
        (error: unknown) => {
          console.error(`store key not readable: ${error}`);
          // The host asks for the recovery key; it makes no new one over an old store
          host.fail('store_key_missing', {});
          host.tell({ kind: 'key', hex: null, place: 'unreadable' });
        },
      );
      break;
    case 'store-key':
      keychain.store(message.hex).then(
        (place) => {
          if (place === 'file') console.error('no keychain here: the store key lies in a file (mode 0600)');
        },
        (error: unknown) => {
          console.error(`store key not kept: ${error}`);
          host.fail('store_key_missing', {});
        },
      );
      break;
    case 'print':
      void printer
        .print(message.job)
        .then((outcome) => host.tell({ kind: 'printed', id: message.id, outcome }));
      break;
    case 'list-printers':
      printer.listPrinters().then(
        (printers) => host.tell({ kind: 'printers', id: message.id, printers }),
        () => host.tell({ kind: 'printers', id: message.id, printers: [] }),
      );
      break;
    case 'child-start':
      children.start(message.id);
      break;
    case 'child-to':
      children.send(message.id, message.message);
      break;
    case 'child-kill':
      children.kill(message.id);
      break;
    default:
      break;
  }
}

export function showState(windows: Windows, state: HostState): void {
  windows.send(null, wire.hostState, state);
}

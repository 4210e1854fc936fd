import type { IpcMainInvokeEvent } from 'electron';
import { isDeskAddress } from './navigation.ts';
import type { DeskWindow } from './windows.ts';

/** Facts about who sent a message, as the browser tells them. */
export interface SenderFacts {
  known: boolean;
  isMainFrame: boolean;
  url: string;
}

/** Our window, its main frame, our page. A frame inside, another window or another page is refused. */
export function isTrusted(facts: SenderFacts): boolean {
  return facts.known && facts.isMainFrame && isDeskAddress(facts.url);
}

/** The window a message came from. Throws for anyone else; the page sees a rejected promise. */
export function getSender(
  event: IpcMainInvokeEvent,
  find: (contentsId: number) => DeskWindow | null,
): DeskWindow {
  const window = find(event.sender.id);
  const frame = event.senderFrame;
  const facts: SenderFacts = {
    known: window !== null,
    // A frame that has gone meanwhile is null and nobody's.
    isMainFrame: frame !== null && frame.parent === null && frame === event.sender.mainFrame,
    url: frame?.url ?? '',
  };
  if (window === null || !isTrusted(facts)) throw new Error('refused: not our page');
  return window;
}

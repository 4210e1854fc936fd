import type { Handlers } from '../../context.ts';
import { edgeHandlers } from './edges.ts';
import { machineHandlers } from './edit-machine.ts';
import { editHandlers } from './edit.ts';
import { moreHandlers } from './more.ts';
import { quoteHandlers } from './quotes.ts';
import { revealHandlers } from './reveal.ts';
import { undoHandlers } from './undo.ts';
import { urgeHandlers } from './urges.ts';

/** The order's document: taking back, rarer edges, urges, reveal, corrections, and what it shows beside its head. */
export const documentHandlers: Handlers = {
  ...undoHandlers,
  ...edgeHandlers,
  ...urgeHandlers,
  ...revealHandlers,
  ...editHandlers,
  ...machineHandlers,
  ...quoteHandlers,
  ...moreHandlers,
};

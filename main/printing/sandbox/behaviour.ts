/** How the sandbox printer feels today. Everything off is a good printer. */
export interface PrinterBehaviour {
  /** `silent`: never says a word, as many network printers. `garbage`: answers like something that is no printer. */
  status: 'answers' | 'silent' | 'garbage';
  paper: 'ok' | 'low' | 'out';
  cover: 'closed' | 'open';
  /** Knows GS r (in-turn status). */
  tellsDone: boolean;
  /** Milliseconds of rest after every piece it reads. */
  slowMs: number;
  /** Counted in bytes of the job, status questions left out. */
  resetAfterBytes: number | null;
  closeAfterBytes: number | null;
  /** Stops reading without closing. */
  stallAfterBytes: number | null;
  paperOutAfterBytes: number | null;
  /** Talks nonsense from this byte on, as a printer whose line is shared with something else. */
  garbageAfterBytes: number | null;
  /** Milliseconds until it answers a question. */
  answersLateMs: number;
  /** Closes its own half as soon as a connection is there, and reads on. */
  halfCloses: boolean;
}

export const goodPrinter: PrinterBehaviour = {
  status: 'answers',
  paper: 'ok',
  cover: 'closed',
  tellsDone: true,
  slowMs: 0,
  resetAfterBytes: null,
  closeAfterBytes: null,
  stallAfterBytes: null,
  paperOutAfterBytes: null,
  garbageAfterBytes: null,
  answersLateMs: 0,
  halfCloses: false,
};

/** The answer to DLE EOT `question` (1 online, 2 cause, 4 paper). */
export function realTimeStatus(behaviour: PrinterBehaviour, question: number): number {
  const out = behaviour.paper === 'out';
  const open = behaviour.cover === 'open';
  if (question === 1) return 0x12 | (out || open ? 0x08 : 0);
  if (question === 2) return 0x12 | (open ? 0x04 : 0) | (out ? 0x20 : 0);
  if (question === 4) return 0x12 | (behaviour.paper === 'low' || out ? 0x0c : 0) | (out ? 0x60 : 0);
  return 0x12;
}

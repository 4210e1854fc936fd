/**
 * Makes an error fit for the log. Messages quote what was being worked on (JSON.parse quotes its text, services
 * quote names), so a message keeps only words that cannot be a person, a number or a place.
 */
export interface ScrubbedError {
  type: string;
  code?: string;
  message: string;
  /** Where in the program: frames only. */
  frames: string[];
}

export function scrubError(error: unknown): ScrubbedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', frames: [] };
  const code = (error as { code?: unknown }).code;
  return {
    type: /^([A-Z][a-z]+)*(Error|Fault)$/.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && /^[A-Za-z][A-Za-z_]{1,60}$/.test(code) ? { code } : {}),
    message: scrubText(error.message, 300),
    frames: framesOf(error),
  };
}

/** Function names and file positions; the lines above them repeat the message and are left out. */
function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at [\w$.<>#\s[\]()/:\\@-]+$/.test(line))
    .slice(0, 12)
    .map((line) =>
      line
        .trim()
        .replace(/\(?(?:file:\/\/)?[^\s()]*?[/\\]((?:[\w.@-]+[/\\]){0,2}[\w.@-]+:\d+:\d+)\)?/, '($1)'),
    );
}

/** Identifiers of the program (snake_case, a.b, SQLITE_X) and lower-case words stay; all else becomes a dot. */
export function scrubText(text: string, max: number): string {
  return text
    .slice(0, 2000)
    .replace(/(["'`«“‘]).*?(["'`»”’])/gs, '…')
    .replace(/[^\x20-\x7e]+/g, '·')
    .replace(/[^\s]+/g, (word) => (keepsSafe(word) ? word : '·'))
    .replace(/(?:·\s*){2,}/g, '· ')
    .slice(0, max)
    .trim();
}

function keepsSafe(word: string): boolean {
  const bare = word.replace(/[.,:;!?()[\]{}]+$/g, '').replace(/^[([{]+/, '');
  if (/^[a-z]{1,20}$/.test(bare)) return true;
  if (/^[A-Z]{2,}(_[A-Z]+)*$/.test(bare)) return true;
  if (/^[a-z]+([._][a-z]+)+$/.test(bare)) return true;
  if (/^\d{1,4}$/.test(bare)) return true;
  return [
    'Cannot',
    'UNIQUE',
    'CHECK',
    'FOREIGN',
    'KEY',
    'Error',
    'No',
    'Not',
    'Expected',
    'Invalid',
    'Unexpected',
    'Fault',
  ].includes(bare);
}

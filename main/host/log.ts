import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { scrubError } from './scrub.ts';

/** Fields a line may carry. Values are codes, counts and references; never what a person typed. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface HostLog {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Writes the error without what it may quote; answers the reference a person can read out. */
  error(event: string, error: unknown, fields?: LogFields): string;
  close(): void;
}

export interface LogOptions {
  dir: string;
  /** Bytes per file; default 4 MB, five files are kept. */
  maxBytes?: number;
  keep?: number;
  /** Makes the reference of an error line. */
  newRef: () => string;
}

/** Keys whose values never reach the file, whoever logs them. */
const redacted = [
  'name',
  'phone',
  'mobile',
  'address',
  'pin',
  'key',
  'token',
  'customer',
  'note',
  'text',
  'input',
  'params',
];

/** Codes look like codes; anything else in a field is shortened to its kind. */
const plainValue = /^[A-Za-z0-9_.:/+@ -]{0,120}$/;

/** A log in the data folder, one JSON line per event, rotated by size, readable by its owner only. */
export function openLog(options: LogOptions): HostLog {
  const stream = rotatingFile(options.dir, options.maxBytes ?? 4 * 1024 * 1024, options.keep ?? 5);
  const logger = pino(
    {
      base: undefined,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: { paths: [...redacted, ...redacted.map((key) => `*.${key}`)], censor: '[redacted]' },
    },
    stream,
  );
  const clean = (fields: LogFields = {}) => {
    const out: LogFields = {};
    for (const [key, value] of Object.entries(fields)) {
      out[key] = typeof value === 'string' && !isPlain(value) ? '[withheld]' : value;
    }
    return out;
  };
  return {
    info: (event, fields) => logger.info({ event, ...clean(fields) }),
    warn: (event, fields) => logger.warn({ event, ...clean(fields) }),
    error(event, error, fields) {
      const ref = options.newRef();
      logger.error({ event, ref, ...clean(fields), fault: scrubError(error) });
      return ref;
    },
    close: () => stream.close(),
  };
}

function isPlain(value: string): boolean {
  return plainValue.test(value) && !/\d{7,}/.test(value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ''));
}

/** A log that goes nowhere, for the tests of other parts. */
export function silentLog(): HostLog {
  let count = 0;
  return { info() {}, warn() {}, error: () => `silent-${++count}`, close() {} };
}

function rotatingFile(dir: string, maxBytes: number, keep: number) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = (n: number) => join(dir, n === 0 ? 'host.log' : `host.${n}.log`);
  let fd = openSync(path(0), 'a', 0o600);
  let size = fstatSync(fd).size;
  const rotate = () => {
    closeSync(fd);
    rmSync(path(keep - 1), { force: true });
    for (let n = keep - 2; n >= 0; n--) if (existsSync(path(n))) renameSync(path(n), path(n + 1));
    fd = openSync(path(0), 'a', 0o600);
    size = 0;
  };
  return {
    write(line: string): void {
      const bytes = Buffer.from(line);
      try {
        if (size > 0 && size + bytes.length > maxBytes) rotate();
        writeSync(fd, bytes);
        size += bytes.length;
      } catch {
        // A full disk must not stop the work that was to be logged
      }
    },
    close(): void {
      closeSync(fd);
    },
  };
}

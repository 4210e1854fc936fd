import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FsOp, Mark } from './trace.ts';

const calls =
  'openat,open,creat,pwrite64,write,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,' +
  'fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,dup2';

/** True where this machine can watch a program's system calls. */
export function canTrace(): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0;
}

/**
 * Runs a Node program under strace and answers what it did to the files below `dir`. Nothing is simulated: these
 * are the calls SQLite and Node made, in the order the kernel saw them. `markName` is the file whose writes are
 * marks, one JSON object each.
 */
export function traceProgram(options: { args: string[]; dir: string; markPath: string }): FsOp[] {
  const folder = mkdtempSync(join(tmpdir(), 'outlet-strace-'));
  const output = join(folder, 'trace');
  try {
    const run = spawnSync(
      'strace',
      [
        '-f',
        '-y',
        '-xx',
        '-s',
        '100000000',
        '--seccomp-bpf',
        '-o',
        output,
        '-e',
        `trace=${calls}`,
        process.execPath,
        ...options.args,
      ],
      // libuv's own ring would hide file calls from strace.
      { encoding: 'utf8', env: { ...process.env, UV_USE_IO_URING: '0' } },
    );
    if (run.status !== 0) throw new Error(`the traced program failed: ${run.stderr}`);
    return parseTrace(readFileSync(output, 'latin1'), options.dir, options.markPath);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

/** strace splits a call that another thread interrupts into two lines; they are put together where it ended. */
function* wholeLines(text: string): Generator<string> {
  const begun = new Map<string, string>();
  for (const line of text.split('\n')) {
    const pid = /^\d+/.exec(line)?.[0] ?? '';
    const unfinished = line.indexOf(' <unfinished ...>');
    if (unfinished >= 0) {
      begun.set(pid, line.slice(0, unfinished));
      continue;
    }
    const resumed = /<\.\.\. \w+ resumed>/.exec(line);
    if (resumed === null) yield line;
    else yield `${begun.get(pid) ?? ''}${line.slice(resumed.index + resumed[0].length)}`;
  }
}

/** Reads strace's output (`-y -xx`). Throws on a call that changes files below `dir` and is not understood. */
export function parseTrace(text: string, dir: string, markPath: string): FsOp[] {
  const ops: FsOp[] = [];
  const existing = new Set<string>();
  const ends = new Map<string, number>();
  const within = (path: string): string | null =>
    path === dir ? '' : path.startsWith(`${dir}/`) ? path.slice(dir.length + 1) : null;
  const put = (op: FsOp) => {
    if (op.op === 'mark' || !isScratch(op.path)) ops.push(op);
  };
  for (const line of wholeLines(text)) {
    const call = /^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)/.exec(line);
    if (call === null) continue;
    const [, name = '', args = '', result = ''] = call;
    if (result.startsWith('-')) continue;
    const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((found) => found[1] ?? '');
    const onFd = /^\d+<((?:\\x[0-9a-f]{2})+)>(\(deleted\))?/.exec(args);
    const fdPath = onFd === null || onFd[2] !== undefined ? null : unhex(onFd[1] ?? '').toString();
    const numbers = args.split(/, /).slice(-2);
    if (fdPath === markPath && name === 'write') {
      put({ op: 'mark', mark: JSON.parse(unhex(strings[0] ?? '').toString()) as Mark });
      continue;
    }
    const path = fdPath === null ? null : within(fdPath);
    const named = strings.map((one) => within(unhex(one).toString()));
    switch (name) {
      case 'openat':
      case 'open': {
        const file = named[0];
        if (file === null || file === undefined) break;
        if (args.includes('O_CREAT') && !existing.has(file)) {
          existing.add(file);
          put({ op: 'create', path: file });
        } else if (args.includes('O_TRUNC')) put({ op: 'truncate', path: file, size: 0 });
        if (args.includes('O_TRUNC') || !ends.has(file)) ends.set(file, 0);
        break;
      }
      case 'pwrite64':
        if (path === null) break;
        put({
          op: 'write',
          path,
          offset: Number(numbers[1]),
          bytes: unhex(strings[0] ?? '').subarray(0, Number(result)),
        });
        break;
      case 'write': {
        if (path === null) break;
        // Only files written once from their beginning are written without an offset here.
        const at = ends.get(path) ?? 0;
        put({ op: 'write', path, offset: at, bytes: unhex(strings[0] ?? '').subarray(0, Number(result)) });
        ends.set(path, at + Number(result));
        break;
      }
      case 'fsync':
      case 'fdatasync':
        if (path !== null) put({ op: 'sync', path });
        break;
      case 'ftruncate':
        if (path !== null) put({ op: 'truncate', path, size: Number(numbers[1]) });
        break;
      case 'rename':
      case 'renameat':
      case 'renameat2': {
        const [from, to] = named;
        if (from === null || from === undefined || to === null || to === undefined) break;
        existing.add(to);
        existing.delete(from);
        put({ op: 'rename', path: from, to });
        break;
      }
      case 'unlink':
      case 'unlinkat': {
        const file = named[0];
        if (file === null || file === undefined) break;
        existing.delete(file);
        put({ op: args.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink', path: file });
        break;
      }
      case 'mkdir':
      case 'mkdirat': {
        const folder = named[0];
        if (folder !== null && folder !== undefined && folder !== '') put({ op: 'mkdir', path: folder });
        break;
      }
      default:
        if (path !== null || named.some((one) => one !== null && one !== undefined))
          throw new Error(`a call that the harness does not understand: ${line.slice(0, 200)}`);
    }
  }
  return ops;
}

/** Shared memory of the WAL is rebuilt from the WAL by whoever opens it first after a crash. */
const isScratch = (path: string): boolean => path.endsWith('-shm');

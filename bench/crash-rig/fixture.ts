import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { createHash } from 'node:crypto';
import { migrations } from '../../db/migrations/index.ts';
import type { FsOp, Recording } from './trace.ts';

export const fixturePath = new URL('../../tests/fixtures/crash/operations.trace.br', import.meta.url);

export interface Recordings {
  full: Recording;
  off: Recording;
}

/** Of what the store is made: a recording from another schema says nothing about this program. */
export function schemaHash(): string {
  const hash = createHash('sha256');
  for (const { name, statements } of migrations) hash.update(JSON.stringify([name, statements]));
  return hash.digest('hex').slice(0, 16);
}

type Packed = { path: string; at: number; length: number };
type PackedOp = Exclude<FsOp, { op: 'write' }> | ({ op: 'write'; offset: number } & Packed);
interface Index {
  schema: string;
  base: Packed[];
  full: PackedOp[];
  off: PackedOp[];
}

/** Both recordings of plain stores in one small file. */
export function packRecordings({ full, off }: Recordings): Buffer {
  const blobs: Buffer[] = [];
  let size = 0;
  const put = (path: string, bytes: Buffer): Packed => {
    blobs.push(bytes);
    size += bytes.length;
    return { path, at: size - bytes.length, length: bytes.length };
  };
  const packOps = (ops: readonly FsOp[]): PackedOp[] =>
    ops.map((op) => (op.op === 'write' ? { op: 'write', offset: op.offset, ...put(op.path, op.bytes) } : op));
  const index: Index = {
    schema: schemaHash(),
    base: [...full.base].map(([path, bytes]) => put(path, bytes)),
    full: packOps(full.ops),
    off: packOps(off.ops),
  };
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const whole = Buffer.concat([length, head, ...blobs]);
  return brotliCompressSync(whole, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

/** Faults: an Error that says how to record again where the recording is from another schema. */
export function unpackRecordings(packed: Buffer): Recordings {
  const whole = brotliDecompressSync(packed);
  const headLength = whole.readUInt32LE(0);
  const index = JSON.parse(whole.subarray(4, 4 + headLength).toString()) as Index;
  if (index.schema !== schemaHash())
    throw new Error(
      'the recording is from another schema: record again with node tests/crash/record-fixture.ts (needs strace)',
    );
  const bytesOf = ({ at, length }: Packed) =>
    whole.subarray(4 + headLength + at, 4 + headLength + at + length);
  const base = new Map(index.base.map((one) => [one.path, bytesOf(one)]));
  const unpackOps = (ops: PackedOp[]): FsOp[] =>
    ops.map((op) =>
      op.op === 'write' ? { op: 'write', path: op.path, offset: op.offset, bytes: bytesOf(op) } : op,
    );
  return { full: { base, ops: unpackOps(index.full) }, off: { base, ops: unpackOps(index.off) } };
}

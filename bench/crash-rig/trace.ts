/** What a program did to the files of one folder, in order. Paths are relative to it, with slashes. */
export type FsOp =
  | { op: 'mkdir'; path: string }
  | { op: 'create'; path: string }
  | { op: 'write'; path: string; offset: number; bytes: Buffer }
  | { op: 'truncate'; path: string; size: number }
  | { op: 'sync'; path: string }
  | { op: 'rename'; path: string; to: string }
  | { op: 'unlink'; path: string }
  | { op: 'rmdir'; path: string }
  /** Something left the program: an answer, or a request to a platform. Whatever it rests on must be durable. */
  | { op: 'mark'; mark: Mark };

export interface Mark {
  /** What left; `commit` marks only tell the harness what the store holds, nothing rests on them. */
  kind: 'answer' | 'request' | 'commit' | 'erased';
  name: string;
  /** Last command that what left rests on. */
  lsn: number;
  requestId?: string;
  /** Digest of all tables right after this commit. */
  digest?: string;
  /** Key of the seal that must not come back. */
  keyId?: number;
}

/** A recorded run: the folder as it was before, and what was done. */
export interface Recording {
  base: Map<string, Buffer>;
  ops: FsOp[];
}

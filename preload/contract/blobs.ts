import { z } from 'zod';
import { type AnyChannel, command, query } from './define.ts';

/** Bytes of the largest file: a long voice message, a bill scanned at 300 dpi, a season's sheet. */
export const maxBlobBytes = 64 * 1024 * 1024;

export const blobHash = z.string().regex(/^[0-9a-f]{64}$/);
export const fileName = z.string().min(1).max(200);
/** No text/html, no svg: a file is shown or saved, never run. */
export const mimeType = z
  .string()
  .max(100)
  .regex(
    /^(image\/(png|jpeg|webp|gif|bmp|heic)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/[\w.+-]+|text\/(plain|csv))$/,
  )
  .refine((mime) => !/xhtml|javascript|ecmascript|svg|wasm/.test(mime));

/** Channels of the area «blobs»: permission to send or fetch file bytes, which travel beside the contract. */
export const blobs = {
  /**
   * Announces a file by its SHA-256. When the outlet has it there is nothing to send; else the bytes go with the
   * ticket, from `offset` on (an earlier attempt may have left some).
   */
  'blobs.offer': command({
    input: z.object({
      hash: blobHash,
      size: z.int().min(0).max(maxBlobBytes),
      name: fileName,
      mime: mimeType,
    }),
    output: z.discriminatedUnion('have', [
      z.object({ have: z.literal(true) }),
      z.object({ have: z.literal(false), ticket: z.string(), offset: z.number() }),
    ]),
    permission: 'anyone',
    perMinute: 240,
  }),
  /** Where an upload stands after a broken line. */
  'blobs.status': query({
    input: z.object({ hash: blobHash }),
    output: z.object({ have: z.boolean(), offset: z.number() }),
    permission: 'anyone',
  }),
} as const satisfies Record<string, AnyChannel>;

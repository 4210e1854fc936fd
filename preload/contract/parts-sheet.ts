import { z } from 'zod';
import { cellProblems, sheetColumns } from '../../domain/stock/part-sheet.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { stockFilter } from './parts-stock.ts';

const language = z.enum(['zh', 'en']);
const column = z.enum(sheetColumns);
const file = { blobHash: field.id(), fileName: field.text(200), language };

/** Channels of 仓库: the catalogue as a sheet. */
export const partsSheet = {
  /** 导出: the rows of a list as they are shown; the job's result names the file. */
  'parts.sheetExport': command({
    input: z
      .object({
        filter: stockFilter,
        sort: z.enum(['code', 'name', 'store', 'short']).default('code'),
        descending: z.boolean().default(false),
        language,
      })
      .strict(),
    output: z.object({ jobId: z.string(), rows: z.int() }),
    permission: 'stock.read',
  }),
  'parts.sheetTicket': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({ ticket: z.string(), name: z.string(), size: z.int() }),
    permission: 'stock.read',
  }),
  /** What a sheet would do, row by row and cell by cell; a large one is read by a job that answers the same. */
  'parts.sheetPreview': command({
    input: z.object(file).strict(),
    output: z.object({
      preview: z
        .object({
          rows: z.array(
            z.object({
              rowNo: z.int(),
              code: z.string(),
              name: z.string(),
              state: z.enum(['new', 'changed', 'same', 'error']),
              cells: z.array(z.object({ column, from: z.string(), to: z.string() })),
              problem: z
                .object({ column, code: z.enum(cellProblems), value: z.string(), other: z.string() })
                .nullable(),
            }),
          ),
          total: z.int(),
          created: z.int(),
          changed: z.int(),
          same: z.int(),
          errors: z.int(),
          columns: z.array(column),
          ignored: z.array(z.string()),
          headerRow: z.int(),
        })
        .nullable(),
      jobId: z.string().nullable(),
    }),
    permission: 'parts.edit',
  }),
  /** 导入: all of it as one batch, or nothing; the figures are those the person saw. */
  'parts.sheetImport': command({
    input: z.object({ ...file, created: z.int().min(0), changed: z.int().min(0) }).strict(),
    output: z.object({
      batchId: z.string().nullable(),
      created: z.int(),
      changed: z.int(),
      jobId: z.string().nullable(),
    }),
    permission: 'parts.edit',
  }),
  /** Takes an import back whole. */
  'parts.sheetUndo': command({
    input: z.object({ batchId: field.id() }).strict(),
    output: z.object({ batchId: z.string(), created: z.int(), changed: z.int() }),
    permission: 'parts.edit',
  }),
} as const satisfies Record<string, AnyChannel>;

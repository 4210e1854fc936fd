import { z } from 'zod';
import { templateSources } from '../../domain/paper/kinds.ts';
import { foundKinds } from '../../domain/paper/template/fields.ts';
import { type AnyChannel, command, field, query } from './define.ts';
import { paperId, printKind } from './paper.ts';

const target = { kind: printKind, paper: paperId };
/** A template as it is typed, imported or stored; the host takes it apart (domain/paper/template/read.ts). */
const body = z.record(z.string(), z.json());
/** Pictures in templates are some ten kilobytes each. */
const maxBytes = 512 * 1024;

const word = z.object({ id: z.string(), zh: z.string(), en: z.string() });
const fault = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** Templates an outlet makes of its papers. */
export const paperTemplates = {
  /** Documents that can be set, on which papers, and which version serves; null: the program's own setting. */
  'paper.templates': query({
    input: z.object({}).strict(),
    output: z.object({
      kinds: z.array(
        z.object({
          kind: printKind,
          papers: z.array(
            z.object({
              paper: paperId,
              versions: z.int(),
              active: z.int().nullable(),
              /** Why the active one last did not serve. */
              fault: fault.nullable(),
            }),
          ),
        }),
      ),
    }),
    permission: 'print.run',
  }),
  /** One version (null: the active one, without one the program's setting) with everything that may stand on the paper. */
  'paper.template': query({
    input: z.object({ ...target, id: field.id().nullable().default(null) }).strict(),
    output: z.object({
      fields: z.array(
        z.object({
          ...word.shape,
          kind: z.enum(foundKinds),
          head: z.boolean(),
          sample: z.string(),
          columns: z.array(word),
          foot: z.array(word),
        }),
      ),
      body: z.unknown(),
      shown: z.string().nullable(),
      versions: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          active: z.boolean(),
          source: z.enum(templateSources),
          note: z.string(),
          by: z.string(),
          at: z.int(),
          fault: fault.nullable(),
        }),
      ),
    }),
    permission: 'print.run',
  }),
  'paper.templateStandard': query({
    input: z.object(target).strict(),
    output: z.object({ body: z.unknown() }),
    permission: 'print.run',
  }),
  /** What is wrong with it, each by its place, and how made-up papers come out by it. */
  'paper.templatePreview': query({
    input: z.object({ ...target, body, example: z.int().min(0).max(50).default(0) }).strict(),
    output: z.object({
      problems: z.array(fault),
      /** A roll, as `paper.preview` draws it. */
      html: z.string(),
      /** A whole page without script, for a frame of its own. */
      sheet: z
        .object({
          html: z.string(),
          widthMicrons: z.int(),
          heightMicrons: z.int(),
          marginMicrons: z.int(),
        })
        .nullable(),
      lines: z.array(z.string()),
      examples: z.int(),
    }),
    permission: 'print.run',
    maxBytes,
  }),
  /** A new version; the ones before stay as they are. Refuses one with a fault in it. */
  'paper.saveTemplate': command({
    input: z
      .object({
        ...target,
        body,
        note: field.text(100).default(''),
        source: z.enum(templateSources).default('edited'),
        basedOn: field.id().nullable().default(null),
        activate: z.boolean(),
      })
      .strict(),
    output: z.object({ id: z.string(), version: z.int() }),
    permission: 'printers.write',
    maxBytes,
  }),
  /** Which version serves from now on; null: the program's own setting. Papers already queued keep theirs. */
  'paper.activateTemplate': command({
    input: z.object({ ...target, id: field.id().nullable() }).strict(),
    output: z.object({ version: z.int().nullable() }),
    permission: 'printers.write',
  }),
  'paper.exportTemplate': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({ name: z.string(), text: z.string() }),
    permission: 'print.run',
  }),
  /** An exported template of this document, for the editor; nothing is kept. */
  'paper.readTemplateFile': query({
    input: z.object({ ...target, text: z.string().max(maxBytes) }).strict(),
    output: z.object({ body: z.unknown(), paper: z.string() }),
    permission: 'printers.write',
    maxBytes: 2 * maxBytes,
  }),
} as const satisfies Record<string, AnyChannel>;

import { z } from 'zod';
import { formAligns, formFieldKinds, formLimits } from '../../domain/paper/form.ts';
import { blobHash } from './blobs.ts';
import { type AnyChannel, command, field, query } from './define.ts';
import { jobDone, printKind, sheetPage } from './paper.ts';

const microns = z.int().min(formLimits.leastMicrons).max(formLimits.mostMicrons);
const tenths = z
  .int()
  .min(0)
  .max(formLimits.mostMicrons / 100);
const shift = z.int().min(-formLimits.mostShift).max(formLimits.mostShift);

/** What is printed where; lengths in tenths of a millimetre, text sizes in tenths of a point. */
const formField = z
  .object({
    kind: z.enum(formFieldKinds),
    source: z.string().max(60),
    nth: z.int().min(1).max(200),
    text: z.string().max(60),
    x: tenths,
    y: tenths,
    width: z
      .int()
      .min(10)
      .max(formLimits.mostMicrons / 100),
    lines: z.int().min(1).max(formLimits.mostLines),
    size: z.int().min(formLimits.leastSize).max(formLimits.mostSize),
    align: z.enum(formAligns),
    bold: z.boolean(),
  })
  .strict();

const printerForm = z.object({
  printerId: z.string(),
  printerName: z.string(),
  version: z.int(),
  xTenths: z.int(),
  yTenths: z.int(),
  /** µm by which the print moves down with each form. */
  driftMicrons: z.int(),
  measuredForms: z.int(),
  measuredAt: z.int().nullable(),
});

const form = z.object({
  id: z.string(),
  version: z.int(),
  kind: printKind,
  payerId: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string(),
  widthMicrons: z.int(),
  heightMicrons: z.int(),
  fields: z.array(formField),
  hasGuide: z.boolean(),
  retiredAt: z.int().nullable(),
  /** Printers this form lies in: their papers of this kind (and payer) get values only. */
  printers: z.array(printerForm),
});

/** Pre-printed forms (套打): what stands where on them, and how each printer takes them. */
export const paperForms = {
  'paper.forms': query({
    input: z.object({ retired: z.boolean().default(false) }).strict(),
    output: z.object({
      forms: z.array(form),
      /** Whose forms there may be. */
      payers: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })),
    }),
    permission: 'print.run',
  }),
  'paper.form': query({
    input: z.object({ id: field.id() }).strict(),
    output: form,
    permission: 'print.run',
  }),
  /** A link that fetches the picture of the form once; it is shown under the fields and never printed. */
  'paper.formGuide': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({ ticket: z.string() }),
    permission: 'print.run',
  }),
  /** Headings of the papers of this kind last printed, with the newest value of each, masked as the paper would be. */
  'paper.formHeadings': query({
    input: z.object({ kind: printKind }).strict(),
    output: z.object({
      headings: z.array(
        z.object({
          source: z.string(),
          nth: z.int(),
          zh: z.string(),
          en: z.string(),
          value: z.string(),
        }),
      ),
      number: z.string(),
    }),
    permission: 'print.run',
  }),
  /** `guideHash`: null takes the picture away, absent leaves it. */
  'paper.saveForm': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        kind: printKind,
        payerId: field.id().nullable().default(null),
        nameZh: field.text(60).min(1),
        nameEn: field.text(60).default(''),
        widthMicrons: microns,
        heightMicrons: microns,
        fields: z.array(formField).max(formLimits.mostFields),
        guideHash: blobHash.nullable().optional(),
        guideName: field.text(200).default(''),
        retired: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ formId: z.string(), version: z.int() }),
    permission: 'printers.write',
  }),
  /** Which printer the form lies in and how it takes it; `measured` replaces the drift by what a stack showed. */
  'paper.savePrinterForm': command({
    input: z
      .object({
        formId: field.id(),
        printerId: field.id(),
        /** Null where the form does not lie in this printer yet. */
        version: field.version().nullable().default(null),
        xTenths: shift.default(0),
        yTenths: shift.default(0),
        measured: z
          .object({ forms: z.int().min(2).max(50), firstTenths: shift, lastTenths: shift })
          .strict()
          .nullable()
          .default(null),
        /** The form is taken out of this printer. */
        remove: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ driftMicrons: z.int() }),
    permission: 'printers.write',
  }),
  /** Queues a stack of numbered marks on this form, uncorrected, to be measured with a ruler. */
  'paper.printFormMarks': command({
    input: z
      .object({ formId: field.id(), printerId: field.id(), forms: z.int().min(2).max(50).default(10) })
      .strict(),
    output: jobDone,
    permission: 'printers.write',
  }),
  /**
   * Gives a paper that found no printer to this window, to be printed by the browser or the system's dialog. From then on
   * the job is unknown: only whoever stands at the paper can say whether it came out.
   */
  'paper.printHere': command({
    input: z.object({ jobId: field.id(), version: field.version() }).strict(),
    output: jobDone.extend({ title: z.string(), sheet: sheetPage }),
    permission: 'print.run',
  }),
} as const satisfies Record<string, AnyChannel>;

import type { Handlers } from '../context.ts';
import { dayHandlers } from './day.ts';
import { formHandlers } from './forms/index.ts';
import { houseHandlers } from './house.ts';
import { jobHandlers } from './job-steps.ts';
import { pdfHandlers } from './pdf.ts';
import { printHereHandlers } from './print-here.ts';
import { printHandlers } from './print.ts';
import { printerHandlers } from './printers.ts';
import { readHandlers } from './read.ts';
import { statusHandlers } from './status.ts';
import { templateHandlers } from './templates/index.ts';

/** Handlers of the area «paper»: preview, printing, the queue, printers and their routes. */
export const handlers: Handlers = {
  ...readHandlers,
  ...printHandlers,
  ...printHereHandlers,
  ...dayHandlers,
  ...jobHandlers,
  ...printerHandlers,
  ...statusHandlers,
  ...pdfHandlers,
  ...templateHandlers,
  ...formHandlers,
  ...houseHandlers,
};

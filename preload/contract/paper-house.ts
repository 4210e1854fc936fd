import { z } from 'zod';
import { printKinds } from '../../domain/paper/kinds.ts';
import { paperLanguages } from '../../domain/paper/paper-scope.ts';
import { type AnyChannel, command, field, query } from './define.ts';

/** How the outlet wants its papers, and which papers of money a person has. */
export const paperHouse = {
  'paper.languages': query({
    input: z.object({}),
    output: z.object({ languages: z.enum(paperLanguages), version: z.int().min(0) }),
    permission: 'settings.read',
  }),
  /** `both`: each heading in Chinese with the English beneath. `version` 0 while nobody has chosen. */
  'paper.setLanguages': command({
    input: z.object({ languages: z.enum(paperLanguages), version: z.int().min(0) }).strict(),
    output: z.object({ version: field.version() }),
    permission: 'settings.write',
  }),
  /** Fines, advances and deposit moves of a person or sub-shop, newest first, at most 50 of each. */
  'paper.moneyOf': query({
    input: z.object({ holderId: field.id() }).strict(),
    output: z.object({
      papers: z.array(
        z.object({
          kind: z.enum(printKinds),
          id: z.string(),
          number: z.string(),
          at: z.int(),
          amountFen: z.int(),
          note: z.string(),
        }),
      ),
      /** Null where no deposit was ever moved. */
      depositFen: z.int().nullable(),
    }),
    permission: 'pay.read',
  }),
} as const satisfies Record<string, AnyChannel>;

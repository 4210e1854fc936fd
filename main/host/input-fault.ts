import type { z } from 'zod';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';

/** The first thing that is wrong, as a place and a problem code the window has words for. Values are not quoted. */
export function inputFault(error: z.ZodError): Fault {
  const issue = deepest(error.issues);
  const field = issue ? issue.path.map(String).join('.').slice(0, 120) : '';
  return new Fault('input_invalid', { field: field === '' ? 'input' : field, ...problemOf(issue) });
}

type Issue = z.ZodError['issues'][number];

/** Of a union that nothing fits, the branch that came furthest says more than «union». */
function deepest(issues: readonly Issue[]): Issue | undefined {
  const first = issues[0];
  if (first?.code !== 'invalid_union' || !first.errors?.length) return first;
  const inner = first.errors
    .flat()
    .map((issue) => ({ ...issue, path: [...first.path, ...issue.path] }) as Issue)
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner && inner.path.length > first.path.length ? inner : first;
}

function problemOf(issue: Issue | undefined): FaultParams {
  if (!issue) return { problem: 'wrong' };
  switch (issue.code) {
    case 'invalid_type':
      return { problem: 'wrong_type', expected: issue.expected };
    case 'too_big':
      return { problem: issue.origin === 'string' ? 'too_long' : 'too_big', limit: Number(issue.maximum) };
    case 'too_small':
      return { problem: issue.origin === 'string' ? 'too_short' : 'too_small', limit: Number(issue.minimum) };
    case 'invalid_format':
      return { problem: issue.format === 'date' ? 'no_such_date' : 'format', expected: issue.format };
    case 'invalid_value':
      return { problem: 'not_one_of' };
    case 'unrecognized_keys':
      return { problem: 'unknown_field' };
    default:
      return { problem: 'wrong' };
  }
}

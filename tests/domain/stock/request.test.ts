import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  diesWithOrder,
  openRequests,
  owedOf,
  type RequestLine,
  requestStates,
  stateAfter,
  stepsOf,
  wantedOf,
} from '../../../domain/stock/request.ts';

test('every step leads to a state, no ended request has a step, every open one can be cancelled', () => {
  for (const state of requestStates) {
    expect(stepsOf(state).length > 0).toBe(openRequests.includes(state));
    expect(stepsOf(state).includes('cancelled')).toBe(openRequests.includes(state));
    for (const step of stepsOf(state)) expect(requestStates).toContain(stateAfter(step));
  }
  expect(diesWithOrder.every((state) => openRequests.includes(state))).toBe(true);
  expect(diesWithOrder).not.toContain('shipped');
});

const line = fc
  .record({ askedMilli: fc.integer({ min: 1, max: 9000 }), yes: fc.nat(1000), receivedMilli: fc.nat(12_000) })
  .map(({ yes, ...rest }) => ({ ...rest, approvedMilli: Math.floor((rest.askedMilli * yes) / 1000) }));

test('what is owed is what is given less what came, never below nothing; no word of the maker means all of it', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), (given, said) => {
      const lines = said ? given : given.map((one) => ({ ...one, approvedMilli: 0 }));
      const heard = lines.some((one) => one.approvedMilli > 0);
      const wanted = wantedOf(lines);
      owedOf(lines).forEach((owed, at) => {
        const one = lines[at] as RequestLine;
        const promised = heard ? one.approvedMilli : one.askedMilli;
        expect(wanted[at]).toBe(promised);
        expect(owed).toBe(one.receivedMilli >= promised ? 0 : promised - one.receivedMilli);
      });
    }),
  );
});

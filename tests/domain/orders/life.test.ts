import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawOrderLife } from '../../../build/order-life-page.ts';
import { permissionCodes } from '../../../domain/access/permissions.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OrderAction } from '../../../domain/orders/life.ts';
import {
  actionsIn,
  assertEdge,
  disputableStates,
  effectWords,
  findEdge,
  guardWords,
  holdableStates,
  nextEdges,
  orderEdges,
} from '../../../domain/orders/life.ts';
import { endStates, mainStates, openStates, orderStates } from '../../../domain/orders/states.ts';
import { holds } from '../support.ts';

const allActions = [...new Set(orderEdges.map((edge) => edge.action))];

describe('transition table', () => {
  it('has no edge twice', () => {
    const keys = orderEdges.map((edge) => `${edge.from} ${edge.action} ${edge.to}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leads to several states only where the order remembers where it came from', () => {
    for (const state of orderStates) {
      for (const action of actionsIn(state)) {
        const targets = nextEdges(state).filter((edge) => edge.action === action);
        if (targets.length > 1) {
          const guard = targets[0]?.needs[0];
          expect(['held_from', 'disputed_from']).toContain(guard);
        }
      }
    }
  });

  it('names known guards, effects and permissions, and uses every one of them', () => {
    for (const edge of orderEdges) {
      for (const guard of edge.needs) expect(guardWords).toHaveProperty(guard);
      for (const effect of edge.effects) expect(effectWords).toHaveProperty(effect);
      expect(permissionCodes).toContain(edge.permission);
      expect(new Set(edge.effects).size).toBe(edge.effects.length);
    }
    const guards = new Set(orderEdges.flatMap((edge) => edge.needs));
    const effects = new Set(orderEdges.flatMap((edge) => edge.effects));
    expect(Object.keys(guardWords).filter((name) => !guards.has(name as never))).toEqual([]);
    expect(Object.keys(effectWords).filter((name) => !effects.has(name as never))).toEqual([]);
  });

  it('walks the straight way', () => {
    const way: OrderAction[] = [
      'review',
      'approve',
      'assign',
      'accept',
      'finish',
      'verify',
      'audit',
      'close',
    ];
    let state: (typeof orderStates)[number] = 'received';
    const seen: string[] = [state];
    for (const action of way) {
      state = assertEdge(state, action).to;
      seen.push(state);
    }
    expect(seen).toEqual([...mainStates]);
  });

  it('every state can be reached and every one that is no end can be left towards an end', () => {
    const reach = (start: string, step: (state: string) => string[]) => {
      const known = new Set([start]);
      for (const state of known) for (const next of step(state)) known.add(next);
      return known;
    };
    const forward = reach('received', (state) =>
      orderEdges.filter((edge) => edge.from === state).map((edge) => edge.to),
    );
    expect([...forward].sort()).toEqual([...orderStates].sort());
    const backward = reach('closed', (state) =>
      orderEdges.filter((edge) => edge.to === state).map((edge) => edge.from),
    );
    for (const state of orderStates) expect(backward.has(state)).toBe(true);
    expect(endStates).toEqual(['closed', 'cancelled']);
  });

  it('resume leads back to exactly the states a hold starts from, a dispute likewise', () => {
    const into = (state: string, action: string) =>
      orderEdges
        .filter((edge) => edge.to === state && edge.action === action)
        .map((edge) => edge.from)
        .sort();
    const out = (state: string, action: string) =>
      orderEdges
        .filter((edge) => edge.from === state && edge.action === action)
        .map((edge) => edge.to)
        .sort();
    expect(out('on_hold', 'resume')).toEqual(into('on_hold', 'hold'));
    expect(out('on_hold', 'resume')).toEqual([...holdableStates].sort());
    expect(out('disputed', 'resolve_dispute')).toEqual(into('disputed', 'dispute'));
    expect(out('disputed', 'resolve_dispute')).toEqual([...disputableStates].sort());
    expect(findEdge('on_hold', 'resume')).toBeNull();
    expect(findEdge('on_hold', 'resume', 'accepted')?.to).toBe('accepted');
  });

  it('nothing leaves working states for good with parts, slots or a valid slip still out', () => {
    for (const edge of orderEdges) {
      const leaves =
        openStates.includes(edge.from) && ['cancelled', 'sent_back', 'intercepted'].includes(edge.to);
      if (!leaves || edge.action === 'absorb') continue;
      for (const effect of [
        'release_reservations',
        'release_slots',
        'void_slip',
        'stop_deadlines',
      ] as const) {
        expect(edge.effects, `${edge.from} ${edge.action}`).toContain(effect);
      }
    }
  });

  it('a platform may cancel in every state before work, and a person can end it there', () => {
    for (const state of openStates) {
      expect(findEdge(state, 'intercept')?.to).toBe('intercepted');
      expect(findEdge(state, 'cancel')?.to).toBe('cancelled');
      expect(findEdge(state, 'send_back')?.to).toBe('sent_back');
    }
  });

  it('rework keeps the state of the first order', () => {
    for (const edge of orderEdges.filter((one) => one.action === 'rework')) {
      expect(edge.to).toBe(edge.from);
      expect(edge.effects).toContain('open_child');
    }
  });

  it('any walk takes only edges of the table; the rest is a fault with from and action', () => {
    holds([fc.array(fc.constantFrom(...allActions), { maxLength: 40 })], (walk) => {
      let state: (typeof orderStates)[number] = 'received';
      for (const action of walk) {
        const edge = findEdge(state, action);
        if (edge === null) {
          try {
            assertEdge(state, action);
            expect.unreachable();
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
            expect((error as Fault).params).toEqual({ from: state, action });
          }
        } else state = edge.to;
        expect(orderStates).toContain(state);
      }
    });
  });

  it('docs/order-life.md says what the table says', () => {
    const page = readFileSync(new URL('../../../docs/order-life.md', import.meta.url), 'utf8');
    expect(page, 'run node build/draw-order-life.ts').toBe(drawOrderLife());
  });
});

import { expect, test } from 'vitest';
import { completeRules, editableRules, type RuleGroup } from '../../renderer/ui/rule-tree.ts';

const urgent = { field: 'urgent', rel: 'yes', value: null };
const half = { field: 'staff', rel: 'is', value: null };

test('what is still half said is left out, and a group with nothing in it', () => {
  expect(completeRules({ op: 'and', items: [half] })).toBeNull();
  expect(completeRules({ op: 'and', items: [urgent, { op: 'or', items: [half] }] })).toEqual({
    op: 'and',
    items: [urgent],
  });
  for (const value of ['', 'date', [], ['today', ''], ['date', 'today']])
    expect(completeRules({ field: 'received', rel: 'within', value }), JSON.stringify(value)).toBeNull();
  expect(completeRules({ field: 'amount', rel: 'atLeast', value: 0 })).not.toBeNull();
});

test('«none of these» is NOT over an OR, and is shown flat again', () => {
  const other = { field: 'amount', rel: 'atLeast', value: 100 };
  const none: RuleGroup = { op: 'not', items: [urgent, other] };
  const kept = completeRules(none);
  expect(kept).toEqual({ op: 'not', items: [{ op: 'or', items: [urgent, other] }] });
  expect(editableRules(kept)).toEqual(none);
  expect(editableRules(null)).toEqual({ op: 'and', items: [] });
  expect(editableRules(urgent)).toEqual({ op: 'and', items: [urgent] });
});

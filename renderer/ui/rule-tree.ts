export type RuleValue = string | number | null | readonly (string | number)[];
export interface Rule {
  field: string;
  rel: string;
  /** Null while it is still being said, and for relations that need none. */
  value: RuleValue;
}
export interface RuleGroup {
  op: 'and' | 'or' | 'not';
  items: readonly RuleNode[];
}
export type RuleNode = Rule | RuleGroup;

export const isRuleGroup = (node: RuleNode): node is RuleGroup => 'op' in node;

/** Relations that are whole sentences by themselves. */
export const alone = new Set(['empty', 'filled', 'yes', 'no']);

/** The tree without what is still half said; null when nothing is left. */
export function completeRules(node: RuleNode): RuleNode | null {
  if (!isRuleGroup(node)) {
    if (alone.has(node.rel)) return { ...node, value: null };
    const { value } = node;
    const unsaid = (one: unknown) => one === null || one === '' || one === 'date';
    if (unsaid(value)) return null;
    return Array.isArray(value) && (value.length === 0 || value.some(unsaid)) ? null : node;
  }
  const items = node.items.flatMap((item) => completeRules(item) ?? []);
  if (items.length === 0) return null;
  // «None of these» is NOT over an OR
  return node.op === 'not' && items.length > 1
    ? { op: 'not', items: [{ op: 'or', items }] }
    : { op: node.op, items };
}

/** What was kept, as the editor shows it: always a group, «none of these» flat. */
export function editableRules(node: RuleNode | null): RuleGroup {
  if (node === null) return { op: 'and', items: [] };
  if (!isRuleGroup(node)) return { op: 'and', items: [node] };
  const [only] = node.items;
  if (node.op === 'not' && node.items.length === 1 && only && isRuleGroup(only) && only.op === 'or')
    return { op: 'not', items: only.items };
  return node;
}

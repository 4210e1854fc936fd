/**
 * Masks as data: which permission reveals a kind of personal field, and what is shown instead. Applied once, at the
 * output of the router; no service hides anything by itself.
 */
import { maskPhone } from '../customers/phone.ts';
import type { Permission, Scope } from './permissions.ts';
import { covers } from './permissions.ts';

export const maskKinds = ['name', 'phone', 'address', 'id_number'] as const;
export type MaskKind = (typeof maskKinds)[number];

export interface MaskRule {
  kind: MaskKind;
  /** Whoever holds it for this row's scope sees the field whole. */
  reveals: Permission;
  /** How much stays readable. */
  style: 'surname' | 'middle' | 'county' | 'ends';
}

/** Seeded rules; an outlet may tighten them. */
export const maskRules: readonly MaskRule[] = [
  { kind: 'name', reveals: 'personal.name', style: 'surname' },
  { kind: 'phone', reveals: 'personal.phone', style: 'middle' },
  { kind: 'address', reveals: 'personal.address', style: 'county' },
  { kind: 'id_number', reveals: 'personal.id_number', style: 'ends' },
];

/** Two-character surnames that are met; others count as one character. */
const doubleSurnames = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '皇甫',
  '夏侯',
  '东方',
  '令狐',
  '尉迟',
  '长孙',
  '慕容',
];

function maskName(name: string): string {
  const chars = [...name];
  if (chars.length <= 1) return name === '' ? '' : '*';
  const surname = doubleSurnames.find((one) => name.startsWith(one)) ?? chars[0] ?? '';
  const rest = chars.length - [...surname].length;
  return surname + '*'.repeat(Math.min(Math.max(rest, 1), 3));
}

/**
 * Keeps province, city and county and hides estate, building and room. The county is kept only behind a city or a
 * province, so that a bare 某某小区 is not taken for one.
 */
const divisionPattern =
  /^(?:(?:[^\d市区县]{2,5}?(?:省|自治区))(?:[^\d]{2,7}?(?:市|州|盟))?|[^\d]{2,7}?(?:市|州|盟))(?:[^\d]{1,6}?(?:(?<![小社园])区|县|市|旗))?/;

function maskAddress(address: string): string {
  if (address === '') return '';
  return `${divisionPattern.exec(address)?.[0] ?? ''}****`;
}

function maskEnds(text: string): string {
  const chars = [...text];
  if (chars.length <= 4) return '*'.repeat(chars.length);
  const keep = Math.min(4, Math.floor(chars.length / 4));
  return chars.slice(0, keep).join('') + '*'.repeat(chars.length - 2 * keep) + chars.slice(-keep).join('');
}

/** The text shown to someone who may not see the field. Never longer hints than the style says. */
export function maskText(text: string, style: MaskRule['style']): string {
  switch (style) {
    case 'surname':
      return maskName(text);
    case 'middle':
      return maskPhone(text);
    case 'county':
      return maskAddress(text);
    case 'ends':
      return maskEnds(text);
  }
}

/**
 * A personal field as this person sees it. `scopeFor` gives the widest scope of a permission the person holds,
 * `rowScope` the narrowest scope that reaches this row (own order → 'own', team's → 'team', else 'all').
 */
export function applyMask(
  kind: MaskKind,
  text: string | null,
  rowScope: Scope,
  scopeFor: (permission: Permission) => Scope | null,
  rules: readonly MaskRule[] = maskRules,
): string | null {
  if (text === null) return null;
  const rule = rules.find((one) => one.kind === kind);
  // a kind without a rule is hidden: forgetting a rule must not show anyone's data
  if (rule === undefined) return '****';
  return covers(scopeFor(rule.reveals), rowScope) ? text : maskText(text, rule.style);
}

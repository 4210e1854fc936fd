import { disputeCauses, reopenCauses, reviveCauses } from '../../../domain/orders/reasons.ts';
import { type Words, useWords } from '../../i18n/index.ts';
import { dateText, zonedParts } from '../../lib/format.ts';
import { nowMs } from '../../lib/clock.ts';
import { nameOf, personName } from '../../lib/names.ts';
import { outletZone, useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { type Choices, useChoices } from './choices.ts';

/** A word of the catalogue `life`; a code that has none gets the general word of its group, never its own name. */
export function say(t: Words, group: string, code: string, params?: Record<string, unknown>): string {
  const path = `${group}.${code}`;
  const text = t(`life:${path}`, params);
  return text === path || text === `life:${path}` ? t(`life:${group}.other`, params) : text;
}

export interface Happened {
  kind: string;
  params: Record<string, unknown>;
}

/** A window in words: 今天 09:00–11:30. */
export function windowText(
  t: Words,
  startAt: number | null,
  endAt: number | null,
  day: string | null,
): string {
  const zone = outletZone();
  if (startAt === null) return day ?? '';
  const from = dateText(startAt, { nowMs: nowMs(), zone, words: t, time: 'always' });
  return endAt === null ? from : `${from}–${zonedParts(endAt, zone).time}`;
}

const edgeCauses = Object.fromEntries(
  [...reopenCauses, ...disputeCauses, ...reviveCauses].map((code) => [code, true]),
);

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What happened, in words, and why, as far as the event tells. */
export function happenedText(
  t: Words,
  choices: Choices,
  language: string,
  { kind, params }: Happened,
): { what: string; why: string } {
  const staff = (id: unknown) =>
    personName(
      choices.staff.find((one) => one.id === id),
      language,
    );
  const what = say(t, 'event', kind, {
    to: staff(params.staffId ?? params.toStaffId) || t('life:document.other'),
    result: say(t, 'call', textOf(params.result)),
    cause: say(t, 'clock', textOf(params.causeKey) || 'other'),
    action: say(t, 'undo', textOf(params.action) || 'other'),
    letter: say(t, 'letter', textOf(params.messageKind) || 'other'),
    from: say(t, 'from', textOf(params.from) || 'other'),
    asked: say(t, 'asked', textOf(params.cause) || 'other'),
    fields: textOf(params.fields)
      .split(',')
      .filter(Boolean)
      .map((name) => say(t, 'field', name))
      .join(language === 'zh' ? '、' : ', '),
    window: windowText(t, numberOf(params.startAt), numberOf(params.endAt), textOf(params.day) || null),
    reach: say(t, 'reach', textOf(params.reach) || 'inside'),
    verdict: say(t, 'verdict', textOf(params.verdict ?? params.verdictCode) || 'pending'),
    n: params.visitNo ?? params.n ?? 1,
    outcome: say(t, 'outcome', textOf(params.outcome) || 'other'),
    step: say(t, 'step', textOf(params.step) || 'other'),
    document: say(t, 'document', textOf(params.kind ?? params.documentKind) || 'other'),
  });
  const reasonCode = textOf(params.reason ?? params.reasonCode);
  const reason = choices.reasons.find((one) => one.code === reasonCode);
  const why = [
    reason ? nameOf(reason, language) : reasonCode in edgeCauses ? say(t, 'edge_cause', reasonCode) : '',
    kind === 'order.called' && typeof params.seconds === 'number'
      ? t('orders:doc.seconds', { n: params.seconds })
      : '',
    textOf(params.override)
      .split(',')
      .filter(Boolean)
      .map((guard) => say(t, 'guard', guard))
      .join(', '),
    textOf(params.number),
  ];
  return { what, why: why.filter(Boolean).join(' · ') };
}

/** A flag of the pre-check as a sentence. */
export function flagText(
  t: Words,
  flag: { code: string; params: Record<string, string | number | null> },
): string {
  const expected = flag.params.expectedAt;
  return say(t, 'flag', flag.code, {
    ...flag.params,
    expected:
      typeof expected === 'number'
        ? dateText(expected, { nowMs: nowMs(), zone: outletZone(), words: t })
        : '',
  });
}

/** Everything above bound to language and lists. */
export function useLifeWords() {
  const t = useWords('orders');
  const f = useFormat();
  const choices = useChoices();
  const person = usePersonName();
  const named = useNames();
  return {
    t,
    f,
    choices,
    named,
    person,
    /** A kind of service in the reader's language; one the outlet made itself keeps its name. */
    serviceType: (code: string) => t(`orders:serviceTypes.${code}`, { defaultValue: code }),
    say: (group: string, code: string, params?: Record<string, unknown>) => say(t, group, code, params),
    window: (startAt: number | null, endAt: number | null, day: string | null) =>
      windowText(t, startAt, endAt, day),
    reason: (code: string | null) =>
      code === null ? '' : named(choices.reasons.find((reason) => reason.code === code)),
    happened: (entry: Happened) => happenedText(t, choices, f.language, entry),
    flag: (flag: Parameters<typeof flagText>[1]) => flagText(t, flag),
  };
}

import type { ClockKind, ClockRun, PayerClock } from '../../../domain/time/payer-clock.ts';
import { runOf } from '../../../domain/time/payer-clock.ts';
import type { TermsInput } from '../../../preload/contract/payer-terms.ts';
import type { PayerTerms } from '../masters.ts';

/** What `payer_profile.deadlines` and `.clock_stops` hold, as they are written there. */
export interface WrittenTerms {
  deadlines: Record<string, unknown>;
  clockStops: PayerTerms['holdOverrides'];
}

const editable = ['accept', 'first_call', 'finish', 'upload'] as const;

/** The form of a payer's terms, from the row as it stands. */
export function toForm(terms: PayerTerms): TermsInput {
  const { clock, acceptance } = terms;
  const runs = Object.fromEntries(editable.map((kind) => [kind, runOf(clock, kind)])) as TermsInput['runs'];
  return {
    acceptMin: clock.acceptMin ?? null,
    firstCallMin: clock.firstCallMin ?? null,
    visitGraceMin: clock.visitGraceMin ?? null,
    finishHours: clock.finishHours ?? null,
    finishHoursSeason: clock.finishHoursSeason ?? null,
    uploadHours: clock.uploadHours ?? null,
    runs,
    lateFeeFen: terms.lateFeeFen,
    warnMinutes: terms.warnMinutes,
    answerMinutes: acceptance.minutes ?? null,
    answerSubShopMinutes: acceptance.subShopMinutes ?? null,
    answerWarnMilli: acceptance.warnMilli === undefined ? null : [...acceptance.warnMilli],
    byDistance: clock.byDistance === true,
    extraHours: clock.extraHours === true,
    stops: Object.fromEntries(
      Object.entries(terms.holdOverrides).map(([key, kinds]) => [key, [...(kinds ?? [])]]),
    ) as TermsInput['stops'],
  };
}

/** The columns of a form. What the form does not show (`keep`) stays as it was. */
export function fromForm(form: TermsInput, keep: PayerTerms): WrittenTerms {
  const of = (run: ClockRun): ClockKind[] => editable.filter((kind) => form.runs[kind] === run);
  const clock: PayerClock = {
    acceptMin: form.acceptMin,
    firstCallMin: form.firstCallMin,
    visitGraceMin: form.visitGraceMin,
    finishHours: form.finishHours,
    finishHoursSeason: form.finishHoursSeason,
    uploadHours: form.uploadHours,
    workingTime: of('hours'),
    fromOpening: of('from_opening'),
    openDays: of('open_days'),
    byDistance: form.byDistance,
    extraHours: form.extraHours,
  };
  const acceptance: Record<string, unknown> = { ...keep.acceptance };
  const put = (name: string, value: unknown) => {
    if (value === null) delete acceptance[name];
    else acceptance[name] = value;
  };
  put('minutes', form.answerMinutes);
  put('subShopMinutes', form.answerSubShopMinutes);
  put('warnMilli', form.answerWarnMilli === null ? null : [...form.answerWarnMilli].sort((a, b) => a - b));
  return {
    deadlines: {
      ...clock,
      lateFeeFen: form.lateFeeFen,
      ...(form.warnMinutes === null ? {} : { warnMinutes: form.warnMinutes }),
      ...(Object.keys(acceptance).length === 0 ? {} : { acceptance }),
    },
    clockStops: form.stops,
  };
}

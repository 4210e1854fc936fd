import { ApiFault, faultText } from '../../lib/faults.ts';
import { moneyText } from '../../lib/format.ts';
import { inLanguage } from '../../lib/names.ts';
import { currentLanguage, type Words } from '../../i18n/index.ts';
import type { Candidate, Refusal } from './shapes.ts';

/** A refusal as a short clause: 缺高处作业证, 当天已满 (还剩 30 分钟). */
export function refusalText(t: Words, refusal: Refusal): string {
  const params: Record<string, string | number> = { ...refusal.params };
  for (const name of ['limitFen', 'wouldBeFen'])
    if (typeof params[name] === 'number') params[name.replace('Fen', 'Yuan')] = moneyText(params[name]);
  const { nameZh, nameEn } = refusal.params;
  if (typeof nameZh === 'string')
    for (const param of ['certificate', 'tool', 'skill'])
      if (param in params) params[param] = inLanguage(currentLanguage(), nameZh, String(nameEn ?? ''));
  return t(`dispatch:refusal.${refusal.code}`, params);
}

export const hardOf = (candidate: Candidate | undefined): Refusal | undefined =>
  candidate?.refusals.find((refusal) => refusal.hard);

/** What speaks for this person, strongest first. */
export function reasonsText(t: Words, candidate: Candidate): string[] {
  return candidate.reasons
    .toSorted((a, b) => b.points - a.points)
    .filter((reason) => reason.code !== 'light_day' || reason.points > 4)
    .map((reason) => t(`dispatch:reason.${reason.code}`));
}

/** A refused giving as a sentence: who may not be sent says why in the board's own words, all else as everywhere. */
export function giveFaultText(t: Words, fault: unknown, name = ''): string {
  if (fault instanceof ApiFault && fault.code === 'order_guard_failed') {
    const { guard, reason, ...params } = fault.params;
    if (guard === 'technician_eligible' && typeof reason === 'string' && reason !== 'nobody') {
      const known = Object.fromEntries(
        Object.entries(params).flatMap(([key, value]) =>
          typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [],
        ),
      );
      const why = refusalText(t, { code: reason, params: known, hard: false });
      return t('dispatch:refusedNow', { name, why });
    }
  }
  return faultText(fault);
}

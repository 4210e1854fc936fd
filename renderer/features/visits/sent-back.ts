import type { Words } from '../../i18n/index.ts';
import type { useFormat } from '../../lib/use-format.ts';

/** That the platform sent papers back, in its words, and until when it waits. */
export function sentBackText(
  t: Words,
  f: ReturnType<typeof useFormat>,
  back: { reason: string | null; dueAt: number | null },
): string {
  const reason = back.reason || t('visits:sentBackPlain');
  return back.dueAt === null
    ? t('visits:sentBack', { reason })
    : t('visits:sentBackDue', { reason, when: f.date(back.dueAt, 'always') });
}

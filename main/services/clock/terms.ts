import { type AcceptanceTerms, usualAcceptance } from '../../../domain/time/acceptance.ts';
import { getPayerTerms, getSetting, type RowReader } from '../masters.ts';

/** Minutes before a payer's deadline at which somebody is told, where neither payer nor outlet says otherwise. */
export const usualWarnMinutes = 30;

/** How long an order of this payer may wait for its technician. The payer's own numbers come before the outlet's. */
export function acceptanceTerms(read: RowReader, payerId: string | null, day: string): AcceptanceTerms {
  const { minutes, ...outlet } = getSetting<Partial<AcceptanceTerms>>(read, 'outlet', 'acceptance', {});
  return {
    ...usualAcceptance,
    ...outlet,
    minutes:
      minutes ?? getSetting<number>(read, 'outlet', 'technician_accept_minutes', usualAcceptance.minutes),
    ...getPayerTerms(read, payerId, day).acceptance,
  };
}

/** Minutes before a deadline of this payer at which the desk is told. */
export function warnMinutes(read: RowReader, payerId: string | null, day: string): number {
  return (
    getPayerTerms(read, payerId, day).warnMinutes ??
    getSetting<number>(read, 'outlet', 'deadline_warn_minutes', usualWarnMinutes)
  );
}

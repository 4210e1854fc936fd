import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { visitOutcomes } from '../../../domain/visits/outcomes.ts';
import { looksForFault, resultsFor } from '../../../domain/visits/usual-results.ts';
import { useWords } from '../../i18n/index.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { ComboBox, ErrorLine, TextField } from '../../ui/index.ts';
import { type Found, type MachineDraft, resultLetters } from './entry.ts';
import { LetterPick } from './letter-pick.tsx';
import type { SlipPart } from './slip-part.ts';
import { useCodeProblems } from './use-code-problems.ts';

/** Result, codes, fault, cause and measure of each machine of the slip. */
export function SlipMachines(props: SlipPart) {
  const { found, draft } = props;
  const t = useWords('visits');
  const { sentenceOf, otherOrders } = useCodeProblems(found, draft);
  return (
    <>
      {found.machines.map((machine, at) => (
        <MachineBlock
          {...props}
          key={machine.id}
          machine={machine}
          at={at}
          codeError={(place) => sentenceOf(machine.id, place)}
        >
          {at === found.machines.length - 1 && otherOrders.length > 0 ? (
            <div className="vis-links">
              {otherOrders.map(([id, number]) => (
                <Link key={id} to={`/orders/${id}`} className="vis-link">
                  {t('openOrder', { order: number })}
                </Link>
              ))}
            </div>
          ) : null}
        </MachineBlock>
      ))}
    </>
  );
}

function MachineBlock(
  props: SlipPart & {
    machine: Found['machines'][number];
    at: number;
    codeError: (place: 'indoor' | 'outdoor') => string | null;
    children: ReactNode;
  },
) {
  const { found, draft, machine, at, setMachine, wrong, codeError } = props;
  const t = useWords('visits');
  const word = useInLanguage();
  const entry = draft.machines[machine.id] as MachineDraft;
  const outcome = visitOutcomes.find((one) => one.code === draft.outcome);
  const asksWork = outcome === undefined || outcome.needsResults;
  return (
    <section className="vis-block">
      <h3>
        {found.machines.length > 1 ? `${at + 1} · ` : ''}
        {word(machine.productName, machine.productNameEn)} <span className="faint">{machine.model}</span>
      </h3>
      {asksWork ? (
        <LetterPick
          label={t('result')}
          options={resultsFor(found.order.serviceType).map((one) => ({
            id: one.code,
            letter: resultLetters[one.code] ?? '?',
            label: word(one.zh, one.en),
          }))}
          value={entry.resultCode}
          onPick={(id) => setMachine(machine.id, { resultCode: id })}
          onNext={props.onNext}
          error={wrong('results')}
        />
      ) : null}
      {entry.resultCode === null ? <ErrorLine text={wrong('results')} /> : null}
      <div className="vis-row">
        <div data-code={`${machine.id}|indoor`}>
          <TextField
            label={t(machine.needs.includes('outdoor') ? 'indoor' : 'body')}
            value={entry.indoorCode}
            onChange={(indoorCode) => setMachine(machine.id, { indoorCode })}
            className="mono"
            error={codeError('indoor')}
          />
        </div>
        {machine.needs.includes('outdoor') || entry.outdoorCode !== '' ? (
          <div data-code={`${machine.id}|outdoor`}>
            <TextField
              label={t('outdoor')}
              value={entry.outdoorCode}
              onChange={(outdoorCode) => setMachine(machine.id, { outdoorCode })}
              className="mono"
              error={codeError('outdoor')}
            />
          </div>
        ) : null}
      </div>
      {props.children}
      {found.faults.length > 0 && looksForFault(found.order.serviceType) ? (
        <ComboBox
          label={t('fault')}
          value={entry.faultId}
          onChange={(faultId) => {
            const fault = found.faults.find((one) => one.id === faultId);
            setMachine(machine.id, {
              faultId,
              ...(fault === undefined
                ? {}
                : {
                    cause: word(fault.causeZh, fault.causeEn),
                    measure: word(fault.measureZh, fault.measureEn),
                  }),
            });
          }}
          options={found.faults
            .filter((fault) => fault.category === machine.category)
            .map((fault) => ({
              id: fault.id,
              label: `${fault.code} ${word(fault.symptomZh, fault.symptomEn)} · ${word(fault.causeZh, fault.causeEn)}`,
              note: word(fault.measureZh, fault.measureEn),
              keys: fault.code.toLowerCase(),
            }))}
        />
      ) : null}
      {entry.faultId !== null || entry.cause !== '' || entry.measure !== '' ? (
        <div className="vis-row">
          <TextField
            label={t('cause')}
            value={entry.cause}
            maxLength={200}
            onChange={(cause) => setMachine(machine.id, { cause })}
          />
          <TextField
            label={t('measure')}
            value={entry.measure}
            maxLength={200}
            onChange={(measure) => setMachine(machine.id, { measure })}
          />
        </div>
      ) : null}
    </section>
  );
}

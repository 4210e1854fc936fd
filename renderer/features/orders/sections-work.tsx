import { useWords } from '../../i18n/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import {
  Button,
  LineTable,
  type MoneyLine,
  MoneyTable,
  QuantityText,
  Section,
  StatePill,
  type Tone,
} from '../../ui/index.ts';
import { ProofPanel } from '../visits/proof-panel.tsx';
import { useLifeWords } from './life-words.ts';
import { useTitle } from './use-title.ts';
import { DeviceHistory, MachineDetails } from './sections-more.tsx';

type Document = OutputOf<'orders.get'>;

/** Machines with their codes, warranty, fault and what was done on each; earlier orders of the same device. */
export function MachinesSection({
  machines,
  more,
  orderId,
}: {
  machines: Document['machines'];
  more: OutputOf<'orders.more'> | undefined;
  orderId: string;
}) {
  const t = useWords('orders');
  const { f, say } = useLifeWords();
  const title = useTitle();
  if (machines.length === 0) return null;
  return (
    <Section title={t('doc.machinesTitle')}>
      <ol className="ord-lines">
        {machines.map((machine) => (
          <li key={machine.id}>
            <span className="grow">
              {f.language === 'en' && machine.productNameEn
                ? machine.productNameEn
                : title({ title: machine.productName })}
              {machine.quantity > 1 ? ` ×${machine.quantity}` : ''}{' '}
              <span className="muted">{machine.model}</span>
              <div className="faint">
                {machine.indoorCode || machine.outdoorCode
                  ? [
                      machine.indoorCode ? `${t('doc.indoor')} ${machine.indoorCode}` : '',
                      machine.outdoorCode ? `${t('doc.outdoor')} ${machine.outdoorCode}` : '',
                    ]
                      .filter(Boolean)
                      .join(' · ')
                  : t('doc.noCodes')}
              </div>
              <MachineDetails machine={more?.machines.find((one) => one.id === machine.id)} />
            </span>
            {machine.warranty ? <span className="muted">{say('warranty', machine.warranty)}</span> : null}
            <StatePill
              tone={machine.state === 'finished' ? 'green' : 'grey'}
              label={machine.resultCode ? say('result', machine.resultCode) : say('line', machine.state)}
            />
          </li>
        ))}
      </ol>
      {more?.machines.some((machine) => machine.earlier > 0) ? <DeviceHistory orderId={orderId} /> : null}
    </Section>
  );
}

/** Trips with their people and outcome, the slips, and on demand the proof of it all. */
export function VisitsSection({
  document,
  proof,
  onProof,
}: {
  document: Document;
  /** The proof is open below. */
  proof: boolean;
  onProof: () => void;
}) {
  const t = useWords('orders');
  const { f, person, say } = useLifeWords();
  const { visits, slips } = document;
  const mayProve = visits.length > 0;
  if (visits.length === 0 && slips.length === 0) return null;
  return (
    <Section
      title={t('doc.visits')}
      actions={
        mayProve ? (
          <Button size="small" variant="quiet" hotkey="Alt+V" aria-pressed={proof} onPress={onProof}>
            {t('orderdoc:do.proof')}
          </Button>
        ) : null
      }
    >
      <ol className="ord-lines">
        {visits.map((visit) => (
          <li key={visit.id}>
            <span className="grow">
              {t('doc.visitNo', { n: visit.visitNo })}{' '}
              <strong>{visit.people.map((one) => person(one.name)).join(' · ')}</strong>{' '}
              <span className="muted">
                {[
                  f.day(visit.day),
                  visit.arrivedAt === null ? '' : f.time(visit.arrivedAt),
                  visit.endedAt === null ? '' : `– ${f.time(visit.endedAt)}`,
                  visit.atDesk ? t('doc.atDesk') : '',
                ]
                  .filter(Boolean)
                  .join(' ')}
              </span>
            </span>
            <StatePill
              tone={visit.outcome === 'done' ? 'green' : visit.state === 'ended' ? 'amber' : 'blue'}
              label={visit.outcome ? say('outcome', visit.outcome) : say('visit', visit.state)}
            />
          </li>
        ))}
        {slips.map((slip) => (
          <li key={slip.id}>
            <span className="grow">
              {t('doc.slips')} {slip.number}{' '}
              <span className="muted">{t('doc.copies', { n: slip.copies })}</span>
            </span>
            <StatePill tone={slip.state === 'keyed' ? 'green' : 'grey'} label={say('slip', slip.state)} />
          </li>
        ))}
      </ol>
      {mayProve && proof ? <ProofPanel key={document.order.id} orderId={document.order.id} /> : null}
    </Section>
  );
}

const partTones: Record<string, Tone> = { held: 'green', issued: 'blue', short: 'red' };

export function PartsSection({ parts }: { parts: Document['parts'] }) {
  const t = useWords('orders');
  const { named, say } = useLifeWords();
  const shown = parts.filter((part) => part.state !== 'released');
  if (shown.length === 0) return null;
  return (
    <Section title={t('doc.parts')}>
      <LineTable
        label={t('doc.parts')}
        headless
        rows={shown}
        rowKey={(part) => part.id}
        columns={[
          { id: 'name', header: t('doc.parts'), cell: (part) => named(part) },
          {
            id: 'quantity',
            header: '',
            align: 'end',
            cell: (part) => <QuantityText milli={part.quantityMilli} unit={part.unit} />,
          },
          {
            id: 'place',
            header: '',
            cell: (part) => (
              <span className="muted">{[part.locationNameZh, part.bin].filter(Boolean).join(' ')}</span>
            ),
          },
          {
            id: 'state',
            header: '',
            align: 'end',
            cell: (part) => (
              <StatePill tone={partTones[part.state] ?? 'grey'} label={say('part', part.state)} />
            ),
          },
        ]}
      />
    </Section>
  );
}

const parties = ['payer', 'user', 'technician', 'sub_shop'] as const;

/** Fees by who pays and who earns; each line names the rule that made it. */
export function FeesSection({ fees }: { fees: Document['fees'] }) {
  const t = useWords('orders');
  const { f, choices, named, say } = useLifeWords();
  if (fees.length === 0) return null;
  const lines: MoneyLine[] = [];
  for (const party of parties) {
    const own = fees.filter((fee) => fee.party === party);
    if (own.length === 0) continue;
    const quiet = party === 'technician' || party === 'sub_shop';
    const name = named(choices.payers.find((payer) => payer.id === own[0]?.partyId));
    const word = say('party', party, { name });
    for (const fee of own)
      lines.push({
        id: fee.id,
        label: (
          <>
            {fee.name}{' '}
            {fee.ruleCode ? (
              <span className="faint">
                {t('doc.rule', { code: fee.ruleCode, version: fee.ruleVersion ?? 1 })}
              </span>
            ) : null}{' '}
            {fee.state === 'estimate' || fee.state === 'open' ? null : (
              <span className="faint">{say('fee', fee.state)}</span>
            )}
          </>
        ),
        quantity: fee.quantityMilli === 1000 ? '' : f.milli(fee.quantityMilli),
        fen: fee.amountFen,
        kind: quiet ? 'quiet' : undefined,
      });
    lines.push({
      id: `sum ${party}`,
      label: word,
      fen: own.reduce((sum, fee) => sum + fee.amountFen, 0),
      kind: quiet ? 'quiet' : 'total',
    });
  }
  return (
    <Section
      title={t('doc.fees')}
      mark={
        fees.some((fee) => fee.state === 'estimate') ? <StatePill label={say('fee', 'estimate')} /> : null
      }
    >
      <MoneyTable label={t('doc.fees')} lines={lines} />
    </Section>
  );
}

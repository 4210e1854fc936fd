import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type RequestState as State, type RequestStep, stepsOf } from '../../../../domain/stock/request.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Banner,
  Button,
  DocumentPage,
  ErrorLine,
  LineTable,
  MoneyText,
  QuantityText,
  Section,
  StatePill,
  Timeline,
} from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import { ReceiveDialog } from '../receive-dialog.tsx';
import { RequestPhotos } from './request-photos.tsx';
import { StepDialog } from './step-dialog.tsx';
import { Substitutes } from './substitutes.tsx';

type Data = OutputOf<'parts.requests'>;
export type PartsRequest = Data['rows'][number];
type Line = PartsRequest['lines'][number];

const tones = {
  draft: 'grey',
  asked: 'blue',
  approved: 'blue',
  shipped: 'violet',
  sent_back: 'red',
  short: 'amber',
  received: 'green',
  cancelled: 'grey',
} as const;

/** The maker has it in hand, or some of it came. */
const comes = new Set(['asked', 'approved', 'shipped', 'short']);

/** Nobody waits for it any more. */
const closed = new Set(['received', 'cancelled']);

const stepKeys: Record<RequestStep, string> = {
  approved: 'Y',
  shipped: 'F',
  sent_back: 'R',
  again: 'G',
  cancelled: 'X',
};
const looks: Record<string, 'ok' | 'bad' | 'warn'> = {
  'parts.request_came': 'ok',
  'parts.request_approved': 'ok',
  'parts.request_sent_back': 'bad',
  'parts.request_cancelled': 'warn',
};

export function RequestState({ state }: { state: string }) {
  const t = useWords('parts');
  return (
    <StatePill
      tone={tones[state as keyof typeof tones] ?? 'grey'}
      shape={state === 'received' ? 'check' : 'ring'}
      label={t(`request.state.${state}`)}
    />
  );
}

/** One request: its lines, the step that comes next, what happened to it. */
export function RequestDocument({
  request,
  deposits,
}: {
  request: PartsRequest;
  deposits: Data['deposits'];
}) {
  const t = useWords('parts');
  const s = useWords('supply');
  const receiving = useWords('receiving');
  const f = useFormat();
  const name = useInLanguage();
  const navigate = useNavigate();
  const deposit = deposits.find((one) => one.payerId === request.payerId);
  const mayReceive = useCan('stock.receive') !== null && comes.has(request.state);
  const mayApprove = useCan('parts.approve') !== null;
  const mayStep = useCan('parts.request') !== null;
  const [coming, setComing] = useState<Line | null>(null);
  const [step, setStep] = useState<RequestStep | null>(null);
  const isOpen = (line: Line) => mayReceive && line.owedMilli > 0;
  const first = request.lines.find(isOpen);
  const steps = stepsOf(request.state as State).filter((one) => (one === 'approved' ? mayApprove : mayStep));
  const waits = closed.has(request.state) ? [] : request.lines.filter((line) => line.owedMilli > 0);
  const help = useQuery(
    'parts.requestHelp',
    { workOrderId: request.workOrderId, partIds: waits.map((line) => line.partId) },
    { enabled: waits.length > 0, keep: true },
  );
  const substitutes = help.data?.substitutes ?? [];
  const said = request.lines.some((line) => line.approvedMilli > 0);
  return (
    <DocumentPage
      marks={<RequestState state={request.state} />}
      title={request.number}
      subtitle={[
        request.orderNumber,
        name(request.payerNameZh, request.payerNameEn),
        request.machineCode,
        request.faultText,
        f.date(request.at),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        <>
          {first ? (
            <Button variant="primary" hotkey="E" onPress={() => setComing(first)}>
              {t('doc.receive')}
            </Button>
          ) : null}
          {first ? (
            <Button
              hotkey="S"
              onPress={() => void navigate(`/parts/receiving/${encodeURIComponent(`request.${request.id}`)}`)}
            >
              {receiving('openSheet')}
            </Button>
          ) : null}
          {steps.map((one) => (
            <Button key={one} hotkey={stepKeys[one]} onPress={() => setStep(one)}>
              {s(`request.step.${one === 'shipped' && request.state === 'shipped' ? 'corrected' : one}`)}
            </Button>
          ))}
          <PrintButton kind="parts_request" ids={[request.id]} hotkey="P" />
          <Button hotkey="O" onPress={() => void navigate(`/orders/${request.workOrderId}`)}>
            {t('request.openOrder')}
          </Button>
        </>
      }
    >
      {request.state === 'sent_back' || (request.state === 'cancelled' && request.reason !== '') ? (
        <Banner
          tone={request.state === 'sent_back' ? 'red' : 'amber'}
          text={s(`request.because.${request.state}`, { reason: request.reason })}
        />
      ) : null}
      {request.lateDays === null ? null : (
        <Banner tone="amber" text={s('request.late', { days: request.lateDays })} />
      )}
      <Section>
        <LineTable
          label={request.number}
          rows={request.lines}
          rowKey={(row) => String(row.lineNo)}
          columns={[
            {
              id: 'part',
              header: t('issue.part'),
              cell: (row) => (
                <>
                  {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
                </>
              ),
            },
            {
              id: 'asked',
              header: t('request.asked'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.askedMilli} unit={row.unit} />,
            },
            {
              id: 'approved',
              header: s('request.approved'),
              align: 'end',
              cell: (row) => (said ? <QuantityText milli={row.approvedMilli} unit={row.unit} /> : '—'),
            },
            {
              id: 'received',
              header: t('request.received'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.receivedMilli} unit={row.unit} />,
            },
            {
              id: 'unit',
              header: t('stock.cost'),
              align: 'end',
              cell: (row) => <MoneyText fen={row.unitFen} />,
            },
            {
              id: 'act',
              header: '',
              align: 'end',
              cell: (row) =>
                isOpen(row) ? (
                  <Button size="small" variant="quiet" onPress={() => setComing(row)}>
                    {t('doc.receive')}
                  </Button>
                ) : null,
            },
          ]}
        />
        {request.parcelNumber === '' && request.expectedDay === null ? null : (
          <p>
            {s('request.parcel', {
              number: request.parcelNumber === '' ? '—' : request.parcelNumber,
              day: request.expectedDay ?? '—',
            })}
          </p>
        )}
        {deposit ? (
          <p className="muted">
            {t('request.deposit', {
              used: f.money(request.depositUsedFen),
              left: f.money(deposit.headroomFen),
              of: f.money(deposit.depositFen),
            })}
          </p>
        ) : null}
      </Section>
      {mayStep && waits.length > 0 && substitutes.length > 0 ? (
        <Section title={s('substitute.title')}>
          {waits.map((line) => (
            <Substitutes
              key={line.lineNo}
              workOrderId={request.workOrderId}
              quantityMilli={line.owedMilli}
              rows={substitutes.filter((one) => one.forPartId === line.partId)}
            />
          ))}
        </Section>
      ) : null}
      <RequestPhotos requestId={request.id} photos={request.photos} may={mayStep} />
      <Life requestId={request.id} version={request.version} />
      {coming ? <ComingLine request={request} line={coming} onClose={() => setComing(null)} /> : null}
      {step ? <StepDialog request={request} step={step} onClose={() => setStep(null)} /> : null}
    </DocumentPage>
  );
}

function Life({ requestId }: { requestId: string; version: number }) {
  const s = useWords('supply');
  const person = usePersonName();
  const { data, faultText } = useQuery(
    'parts.requestLife',
    { id: requestId },
    { tables: ['parts_request', 'parts_request_line'], keep: true },
  );
  return (
    <Section title={s('request.life')}>
      <ErrorLine text={faultText} />
      <Timeline
        entries={(data?.entries ?? []).map((entry) => ({
          id: entry.id,
          atMs: entry.at,
          what: s(`request.happened.${entry.kind.slice('parts.'.length)}`),
          why: [entry.reason, entry.parcelNumber, person(entry.staffName)]
            .filter((text) => text !== '')
            .join(' · '),
          kind: looks[entry.kind] ?? 'normal',
        }))}
      />
    </Section>
  );
}

/** What came for one line: the rest of it is filled in, fewer may be typed. */
function ComingLine({ request, line, onClose }: { request: PartsRequest; line: Line; onClose: () => void }) {
  const { data, faultText } = useQuery('parts.get', { id: line.partId });
  if (!data) return <ErrorLine text={faultText} />;
  return (
    <ReceiveDialog
      part={data.part}
      request={{ id: request.id, openMilli: line.owedMilli }}
      onClose={onClose}
    />
  );
}

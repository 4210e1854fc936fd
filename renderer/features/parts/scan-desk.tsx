import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCanAny } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { useQuery } from '../../lib/query.tsx';
import { useScan } from '../../lib/use-keys.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Button,
  Dialog,
  EmptyState,
  ErrorLine,
  LineTable,
  QuantityText,
  Skeleton,
  TextField,
} from '../../ui/index.ts';
import { partsRooms } from './rooms.ts';
import { partsTabsFor, type PartsView } from './tabs.ts';

export type Scanned = OutputOf<'parts.scan'>;
type Hit = Scanned['matches'][number];

/** What a page does with a scan that fits it; true (or a promise of it) when taken, else the room does what fits. */
export type TakeScan = (hit: Hit) => boolean | Promise<boolean>;

/** A badge (T07) is the shortest code of the room. */
const shortestCode = 3;

/**
 * One field for every page of the stock room: a scanner anywhere on the page, or a code typed here and Enter. The page
 * is asked first; what it has no use for opens where it belongs. Nobody knows it, or it means two things: one sentence.
 * It stands before the page's content, so that a scanner listened to in there is asked first.
 */
export function ScanDesk(props: {
  view: PartsView;
  take: TakeScan | undefined;
  onTold: (text: string | null) => void;
}) {
  const { view, take, onTold } = props;
  const t = useWords('staging');
  const follow = useFollow();
  const [code, setCode] = useState('');
  const [several, setSeveral] = useState<Scanned | null>(null);
  const [lies, setLies] = useState<Hit | null>(null);

  const go = async (hit: Hit) => {
    setSeveral(null);
    if ((await take?.(hit)) === true) return;
    if (hit.kind === 'bin' || (hit.kind === 'place' && hit.staffId === null)) setLies(hit);
    else if (!follow(hit, view))
      onTold(t('scan.notYours', { code: hit.text, what: t(`scan.kind.${hit.kind}`) }));
  };
  const read = async (raw: string) => {
    const text = raw.trim();
    if (text === '') return;
    setCode('');
    setLies(null);
    onTold(null);
    try {
      const found = await api.call('parts.scan', { code: text.slice(0, 120) });
      if (found.kind === 'unknown') onTold(t('scan.unknown', { code: text }));
      else if (found.kind === 'several') setSeveral(found);
      else await go(found as Hit);
    } catch (error) {
      onTold(faultText(error));
    }
  };
  useScan(
    (scanned) => {
      void read(scanned);
      return true;
    },
    true,
    shortestCode,
  );

  return (
    <>
      <TextField
        className="parts-scan"
        label={t('scan.field')}
        quietLabel
        placeholder={t('scan.field')}
        value={code}
        onChange={setCode}
        onEnter={() => void read(code)}
      />
      {several ? (
        <SeveralDialog found={several} onChoose={(hit) => void go(hit)} onClose={() => setSeveral(null)} />
      ) : null}
      {lies ? (
        <LiesDialog
          hit={lies}
          onOpen={(partId) => {
            setLies(null);
            follow({ ...lies, kind: 'part', partId }, view);
          }}
          onClose={() => setLies(null)}
        />
      ) : null}
    </>
  );
}

/** Where a thing of the stock room is opened; false where the reader has no page for it. */
function useFollow(): (hit: Hit, view: PartsView) => boolean {
  const navigate = useNavigate();
  const may = useCanAny();
  const { tabs } = partsTabsFor(partsRooms, may);
  const has = (view: PartsView) => tabs.some((tab) => tab.id === view);
  return (hit, view) => {
    const person = (staffId: string) => {
      const at = view === 'staging' || view === 'issue' ? view : 'bags';
      return has(at) ? `/parts/${at}/${staffId}` : null;
    };
    const paper = () =>
      hit.paper === 'issue' && hit.state === 'staged' && hit.staffId !== null && has('staging')
        ? `/parts/staging/${hit.staffId}`
        : `/parts/papers/${hit.id}`;
    const order = () =>
      hit.staffId !== null && has('issue')
        ? `/parts/${view === 'staging' ? 'staging' : 'issue'}/${hit.staffId}`
        : may('orders.read')
          ? `/orders/${hit.id}`
          : null;
    const path = {
      part: () => `/parts/stock/${hit.partId ?? hit.id}`,
      serial: () => `/parts/stock/${hit.partId ?? hit.id}`,
      staff: () => person(hit.id),
      order,
      old_part: () => `/parts/old/${hit.id}`,
      document: paper,
      request: () => `/parts/requests/${hit.id}`,
      parcel: () => (has('parcels') ? `/parts/parcels/${hit.id}` : null),
      bin: () => null,
      place: () => (hit.staffId === null ? null : person(hit.staffId)),
      custody: () => (has('custody') ? `/parts/custody/${hit.id}` : null),
      count: () => (has('count') ? `/parts/count/${hit.id}` : null),
    }[hit.kind]();
    if (path === null) return false;
    void navigate(path);
    return true;
  };
}

function SeveralDialog(props: { found: Scanned; onChoose: (hit: Hit) => void; onClose: () => void }) {
  const t = useWords('staging');
  const personName = usePersonName();
  const { found } = props;
  return (
    <Dialog title={t('scan.several', { code: found.text })} open onClose={props.onClose}>
      <ul className="parts-choices">
        {found.matches.map((hit, at) => (
          <li key={`${hit.kind} ${hit.id} ${hit.partId ?? ''}`}>
            <Button hotkey={String(at + 1)} autoFocus={at === 0} onPress={() => props.onChoose(hit)}>
              {[t(`scan.kind.${hit.kind}`), hit.text, hit.kind === 'staff' ? personName(hit.name) : hit.name]
                .filter((text) => text !== '')
                .join(' · ')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** 货位: what lies on the shelf that was scanned. */
function LiesDialog({
  hit,
  onOpen,
  onClose,
}: {
  hit: Hit;
  onOpen: (partId: string) => void;
  onClose: () => void;
}) {
  const t = useWords('staging');
  const parts = useWords('parts');
  const name = useInLanguage();
  const { data, faultText: fault } = useQuery('parts.lies', {
    locationId: hit.locationId ?? hit.id,
    bin: hit.bin,
  });
  return (
    <Dialog
      wide
      title={data ? t('scan.lies', { place: name(data.nameZh, data.nameEn), bin: hit.bin ?? '' }) : hit.text}
      open
      onClose={onClose}
    >
      <ErrorLine text={fault} />
      {data === undefined ? (
        fault ? null : (
          <Skeleton lines={4} />
        )
      ) : data.lines.length === 0 ? (
        <EmptyState title={t('scan.liesNone')} />
      ) : (
        <LineTable
          label={hit.text}
          rows={data.lines}
          rowKey={(row) => [row.partId, row.bin, row.condition, row.lot, row.serial].join('|')}
          columns={[
            {
              id: 'part',
              header: parts('bags.part'),
              cell: (row) => (
                <Button size="small" variant="quiet" onPress={() => onOpen(row.partId)}>
                  {`${row.code} ${name(row.nameZh, row.nameEn)} ${row.serial || row.lot}`}
                </Button>
              ),
            },
            { id: 'bin', header: parts('doc.bin'), cell: (row) => row.bin },
            { id: 'state', header: parts('doc.state'), cell: (row) => parts(`condition.${row.condition}`) },
            {
              id: 'quantity',
              header: parts('bags.quantity'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.onHandMilli} unit={row.unit} />,
            },
            {
              id: 'held',
              header: parts('stock.reserved'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.reservedMilli} unit={row.unit} />,
            },
          ]}
        />
      )}
    </Dialog>
  );
}

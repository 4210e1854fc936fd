import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Button, ComboBox, Dialog, ErrorLine, NumberField, Select, TextField } from '../../../ui/index.ts';
import { type CountData, type Line, useLineName } from './line.ts';

type Answer = OutputOf<'parts.countScan'>;
type Decision = NonNullable<InputOf<'parts.countDecide'>['decision']>;

/** Types what lies there; replaces what this desk counted of the line so far. */
export function SetDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const t = useWords('stocktake');
  const unit = useUnits();
  const lineName = useLineName();
  const set = useCommand('parts.countSet');
  const [milli, setMilli] = useState<number | null>(line.countedMilli);
  const go = async () => {
    if (milli !== null && (await set.run({ lineId: line.id, quantityMilli: milli }))) onClose();
  };
  return (
    <Dialog
      title={lineName(line)}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={milli === null}
          pending={set.pending}
          onPress={() => void go()}
        >
          {t('set.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('set.text')}</p>
        <ErrorLine text={set.faultText} />
        <NumberField
          kind="quantity"
          label={t('set.quantity')}
          unit={unit(line.unit)}
          value={milli}
          onChange={setMilli}
          onEnter={() => void go()}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

/** Several keys of the part lie here: the one that was scanned gets the quantity on top. */
export function ChooseDialog(props: {
  lines: readonly Line[];
  onClose: () => void;
  onCounted: (answer: Answer) => void;
}) {
  const t = useWords('stocktake');
  const f = useFormat();
  const unit = useUnits();
  const set = useCommand('parts.countSet');
  const lineName = useLineName();
  const [lineId, setLineId] = useState(props.lines[0]?.id ?? '');
  const [milli, setMilli] = useState<number | null>(1000);
  const chosen = props.lines.find((line) => line.id === lineId);
  const go = async () => {
    if (milli === null || set.pending) return;
    const answer = await set.run({ lineId, quantityMilli: milli, add: true });
    if (answer) props.onCounted(answer);
  };
  return (
    <Dialog
      title={t('choose.title')}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hint="Enter" pending={set.pending} onPress={() => void go()}>
          {t('choose.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('choose.text')}</p>
        <ErrorLine text={set.faultText} />
        <Select
          label={t('choose.line')}
          value={lineId}
          onChange={setLineId}
          autoFocus
          options={props.lines.map((line) => ({
            id: line.id,
            label: [lineName(line), t(`parts:condition.${line.condition}`)].join(' · '),
            note: line.countedMilli === null ? '' : f.milli(line.countedMilli),
          }))}
        />
        <NumberField
          kind="quantity"
          label={t('quantity')}
          unit={unit(chosen?.unit ?? '')}
          value={milli}
          onChange={setMilli}
          onEnter={() => void go()}
        />
      </div>
    </Dialog>
  );
}

export function LotDialog(props: {
  name: string;
  faultText: string | null;
  onClose: () => void;
  onLot: (lot: string) => void;
}) {
  const t = useWords('stocktake');
  const [lot, setLot] = useState('');
  const go = () => {
    if (lot.trim() !== '') props.onLot(lot.trim());
  };
  return (
    <Dialog
      title={props.name}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hint="Enter" disabled={lot.trim() === ''} onPress={go}>
          {t('set.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('lotText')}</p>
        <ErrorLine text={props.faultText} />
        <TextField label={t('lot')} value={lot} onChange={setLot} maxLength={60} onEnter={go} autoFocus />
      </div>
    </Dialog>
  );
}

export function MeasureDialog(props: {
  name: string;
  unit: string;
  faultText: string | null;
  onClose: () => void;
  onMeasured: (milli: number) => void;
}) {
  const t = useWords('stocktake');
  const [milli, setMilli] = useState<number | null>(null);
  const go = () => {
    if (milli !== null && milli > 0) props.onMeasured(milli);
  };
  return (
    <Dialog
      title={props.name}
      open
      onClose={props.onClose}
      actions={
        <Button variant="primary" hint="Enter" disabled={milli === null || milli <= 0} onPress={go}>
          {t('set.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('measureText')}</p>
        <ErrorLine text={props.faultText} />
        <NumberField
          kind="quantity"
          label={t('quantity')}
          unit={props.unit}
          value={milli}
          onChange={setMilli}
          onEnter={go}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

/** What happens to a line that differs; a code nobody knows is named instead. */
export function DecideDialog(props: { line: Line; count: CountData['count']; onClose: () => void }) {
  const { line, onClose } = props;
  if (line.outcome === 'unknown') return <IdentifyDialog line={line} onClose={onClose} />;
  return <DecisionDialog {...props} />;
}

function DecisionDialog(props: { line: Line; count: CountData['count']; onClose: () => void }) {
  const { line, count, onClose } = props;
  const t = useWords('stocktake');
  const lineName = useLineName();
  const decide = useCommand('parts.countDecide');
  const recount = useCommand('parts.countRecount');
  const more = line.otherPlaceZh !== null;
  const choices: readonly Decision[] = more ? ['move', 'post', 'leave'] : ['post', 'leave'];
  const [decision, setDecision] = useState<Decision>(line.decision ?? (more ? 'move' : 'post'));
  const [reason, setReason] = useState(line.reason);
  const go = async () => {
    if (decide.pending) return;
    if (await decide.run({ lineId: line.id, version: line.version, decision, reason })) onClose();
  };
  return (
    <Dialog
      title={lineName(line)}
      open
      onClose={onClose}
      actions={
        <>
          <Button
            hotkey="Alt+R"
            pending={recount.pending}
            onPress={() =>
              void recount
                .run({ countId: count.id, version: count.version, lineIds: [line.id] })
                .then((done) => done && onClose())
            }
          >
            {t('decide.recount')}
          </Button>
          <Button variant="primary" hint="Enter" pending={decide.pending} onPress={() => void go()}>
            {t('decide.go')}
          </Button>
        </>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('decide.text')}</p>
        <ErrorLine text={decide.faultText ?? recount.faultText} />
        <Select
          label={t('decisionHead')}
          value={decision}
          onChange={(id) => setDecision(id as Decision)}
          options={choices.map((id) => ({ id, label: t(`decision.${id}`) }))}
          autoFocus
        />
        <TextField
          label={t(decision === 'leave' ? 'decide.reasonNeeded' : 'decide.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          onEnter={() => void go()}
        />
      </div>
    </Dialog>
  );
}

/** Says which part a code is that nobody knew: what was counted of it counts for the part. */
function IdentifyDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const t = useWords('stocktake');
  const f = useFormat();
  const name = useInLanguage();
  const identify = useCommand('parts.countIdentify');
  const [partId, setPartId] = useState<string | null>(null);
  const [lot, setLot] = useState('');
  const [asksLot, setAsksLot] = useState(false);
  const parts = useQuery('parts.open', { filter: {}, sort: 'code' });
  const { data } = useQuery(
    'parts.slice',
    { snapshotId: parts.data?.snapshotId ?? '', from: 0, to: Math.min(parts.data?.total ?? 0, 1000) },
    { enabled: parts.data !== undefined },
  );
  const go = async () => {
    if (partId === null || identify.pending) return;
    const answer = await identify.run({ lineId: line.id, partId, lot });
    if (answer?.what === 'lot') setAsksLot(true);
    else if (answer) onClose();
  };
  return (
    <Dialog
      title={t('identify.title', { code: line.code })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={partId === null}
          pending={identify.pending}
          onPress={() => void go()}
        >
          {t('identify.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('identify.text', { quantity: f.milli(line.countedMilli ?? 0) })}</p>
        <ErrorLine text={identify.faultText} />
        <ComboBox
          label={t('part')}
          value={partId}
          onChange={setPartId}
          autoFocus
          options={(data?.rows ?? []).flatMap((row) =>
            row === null
              ? []
              : [
                  {
                    id: row.id,
                    label: `${row.code} ${name(row.nameZh, row.nameEn)}`,
                    keys: row.code.toLowerCase(),
                  },
                ],
          )}
        />
        {asksLot ? (
          <TextField
            label={t('lot')}
            value={lot}
            onChange={setLot}
            maxLength={60}
            onEnter={() => void go()}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

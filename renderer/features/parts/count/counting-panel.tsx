import { useEffect, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useFieldScan, useScan } from '../../../lib/use-keys.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import {
  Banner,
  Button,
  ComboBox,
  DateText,
  DocumentPage,
  ErrorLine,
  Facts,
  LineTable,
  Meter,
  QuantityText,
  Section,
  TextField,
} from '../../../ui/index.ts';
import { CountActions } from './count-actions.tsx';
import { CountState } from './count-state.tsx';
import { ChooseDialog, LotDialog, MeasureDialog } from './count-dialogs.tsx';
import type { CountData } from './line.ts';

type Answer = OutputOf<'parts.countScan'>;
type Scan = InputOf<'parts.countScan'>;
/** A scan that needs a word more before it counts. */
interface Asking {
  answer: Answer;
  scan: Scan;
}

/**
 * The scanner's side: one field takes shelves, parts and serials one after another. Several desks scan into the same
 * stocktake; each sees its own last scans and can take them back.
 */
export function CountingPanel({ data }: { data: CountData }) {
  const t = useWords('stocktake');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const scan = useCommand('parts.countScan');
  const back = useCommand('parts.countBack');
  const { count } = data;
  const [code, setCode] = useState('');
  const [bin, setBin] = useState<string | null>(null);
  const [told, setTold] = useState<{ text: string; tone: 'green' | 'amber' | 'blue' } | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), [count.round]);

  const tell = (answer: Answer) => {
    if (answer.what === 'bin') {
      setBin(answer.bin);
      setTold({ text: t('at', { bin: answer.bin ?? '' }), tone: 'blue' });
    } else if (answer.line) {
      const { line } = answer;
      const known = line.partId !== null;
      const figure = `${f.milli(line.countedMilli ?? 0)} ${unit(line.unit)}`.trim();
      setTold({
        text: known
          ? t('countedTo', { name: `${line.code} ${name(line.nameZh, line.nameEn)}`, bin: line.bin, figure })
          : t('countedUnknown', { code: line.code, figure }),
        tone: known ? 'green' : 'amber',
      });
    }
  };
  /** Scans come faster than answers: one after the other, in their order. */
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const shelf = useRef<string | null>(null);
  shelf.current = bin;
  const send = (wanted: Omit<Scan, 'countId' | 'bin'>) => {
    const next = queue.current.then(async () => {
      const input: Scan = { ...wanted, countId: count.id, bin: shelf.current };
      const answer = await scan.run(input);
      if (answer === null) return setTold(null);
      if (answer.what === 'bin') shelf.current = answer.bin;
      if (answer.what === 'counted' || answer.what === 'bin') {
        setAsking(null);
        tell(answer);
      } else setAsking({ answer, scan: input });
    });
    queue.current = next;
    return next;
  };
  const take = (raw: string) => {
    const text = raw.trim();
    setCode('');
    if (text !== '') void send({ code: text });
  };
  const enabled = asking === null;
  useScan((scanned) => {
    take(scanned);
    return true;
  }, enabled);
  useFieldScan((scanned, target) => {
    if (target === field.current) return false;
    take(scanned);
    return true;
  }, enabled);
  const last = data.recent.find((one) => !one.gone);
  /** After whatever was scanned before the key. */
  const takeBack = () => {
    queue.current = queue.current.then(async () => {
      if ((await back.run({ countId: count.id, scanId: null })) !== null) setTold(null);
    });
  };
  const bins = count.bins.length > 0 ? count.bins : data.placeBins;

  return (
    <DocumentPage
      marks={<CountState state={count.state} />}
      actions={<CountActions data={data} />}
      title={`${count.number} ${count.title}`.trim()}
      subtitle={[
        name(count.placeNameZh, count.placeNameEn),
        ...count.bins,
        t(`scope.${count.scope}`),
        count.blind ? t('blind') : t('notBlind'),
        t('round', { round: count.round }),
      ].join(' · ')}
    >
      <div className="count-desk">
        <TextField
          ref={field}
          className="count-code"
          label={t('scan')}
          placeholder={t('scanText')}
          value={code}
          onChange={setCode}
          onEnter={() => take(code)}
          autoFocus
        />
        {bins.length > 0 ? (
          <ComboBox
            label={t('bin')}
            placeholder={t('anyBin')}
            value={bin}
            onChange={setBin}
            options={bins.map((id) => ({ id, label: id, keys: id.toLowerCase() }))}
          />
        ) : null}
      </div>
      <div className="count-told" aria-live="polite">
        {(scan.faultText ?? back.faultText) ? (
          <ErrorLine text={scan.faultText ?? back.faultText} />
        ) : told ? (
          <Banner tone={told.tone} text={told.text} />
        ) : (
          <p className="muted">{t('howTo')}</p>
        )}
      </div>
      <Section title={t('progress')}>
        <Facts
          items={[
            { label: t('counted'), value: t('of', { counted: count.counted, lines: count.lines }) },
            { label: t('unknownCode'), value: count.unknown === 0 ? null : count.unknown },
            {
              label: t('desks'),
              value:
                data.desks.length === 0
                  ? null
                  : data.desks
                      .map((desk) => t('deskScans', { name: desk.name, scans: desk.scans }))
                      .join(' · '),
            },
          ]}
        />
        <Meter percent={count.lines === 0 ? 0 : (count.counted / count.lines) * 100} label={t('progress')} />
      </Section>
      <Section
        title={t('recent')}
        actions={
          <Button
            size="small"
            hotkey="Z"
            disabled={last === undefined && told === null}
            pending={back.pending}
            onPress={takeBack}
          >
            {t('back')}
          </Button>
        }
      >
        {data.recent.length === 0 ? (
          <p className="muted">{t('recentNone')}</p>
        ) : (
          <LineTable
            label={t('recent')}
            rows={data.recent}
            rowKey={(row) => row.id}
            columns={[
              { id: 'at', header: t('time'), cell: (row) => <DateText atMs={row.at} /> },
              {
                id: 'what',
                header: t('part'),
                cell: (row) => (
                  <span className={row.gone ? 'count-gone' : undefined}>
                    {row.code} {name(row.nameZh, row.nameEn)} <span className="faint">{row.bin}</span>
                  </span>
                ),
              },
              {
                id: 'quantity',
                header: t('quantity'),
                align: 'end',
                cell: (row) =>
                  row.gone ? (
                    t('gone')
                  ) : (
                    <>
                      {row.kind === 'set' ? '= ' : '+ '}
                      <QuantityText milli={row.quantityMilli} unit={row.unit} />
                    </>
                  ),
              },
            ]}
          />
        )}
      </Section>
      {asking?.answer.what === 'choose' ? (
        <ChooseDialog
          lines={asking.answer.choices}
          onClose={() => setAsking(null)}
          onCounted={(answer) => {
            setAsking(null);
            tell(answer);
          }}
        />
      ) : null}
      {asking?.answer.what === 'lot' ? (
        <LotDialog
          name={name(asking.answer.partNameZh, asking.answer.partNameEn)}
          faultText={scan.faultText}
          onClose={() => setAsking(null)}
          onLot={(lot) => void send({ ...asking.scan, lot })}
        />
      ) : null}
      {asking?.answer.what === 'measure' ? (
        <MeasureDialog
          name={name(asking.answer.partNameZh, asking.answer.partNameEn)}
          unit={unit(asking.answer.unit ?? '')}
          faultText={scan.faultText}
          onClose={() => setAsking(null)}
          onMeasured={(quantityMilli) => void send({ ...asking.scan, quantityMilli })}
        />
      ) : null}
    </DocumentPage>
  );
}

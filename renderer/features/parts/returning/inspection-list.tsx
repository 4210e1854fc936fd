import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  DateText,
  Dialog,
  ErrorLine,
  LineTable,
  QuantityText,
  Section,
  TextField,
  toast,
} from '../../../ui/index.ts';

type Waits = OutputOf<'parts.inspections'>['lines'][number];

/** 待检: what came back opened, and what its test says. */
export function InspectionList() {
  const t = useWords('counter');
  const parts = useWords('parts');
  const name = useInLanguage();
  const inspect = useCommand('parts.inspect');
  const { data, faultText } = useQuery('parts.inspections', {});
  const [dead, setDead] = useState<Waits | null>(null);
  const lines = data?.lines ?? [];
  const result = async (row: Waits, to: 'good' | 'dead', note = '') => {
    const { partId, locationId, bin, lot, serial, quantityMilli } = row;
    const done = await inspect.run({
      lines: [{ partId, locationId, bin, lot, serial, quantityMilli, result: to, note }],
    });
    if (done === null) return false;
    setDead(null);
    const number = done.dead[0]?.number;
    toast.note(
      number === undefined
        ? t('inspect.good', { part: row.code })
        : t('inspect.dead', { part: row.code, number }),
    );
    return true;
  };
  if (faultText) return <ErrorLine text={faultText} />;
  if (lines.length === 0) return null;
  return (
    <Section title={t('inspect.title', { count: lines.length })}>
      <p className="muted">{t('inspect.text')}</p>
      <ErrorLine text={dead === null ? inspect.faultText : null} />
      <LineTable
        label={t('inspect.title', { count: lines.length })}
        rows={lines}
        rowKey={(row) => [row.partId, row.locationId, row.bin, row.lot, row.serial].join('|')}
        columns={[
          {
            id: 'part',
            header: parts('bags.part'),
            cell: (row) => (
              <>
                {name(row.nameZh, row.nameEn)}{' '}
                <span className="faint">
                  {row.code} {row.serial || row.lot}
                </span>
              </>
            ),
          },
          {
            id: 'place',
            header: parts('doc.place'),
            cell: (row) => `${name(row.placeNameZh, row.placeNameEn)} ${row.bin}`,
          },
          { id: 'since', header: t('inspect.since'), cell: (row) => <DateText atMs={row.since} /> },
          {
            id: 'quantity',
            header: parts('doc.quantity'),
            align: 'end',
            cell: (row) => <QuantityText milli={row.quantityMilli} unit={row.unit} />,
          },
          {
            id: 'act',
            header: '',
            align: 'end',
            cell: (row) => (
              <>
                <Button size="small" pending={inspect.pending} onPress={() => void result(row, 'good')}>
                  {t('inspect.isGood')}
                </Button>{' '}
                <Button size="small" variant="quiet" onPress={() => setDead(row)}>
                  {t('inspect.isDead')}
                </Button>
              </>
            ),
          },
        ]}
      />
      {dead ? (
        <DeadDialog
          row={dead}
          faultText={inspect.faultText}
          pending={inspect.pending}
          onClose={() => setDead(null)}
          onGo={(note) => void result(dead, 'dead', note)}
        />
      ) : null}
    </Section>
  );
}

function DeadDialog(props: {
  row: Waits;
  faultText: string | null;
  pending: boolean;
  onClose: () => void;
  onGo: (note: string) => void;
}) {
  const t = useWords('counter');
  const name = useInLanguage();
  const [note, setNote] = useState('');
  const { row } = props;
  return (
    <Dialog
      title={t('inspect.deadTitle', { part: `${row.code} ${name(row.nameZh, row.nameEn)}` })}
      open
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          hint="Enter"
          disabled={note.trim() === ''}
          pending={props.pending}
          onPress={() => props.onGo(note.trim())}
        >
          {t('inspect.isDead')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <p className="muted">{t('inspect.deadText')}</p>
        <ErrorLine text={props.faultText} />
        <TextField label={t('inspect.symptom')} value={note} onChange={setNote} autoFocus required />
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, Card, ErrorLine, Facts, Skeleton, TextField } from '../../ui/index.ts';
import { PaperCard } from './paper-card.tsx';
import { RecoveryCard } from './recovery-card.tsx';

type Data = OutputOf<'outlet.get'>;
const fields = [
  'nameZh',
  'nameEn',
  'legalName',
  'address',
  'phone',
  'complaintPhone',
  'numberPrefix',
] as const;

export function OutletView() {
  const { data, loading, faultText } = useQuery('outlet.get', {});
  const mayCopy = useCan('backup.run') !== null;
  if (loading) return <Skeleton lines={8} />;
  if (!data) return <ErrorLine text={faultText} />;
  return (
    <div className="ui-grid ui-grid-2">
      <Form key={data.id} data={data} />
      <div className="settings-form">
        <PaperCard />
        {mayCopy ? <RecoveryCard shown={data.recoveryShown} /> : null}
      </div>
    </div>
  );
}

function Form({ data }: { data: Data }) {
  const t = useWords('outlet');
  const mayWrite = useCan('settings.write') !== null;
  const [draft, setDraft] = useState<Partial<Pick<Data, (typeof fields)[number]>>>({});
  const save = useCommand('outlet.save');
  const value = (field: (typeof fields)[number]) => draft[field] ?? data[field];
  const run = async () => {
    const input = Object.fromEntries(fields.map((field) => [field, value(field)])) as Record<
      (typeof fields)[number],
      string
    >;
    if (await save.run({ version: data.version, ...input })) setDraft({});
  };
  return (
    <Card title={t('section.data')}>
      <div className="settings-form">
        {fields.map((field) => (
          <TextField
            key={field}
            side
            label={t(`field.${field}`)}
            disabled={!mayWrite}
            help={field === 'numberPrefix' ? t('prefixHelp') : undefined}
            value={value(field)}
            onChange={(text) =>
              setDraft({ ...draft, [field]: field === 'numberPrefix' ? text.toUpperCase() : text })
            }
            onEnter={() => void run()}
          />
        ))}
        <Facts
          items={[
            { label: t('field.county'), value: data.county },
            { label: t('field.zone'), value: data.zone },
          ]}
        />
        <ErrorLine text={save.faultText} />
        {mayWrite ? (
          <div className="row">
            <Button
              variant="primary"
              hotkey="Mod+S"
              pending={save.pending}
              disabled={Object.keys(draft).length === 0}
              onPress={() => void run()}
            >
              {t('save')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, ErrorLine, Section, Select } from '../../ui/index.ts';

/** Status words nobody has mapped yet; mapping one reads the orders that carry it again. */
export function CodeSection({ id }: { id: string }) {
  const t = useWords('platforms');
  const { data } = useQuery('platforms.unknownCodes', { id });
  const map = useCommand('platforms.mapCode');
  const mayMap = useCan('quarantine.solve') !== null;
  const [chosen, setChosen] = useState<Record<string, string>>({});
  if (!data) return null;
  const options = data.choices.map((word) => ({ id: word, label: t(`status.${word}`) }));
  return (
    <Section title={t('section.codes')}>
      {data.codes.length === 0 ? <p className="muted">{t('noCodes')}</p> : null}
      {data.codes.map((code) => (
        <div className="row" key={code.raw}>
          <span className="strong">{code.raw}</span>
          <span className="muted">{t('codeOrders', { n: code.orders })}</span>
          <Select
            label={code.raw}
            quietLabel
            options={options}
            disabled={!mayMap}
            value={chosen[code.raw] ?? null}
            onChange={(word) => setChosen({ ...chosen, [code.raw]: word })}
          />
          <Button
            disabled={!mayMap || !chosen[code.raw]}
            pending={map.pending}
            onPress={() =>
              void map.run({ id, field: 'status', raw: code.raw, canonical: chosen[code.raw] ?? '' })
            }
          >
            {t('action.save')}
          </Button>
        </div>
      ))}
      <ErrorLine text={map.faultText} />
    </Section>
  );
}

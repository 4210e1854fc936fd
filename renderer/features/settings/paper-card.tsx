import { paperLanguages, type PaperLanguages } from '../../../domain/paper/paper-scope.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Card, ErrorLine, Select, toast } from '../../ui/index.ts';
import { PrintButton } from '../paper/print-button.tsx';

/** Which language papers are in, and the prices that hang on the wall. */
export function PaperCard() {
  const t = useWords('paper');
  const f = useFormat();
  const mayWrite = useCan('settings.write') !== null;
  const { data, faultText } = useQuery('paper.languages', {}, { keep: true });
  const save = useCommand('paper.setLanguages');
  const choose = async (languages: PaperLanguages) => {
    if (data === undefined || languages === data.languages) return;
    if ((await save.run({ languages, version: data.version })) !== null) toast.note(t('house.saved'));
  };
  return (
    <Card title={t('house.title')}>
      <div className="settings-form">
        <Select
          label={t('house.language')}
          value={data?.languages ?? 'zh'}
          disabled={!mayWrite || data === undefined}
          onChange={(id) => void choose(id as PaperLanguages)}
          options={paperLanguages.map((id) => ({ id, label: t(`house.${id}`) }))}
        />
        <p className="muted">{t('house.help')}</p>
        <ErrorLine text={faultText ?? save.faultText} />
        <div className="row">
          <PrintButton kind="price_list" ids={[f.today]} hotkey="P" />
        </div>
      </div>
    </Card>
  );
}

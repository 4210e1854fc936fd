import { type FeatureCode, partFeatures, roomFeatures } from '../../../domain/access/features.ts';
import { featureLoader } from '../../app/features.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Card, Checkbox, ErrorLine, Skeleton } from '../../ui/index.ts';

/** Rooms that are built; what does not exist yet cannot be switched. */
const rooms = roomFeatures.filter((code) => featureLoader(code) !== null);

/** What an outlet does not use disappears: whole rooms, and things inside them. */
export function FeaturesView() {
  const t = useWords('outlet');
  const { data, loading } = useQuery('outlet.features', {});
  const set = useCommand('outlet.setFeature');
  const mayWrite = useCan('settings.write') !== null;
  if (loading) return <Skeleton lines={8} />;
  const isOn = (code: FeatureCode) =>
    data?.features.find((feature) => feature.code === code)?.enabled !== false;
  const group = (title: string, codes: readonly FeatureCode[]) => (
    <fieldset className="settings-switches">
      <legend>{title}</legend>
      {codes.map((code) => (
        <Checkbox
          key={code}
          label={t(`feature.${code}`)}
          checked={isOn(code)}
          disabled={!mayWrite || set.pending}
          onChange={(enabled) => void set.run({ code, enabled })}
        />
      ))}
    </fieldset>
  );
  return (
    <Card title={t('view.features')}>
      <p className="muted">{t('features.text')}</p>
      <ErrorLine text={set.faultText} />
      <div className="settings-two">
        {group(t('features.rooms'), rooms)}
        {group(t('features.parts'), partFeatures)}
      </div>
    </Card>
  );
}

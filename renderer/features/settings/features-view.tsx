import { featureLoader } from '../../app/features.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Card, Checkbox, ErrorLine, Skeleton } from '../../ui/index.ts';

/** Rooms an outlet does not use leave the rail. */
export function FeaturesView() {
  const t = useWords('outlet');
  const { data, loading } = useQuery('outlet.features', {});
  const set = useCommand('outlet.setFeature');
  const mayWrite = useCan('settings.write') !== null;
  if (loading) return <Skeleton lines={8} />;
  return (
    <Card title={t('view.features')}>
      <p className="muted">{t('features.text')}</p>
      <div className="settings-form">
        {(data?.features ?? [])
          .filter((feature) => featureLoader(feature.code) !== null)
          .map((feature) => (
            <Checkbox
              key={feature.code}
              label={t(`common:rail.${feature.code}`)}
              checked={feature.enabled}
              disabled={!mayWrite || set.pending}
              onChange={(enabled) => void set.run({ code: feature.code as 'parts', enabled })}
            />
          ))}
        <ErrorLine text={set.faultText} />
      </div>
    </Card>
  );
}

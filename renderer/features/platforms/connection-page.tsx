import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useNames } from '../../lib/use-names.ts';
import {
  AgoText,
  Button,
  DateText,
  DocumentPage,
  ErrorLine,
  Facts,
  Section,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { CodeSection } from './code-section.tsx';
import { SettingsForm } from './settings-form.tsx';

type Platform = OutputOf<'platforms.get'>;

const tones = { green: 'green', amber: 'amber', red: 'red', grey: 'grey' } as const;

/** One connection: how it does, its settings, the words of its platform. */
export function ConnectionPage({ id }: { id: string }) {
  const { data, loading, faultText: text } = useQuery('platforms.get', { id });
  if (loading) return <Skeleton lines={12} />;
  if (!data) return <ErrorLine text={text} />;
  return <Loaded platform={data} />;
}

function Loaded({ platform }: { platform: Platform }) {
  const t = useWords('platforms');
  const named = useNames();
  const { health } = platform;
  const mayWrite = useCan('platforms.write') !== null;
  const pause = useCommand('platforms.pause');
  const resume = useCommand('platforms.resume');
  const pull = useCommand('platforms.pullNow');
  const isApi = health.mode === 'api';
  const saved = { id: health.id, version: health.version };
  return (
    <DocumentPage
      marks={<StatePill tone={tones[health.light]} label={t(`light.${health.light}`)} />}
      title={named(health)}
      subtitle={`${health.code} · ${t(`mode.${health.mode}`)}`}
      actions={
        isApi ? (
          <>
            <Button
              hotkey="R"
              pending={pull.pending}
              disabled={health.pausedAt !== null}
              onPress={() => void pull.run({ id: health.id })}
            >
              {t('action.pull')}
            </Button>
            {mayWrite && health.pausedAt === null ? (
              <Button hotkey="P" onPress={() => void pause.run(saved)}>
                {t('action.pause')}
              </Button>
            ) : null}
            {mayWrite && health.pausedAt !== null ? (
              <Button hotkey="P" variant="primary" onPress={() => void resume.run(saved)}>
                {t('action.resume')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <ErrorLine text={pull.faultText ?? pause.faultText ?? resume.faultText} />
      <State health={health} />
      {platform.fields.length > 0 ? <SettingsForm platform={platform} mayWrite={mayWrite} /> : null}
      {isApi ? <CodeSection id={health.id} /> : null}
    </DocumentPage>
  );
}

/** Only counts of the same thing stand side by side; many platforms count a window, or not at all. */
function Counts({ health }: { health: Platform['health'] }) {
  const t = useWords('platforms');
  const { localTotal: here, upstreamTotal: there, lastOkAt } = health;
  if (here !== null && there !== null) return <>{`${here} / ${there}`}</>;
  return lastOkAt === null ? (
    <>{t('notCompared')}</>
  ) : (
    <>
      {t('comparedOpen')} <AgoText atMs={lastOkAt} />
    </>
  );
}

function State({ health }: { health: Platform['health'] }) {
  const t = useWords('platforms');
  return (
    <Section title={t('section.state')}>
      <Facts
        items={[
          {
            label: t('fact.lastOk'),
            value: health.lastOkAt === null ? t('never') : <AgoText atMs={health.lastOkAt} />,
          },
          health.fault !== null && {
            label: t('fact.fault'),
            value: faultText(new ApiFault(health.fault.code, health.fault.params)),
          },
          health.faultSince !== null && {
            label: t('fact.since'),
            value: <DateText atMs={health.faultSince} />,
          },
          health.failures > 0 && { label: t('fact.failures'), value: health.failures },
          health.notices.length > 0 && {
            label: t('fact.notices'),
            value: health.notices.map((note) => faultText(new ApiFault(note.code, note.params))).join(' '),
          },
          health.mode === 'api' && { label: t('fact.counts'), value: <Counts health={health} /> },
          { label: t('column.today'), value: health.ordersToday },
          { label: t('fact.waiting'), value: health.waiting },
          health.deadLetters > 0 && { label: t('fact.dead'), value: health.deadLetters },
          health.quarantined > 0 && { label: t('fact.quarantined'), value: health.quarantined },
          health.openChanges > 0 && { label: t('fact.changes'), value: health.openChanges },
        ]}
      />
    </Section>
  );
}

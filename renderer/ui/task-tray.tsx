import { ListChecks } from 'lucide-react';
import { useWords } from '../i18n/index.ts';
import { countText } from '../lib/format.ts';
import { Badge } from './badge.tsx';
import { Button, IconButton } from './button.tsx';
import { Popover } from './dialog.tsx';
import { ErrorLine } from './field.tsx';
import { EmptyState } from './screen.tsx';

export interface TrayJob {
  id: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  /** 0 while unknown. */
  total: number;
  /** One sentence: what came out, or what went wrong. */
  result?: string;
  onOpen?: () => void;
}

export interface TaskTrayProps {
  jobs: readonly TrayJob[];
  onCancel: (id: string) => void;
  onDismiss?: (id: string) => void;
}

/** Long work: progress, cancel, result. The work goes on whatever screen is shown. */
export function TaskTray({ jobs, onCancel, onDismiss }: TaskTrayProps) {
  const t = useWords('ui');
  const running = jobs.filter((job) => job.state === 'running' || job.state === 'waiting').length;
  return (
    <Popover
      label={t('tasks.title')}
      flush
      trigger={
        <Button variant="quiet" aria-label={t('tasks.open', { n: running })} icon={<ListChecks size={16} />}>
          <Badge count={running} tone="blue" />
        </Button>
      }
    >
      <div className="ui-tray">
        {jobs.length === 0 ? <EmptyState title={t('tasks.none')} text={t('tasks.noneText')} /> : null}
        {jobs.map((job) => (
          <TrayRow key={job.id} job={job} onCancel={onCancel} onDismiss={onDismiss} />
        ))}
      </div>
    </Popover>
  );
}

function TrayRow({
  job,
  onCancel,
  onDismiss,
}: { job: TrayJob } & Pick<TaskTrayProps, 'onCancel' | 'onDismiss'>) {
  const t = useWords('ui');
  const live = job.state === 'running' || job.state === 'waiting';
  return (
    <div className="ui-job">
      <div className="row spread">
        <span className="strong truncate">{job.title}</span>
        {live ? (
          <Button size="small" variant="quiet" onPress={() => onCancel(job.id)}>
            {t('cancel')}
          </Button>
        ) : (
          <span className="row">
            {job.onOpen ? (
              <Button size="small" onPress={job.onOpen}>
                {t('tasks.show')}
              </Button>
            ) : null}
            {onDismiss ? (
              <IconButton
                label={t('close')}
                icon={<span aria-hidden="true">×</span>}
                onPress={() => onDismiss(job.id)}
              />
            ) : null}
          </span>
        )}
      </div>
      {live ? (
        <>
          <progress
            aria-label={job.title}
            max={job.total || undefined}
            value={job.total ? job.done : undefined}
          />
          <span className="faint">
            {job.total ? `${countText(job.done)} / ${countText(job.total)}` : t(`tasks.${job.state}`)}
          </span>
        </>
      ) : job.state === 'failed' ? (
        <ErrorLine text={job.result ?? t('tasks.failed')} />
      ) : (
        <span className="muted">{job.result ?? t(`tasks.${job.state}`)}</span>
      )}
    </div>
  );
}

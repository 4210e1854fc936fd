import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { ApiFault, faultText } from '../../../lib/faults.ts';
import { useCommand } from '../../../lib/query.tsx';
import { Button, DateText, Dialog, ErrorLine, LineTable, StatePill, toast } from '../../../ui/index.ts';

type Version = OutputOf<'paper.template'>['versions'][number];
type Target = Pick<InputOf<'paper.template'>, 'kind' | 'paper'>;

/** Every version there was: which serves, who made it, back to it in one step, out as a file. */
export function VersionsDialog(props: {
  target: Target;
  versions: readonly Version[];
  may: boolean;
  onShow: (id: string | null) => void;
  onClose: () => void;
}) {
  const t = useWords('papertemplates');
  const { target, versions, may } = props;
  const activate = useCommand('paper.activateTemplate');
  const use = async (id: string | null) => {
    const done = await activate.run({ ...target, id });
    if (done === null) return;
    toast.note(done.version === null ? t('usesOwn') : t('uses', { n: done.version }));
    // What serves now is what is looked at.
    props.onShow(id);
  };
  const give = async (id: string) => {
    try {
      const file = await api.call('paper.exportTemplate', { id });
      const url = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = file.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) {
      toast.fault(error);
    }
  };
  const own = versions.every((row) => !row.active);
  return (
    <Dialog
      title={t('versions')}
      open
      wide
      onClose={props.onClose}
      actions={
        may ? (
          <Button disabled={own} pending={activate.pending} onPress={() => void use(null)}>
            {t('useOwn')}
          </Button>
        ) : undefined
      }
    >
      <ErrorLine text={activate.faultText} />
      <LineTable
        label={t('versions')}
        rows={versions}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'n',
            header: t('version'),
            cell: (row) => <strong>{t('versionOf', { n: row.version })}</strong>,
          },
          {
            id: 'state',
            header: '',
            cell: (row) => (row.active ? <StatePill tone="green" label={t('inUse')} /> : null),
          },
          { id: 'source', header: t('source'), cell: (row) => t(`sources.${row.source}`) },
          { id: 'note', header: t('note'), cell: (row) => row.note },
          { id: 'by', header: t('by'), cell: (row) => row.by },
          { id: 'at', header: t('at'), cell: (row) => <DateText atMs={row.at} /> },
          {
            id: 'fault',
            header: '',
            cell: (row) =>
              row.fault === null ? null : (
                <ErrorLine text={faultText(new ApiFault(row.fault.code, row.fault.params))} />
              ),
          },
          {
            id: 'do',
            header: '',
            align: 'end',
            cell: (row) => (
              <span className="pap-actions">
                <Button size="small" variant="quiet" onPress={() => props.onShow(row.id)}>
                  {t('show')}
                </Button>
                <Button size="small" variant="quiet" onPress={() => void give(row.id)}>
                  {t('export')}
                </Button>
                {may ? (
                  <Button size="small" disabled={row.active} onPress={() => void use(row.id)}>
                    {t('use')}
                  </Button>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      {versions.length === 0 ? <p className="pap-quiet">{t('noVersions')}</p> : null}
    </Dialog>
  );
}

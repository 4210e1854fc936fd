import { fitsPaper } from '../../../../domain/paper/kinds.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { ErrorLine, Section, Select } from '../../../ui/index.ts';

/** Which document goes to which printer. */
export function Routes({ data, may }: { data: OutputOf<'paper.printers'>; may: boolean }) {
  const t = useWords('paperprinters');
  const tp = useWords('paper');
  const save = useCommand('paper.saveRoute');
  const general = (kind: string) =>
    data.routes.find((route) => route.kind === kind && route.deskId === null && route.staffId === null);
  return (
    <Section title={t('routes')}>
      <div className="pap-routes">
        {data.kinds.map((one) => (
          <Select
            key={one.kind}
            label={tp(`kind.${one.kind}`)}
            value={general(one.kind)?.printerId ?? null}
            disabled={!may}
            onChange={(printerId) => {
              const route = general(one.kind);
              void save.run({
                id: route?.id ?? null,
                version: route?.version ?? null,
                kind: one.kind,
                printerId,
              });
            }}
            options={data.printers
              .filter((printer) => fitsPaper(one.kind, printer.paper))
              .map((printer) => ({ id: printer.id, label: printer.name }))}
          />
        ))}
      </div>
      <ErrorLine text={save.faultText} />
    </Section>
  );
}

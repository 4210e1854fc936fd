import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { nameOf } from '../../lib/names.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Button, ErrorLine, LineTable, Section, StatePill } from '../../ui/index.ts';
import { soonDays, type StaffDocument, type StaffOptions } from './shapes.ts';
import { ToolDialog } from './tool-dialog.tsx';

type Tool = StaffDocument['tools'][number];

/** How long until a tool is inspected: quiet while long, amber in the last month, red when it is late. */
function ToolDue({ tool }: { tool: Tool }) {
  const t = useWords('staff');
  if (tool.daysLeft === null) return <span className="faint">—</span>;
  if (tool.daysLeft < 0)
    return <StatePill label={t('toolLate', { n: -tool.daysLeft })} tone="red" shape="warn" />;
  const label = t('toolDue', { n: tool.daysLeft });
  if (tool.daysLeft <= soonDays) return <StatePill label={label} tone="amber" shape="warn" />;
  return <span className="muted">{label}</span>;
}

/** Tools and safety gear of a person: given, inspected, back. */
export function ToolsSection(props: { document: StaffDocument; options: StaffOptions | undefined }) {
  const t = useWords('staff');
  const f = useFormat();
  const { document, options } = props;
  const mayWrite = useCan('staff.write') !== null;
  const check = useCommand('staff.checkTool');
  const back = useCommand('staff.returnTool');
  const [open, setOpen] = useState<Tool | 'new' | null>(null);
  const { tools, person } = document;
  const ready = mayWrite && options !== undefined && person.leftDay === null;
  const on = (tool: Tool) => ({ id: tool.id, version: tool.version, day: f.today });
  return (
    <Section
      title={t('toolsTitle')}
      actions={
        ready ? (
          <Button size="small" hotkey="I" onPress={() => setOpen('new')}>
            {t('giveTool')}
          </Button>
        ) : null
      }
    >
      <ErrorLine text={check.faultText ?? back.faultText} />
      {tools.length === 0 ? (
        <p className="muted">{t('noTools')}</p>
      ) : (
        <LineTable
          label={t('toolsTitle')}
          rows={tools}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'name',
              header: t('tool'),
              cell: (row) => (
                <>
                  {nameOf(row, f.language)}{' '}
                  {row.safety ? <StatePill label={t('safety')} tone="blue" /> : null}
                </>
              ),
            },
            { id: 'number', header: t('toolNumber'), cell: (row) => row.number },
            { id: 'issued', header: t('toolIssued'), cell: (row) => row.issuedDay ?? '—' },
            { id: 'next', header: t('toolNext'), cell: (row) => <ToolDue tool={row} /> },
            {
              id: 'do',
              header: '',
              align: 'end',
              cell: (row) =>
                ready ? (
                  <span className="row staff-acts">
                    {row.nextCheckDay === null && row.checkEveryDays === null ? null : (
                      <Button
                        size="small"
                        variant="quiet"
                        aria-label={`${t('toolChecked')} ${nameOf(row, f.language)}`}
                        onPress={() => void check.run(on(row))}
                      >
                        {t('toolChecked')}
                      </Button>
                    )}
                    <Button
                      size="small"
                      variant="quiet"
                      aria-label={`${t('toolBack')} ${nameOf(row, f.language)}`}
                      onPress={() => void back.run(on(row))}
                    >
                      {t('toolBack')}
                    </Button>
                    <Button
                      size="small"
                      variant="quiet"
                      aria-label={`${t('change')} ${nameOf(row, f.language)}`}
                      onPress={() => setOpen(row)}
                    >
                      {t('change')}
                    </Button>
                  </span>
                ) : null,
            },
          ]}
        />
      )}
      {open !== null && options !== undefined ? (
        <ToolDialog
          document={document}
          options={options}
          tool={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Section>
  );
}

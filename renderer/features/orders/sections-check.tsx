import { useWords } from '../../i18n/index.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useCommand } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, DateText, ErrorLine, Kbd, Section, StatePill } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';

type Document = OutputOf<'orders.get'>;
const tones = { stop: 'red', warn: 'amber', info: 'grey' } as const;
const shapes = { stop: 'slash', warn: 'warn', info: 'dash' } as const;

/** What the check found, each in a sentence. Where a queue decides, the ones that must be decided have a number key. */
export function FlagsSection(props: {
  flags: Document['flags'];
  decided?: ReadonlySet<string>;
  onDecide?: (flagId: string) => void;
}) {
  const t = useWords('orders');
  const { say, flag: sentence } = useLifeWords();
  const { decided, onDecide } = props;
  const open = props.flags.filter((flag) => flag.clearedAt === null);
  const toDecide = onDecide ? open.filter((flag) => flag.severity === 'stop') : [];
  const left = toDecide.filter((flag) => !decided?.has(flag.id)).length;
  useKeys(
    toDecide.slice(0, 9).map((flag, index) => ({
      keys: String(index + 1),
      label: sentence(flag),
      run: () => onDecide?.(flag.id),
    })),
  );
  if (open.length === 0) return null;
  return (
    <Section
      title={t('doc.flags')}
      mark={left > 0 ? <StatePill tone="red" label={t('doc.undecided', { n: left })} /> : null}
    >
      <ul className="ord-flags">
        {open.map((flag) => {
          const severity = flag.severity as keyof typeof tones;
          const at = toDecide.indexOf(flag);
          return (
            <li key={flag.id}>
              <StatePill
                tone={tones[severity] ?? 'grey'}
                shape={shapes[severity] ?? 'dash'}
                label={say('severity', flag.severity)}
              />
              <span className="grow">{sentence(flag)}</span>
              {at >= 0 ? (
                <label className="ord-decide">
                  <input
                    type="checkbox"
                    checked={decided?.has(flag.id) ?? false}
                    onChange={() => onDecide?.(flag.id)}
                  />
                  {t('doc.decide')}
                  {at < 9 ? <Kbd keys={String(at + 1)} /> : null}
                </label>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What the platform changed on a running order, waiting for a yes or a no; the keys are for the first of them. */
export function ChangesSection({ changes }: { changes: Document['changes'] }) {
  const t = useWords('orders');
  const { say } = useLifeWords();
  const decide = useCommand('orders.decideChange');
  const may = useCan('orders.review') !== null;
  if (changes.length === 0) return null;
  return (
    <Section title={t('doc.changes')}>
      <ul className="ord-flags">
        {changes.map((change, at) => (
          <li key={change.id}>
            <span className="grow">
              {say('change', change.kind, {
                fields: change.fields.map((name) => say('field', name)).join(', '),
              })}{' '}
              <span className="faint">
                <DateText atMs={change.at} />
              </span>
            </span>
            {may ? (
              <>
                <Button
                  size="small"
                  variant="primary"
                  hotkey={at === 0 ? 'Alt+Y' : undefined}
                  pending={decide.pending}
                  onPress={() =>
                    void decide.run({ changeId: change.id, version: change.version, accept: true })
                  }
                >
                  {t('doc.acceptChange')}
                </Button>
                <Button
                  size="small"
                  hotkey={at === 0 ? 'Alt+N' : undefined}
                  pending={decide.pending}
                  onPress={() =>
                    void decide.run({ changeId: change.id, version: change.version, accept: false })
                  }
                >
                  {t('doc.refuseChange')}
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <ErrorLine text={decide.faultText} />
    </Section>
  );
}

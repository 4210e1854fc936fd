import { KeyRound, LifeBuoy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OutputOf } from '../../preload/contract/index.ts';
import { useWords } from '../i18n/index.ts';
import { ApiFault } from '../lib/faults.ts';
import { queryClient, useCommand, useQuery } from '../lib/query.tsx';
import { useCopyKind } from '../lib/use-copy-kind.ts';
import { useFormat } from '../lib/use-format.ts';
import { Button } from '../ui/button.tsx';
import { ErrorLine, TextField } from '../ui/field.tsx';
import { Skeleton } from '../ui/screen.tsx';
import { Segments } from '../ui/tabs.tsx';
import { GatePage, RefusedPage } from './pages.tsx';

/** Reasons an outlet stays shut that a person can do something about here. */
const shutCodes = new Set(['store_key_missing', 'store_key_wrong', 'store_damaged', 'log_damaged']);

/** The fault that says the store is shut, or null. */
export function shutFault(fault: unknown): ApiFault | null {
  return fault instanceof ApiFault && shutCodes.has(fault.code) ? fault : null;
}

type State = OutputOf<'outlet.rescue'>;
type Copy = State['copies'][number];

/** In place of the login while the store is shut: the recovery key, or a copy to begin from. */
export function RescuePage({ code, params }: { code: string; params: ApiFault['params'] }) {
  const t = useWords('outlet');
  const state = useQuery('outlet.rescue', {}, { tables: [], refetchMs: 3_000, keep: true });
  const open = state.data?.code === null;
  useEffect(() => {
    // Somebody helped from another window, or this one did: everything is asked anew
    if (open) void queryClient.invalidateQueries({ queryKey: ['session.me'] });
  }, [open]);
  if (state.fault) return <RefusedPage code={code} params={params} />;
  if (!state.data || open) return <Skeleton lines={10} />;
  const now = state.data.code ?? code;
  const needsKey = now.startsWith('store_key');
  return (
    <GatePage wide>
      <h1>{t('rescue.title')}</h1>
      <p>{t(`rescue.why.${now}`)}</p>
      {needsKey ? <KeyPanel /> : null}
      {state.data.keyKnown && !needsKey ? <CopyPanel copies={state.data.copies} /> : null}
      <p className="gate-note">{t('rescue.safe')}</p>
    </GatePage>
  );
}

const signs = 56;
const groupsOf = (text: string) => text.match(/.{1,4}/g)?.join(' ') ?? '';
const signsOf = (text: string) =>
  text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, signs);

/** Paste or type: the signs fall into their groups by themselves. */
function KeyPanel() {
  const t = useWords('outlet');
  const [typed, setTyped] = useState('');
  const enter = useCommand('outlet.rescueKey');
  const count = typed.length;
  const go = async () => {
    if (count !== signs || enter.pending) return;
    const answer = await enter.run({ typed });
    if (answer?.opened) await queryClient.invalidateQueries();
  };
  return (
    <section className="gate-panel pin-panel" aria-label={t('rescue.key')}>
      <h2 className="row">
        <KeyRound size={18} aria-hidden="true" />
        {t('rescue.key')}
      </h2>
      <TextField
        className="recovery-input"
        label={t('rescue.keyField')}
        help={t('rescue.keyHelp', { n: count, all: signs })}
        error={enter.faultText}
        autoFocus
        multiline
        value={groupsOf(typed)}
        onChange={(text) => {
          enter.clear();
          setTyped(signsOf(text));
        }}
        onEnter={() => void go()}
      />
      <div className="row spread">
        <span />
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={count !== signs}
          pending={enter.pending}
          onPress={() => void go()}
        >
          {t('rescue.open')}
        </Button>
      </div>
    </section>
  );
}

function CopyPanel({ copies }: { copies: readonly Copy[] }) {
  const t = useWords('outlet');
  const f = useFormat();
  const copyKind = useCopyKind();
  const usable = copies.filter((copy) => copy.contents !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [withLog, setWithLog] = useState(true);
  const [staffCode, setStaffCode] = useState('');
  const [pin, setPin] = useState('');
  const restore = useCommand('outlet.rescueRestore');
  const name = chosen ?? usable[0]?.name ?? null;
  const ready = name !== null && staffCode.trim() !== '' && pin.length >= 4;
  const go = async () => {
    if (!ready || restore.pending || name === null) return;
    const answer = await restore.run({ name, withLog, staffCode, pin });
    setPin('');
    if (answer) await queryClient.invalidateQueries();
  };
  if (usable.length === 0) return <ErrorLine text={t('rescue.noCopy', { folder: 'copies' })} />;
  return (
    <section className="gate-panel pin-panel" aria-label={t('rescue.copies')}>
      <h2 className="row">
        <LifeBuoy size={18} aria-hidden="true" />
        {t('rescue.copies')}
      </h2>
      <fieldset className="rescue-copies">
        <legend className="ui-label">{t('rescue.choose')}</legend>
        {usable.map((copy) => (
          <label key={copy.name} className="rescue-copy">
            <input
              type="radio"
              name="copy"
              checked={copy.name === name}
              onChange={() => setChosen(copy.name)}
            />
            <span className="grow" title={copy.name}>
              {f.date(copy.contents?.lastAt ?? copy.madeAt, 'always')}
              <span className="muted"> · {copyKind(copy.name)}</span>
            </span>
            <span className="muted">
              {t('rescue.holds', {
                n: copy.contents?.orders ?? 0,
                last: copy.contents?.lastOrderNumber ?? '—',
              })}
            </span>
          </label>
        ))}
      </fieldset>
      <Segments
        label={t('restore.how')}
        value={withLog ? 'log' : 'copy'}
        onChange={(id) => setWithLog(id === 'log')}
        tabs={[
          { id: 'log', label: t('restore.withLog') },
          { id: 'copy', label: t('restore.asCopy') },
        ]}
      />
      <div className="row rescue-person">
        <TextField label={t('rescue.code')} value={staffCode} onChange={setStaffCode} autoFocus />
        <TextField
          label={t('rescue.pin')}
          type="password"
          inputMode="numeric"
          value={pin}
          onChange={(text) => setPin(text.replace(/\D/g, ''))}
          onEnter={() => void go()}
        />
      </div>
      <ErrorLine text={restore.faultText} />
      {restore.pending ? <p role="status">{t('restore.working')}</p> : null}
      <div className="row spread">
        <span />
        <Button
          variant="primary"
          hint="Enter"
          disabled={!ready}
          pending={restore.pending}
          onPress={() => void go()}
        >
          {t('restore.go')}
        </Button>
      </div>
    </section>
  );
}

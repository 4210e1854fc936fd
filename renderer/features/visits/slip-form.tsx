import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, ErrorLine } from '../../ui/index.ts';
import { type Found, inputOf, type MachineDraft, problemsOf } from './entry.ts';
import type { Returned } from './index.tsx';
import { SlipExchange } from './slip-exchange.tsx';
import { SlipMachines } from './slip-machine.tsx';
import { SlipMoney } from './slip-money.tsx';
import type { SlipPart } from './slip-part.ts';
import { SlipParts } from './slip-parts.tsx';
import { SlipProof } from './slip-proof.tsx';
import { SlipVisit } from './slip-visit.tsx';
import { walkOn } from './slip-walk.ts';
import { useSlipDraft } from './use-slip-draft.ts';
import { useSlipScan } from './use-slip-scan.ts';

/** Everything one slip says, walked through with Enter. */
export function SlipForm(props: { found: Found; nowMs: number; onDone: (returned: Returned) => void }) {
  const { found } = props;
  const t = useWords('visits');
  const { draft, setDraft, forget, begun } = useSlipDraft(found, props.nowMs);
  const [tried, setTried] = useState(false);
  // How often it was refused here: each time the first wrong field takes the focus, once it is marked
  const [asked, setAsked] = useState(0);
  const form = useRef<HTMLDivElement>(null);
  const save = useCommand('visits.returnSlip');
  const problems = problemsOf(found, draft);

  useEffect(() => {
    const first = form.current?.querySelector<HTMLInputElement>('[data-first] input');
    first?.focus();
    first?.select();
  }, [found.slip.id]);

  useEffect(() => {
    if (asked > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);

  const next = (from: Element | null) => {
    if (!walkOn(form.current, from)) void submit();
  };
  const submit = async () => {
    setTried(true);
    if (save.pending) return;
    if (problems.length > 0) return setAsked((n) => n + 1);
    const done = await save.run(inputOf(found, draft));
    if (done === null) return;
    forget();
    props.onDone(done);
  };
  const part: SlipPart = {
    found,
    draft,
    set: (patch) => setDraft((now) => ({ ...now, ...patch })),
    setMachine: (id, patch) =>
      setDraft((now) => ({
        ...now,
        machines: { ...now.machines, [id]: { ...(now.machines[id] as MachineDraft), ...patch } },
      })),
    wrong: (what) => (tried && problems.includes(what) ? t(`need.${what}`) : null),
    onNext: () => next(document.activeElement),
  };
  const told = useSlipScan(part, form, next);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.tagName === 'BUTTON' && target.getAttribute('role') !== 'radio') return;
    // An open list with something chosen in it takes the key itself; one that merely opened lets it pass
    if (target.getAttribute('aria-expanded') === 'true' && target.getAttribute('aria-activedescendant'))
      return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) void submit();
    else next(target);
  };
  return (
    <div className="vis-form" ref={form} onKeyDownCapture={onKeyDown}>
      {begun ? (
        <div className="vis-kept" role="status">
          <span>{t('draftKept')}</span>
          <Button size="small" variant="quiet" onPress={forget}>
            {t('draftDrop')}
          </Button>
        </div>
      ) : null}
      <div className="vis-grid">
        <div className="vis-column">
          <SlipVisit {...part} />
          <SlipMachines {...part} />
        </div>
        <div className="vis-column">
          <SlipParts {...part} />
          <SlipExchange {...part} />
          <SlipMoney {...part} />
          <SlipProof {...part} />
        </div>
      </div>
      <div className="vis-save">
        <ErrorLine text={save.faultText} />
        {told === null ? null : (
          <span role="status" className="vis-told">
            {told}
          </span>
        )}
        <span className="faint grow">{t('deskEntry')}</span>
        <Button variant="primary" hotkey="Mod+Enter" pending={save.pending} onPress={() => void submit()}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}

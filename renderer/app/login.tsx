import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { nameOf, personName } from '../lib/names.ts';
import { useCommand, useQuery } from '../lib/query.tsx';
import { forgetDrafts } from '../lib/drafts.ts';
import { Avatar } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorLine, TextField } from '../ui/field.tsx';
import { Skeleton } from '../ui/screen.tsx';
import { filterOptions } from '../ui/select.tsx';
import { useLanguage } from './looks.tsx';
import { GatePage } from './pages.tsx';
import type { Me } from './session.tsx';

/** Words of roles in one line: 店长 · 班组长. */
export function useRoleWords(named: Me['roleNames']): (roles: readonly string[]) => string {
  const language = useLanguage();
  return (roles) =>
    roles
      .flatMap((id) => named.find((role) => role.id === id) ?? [])
      .map((role) => nameOf(role, language))
      .join(' · ');
}

/** Choose oneself by name, pinyin initials or number, then the PIN. One login carries all roles. */
export function LoginPage({ me }: { me: Me }) {
  const t = useWords();
  const language = useLanguage();
  const people = useQuery('session.people', {});
  const roleWords = useRoleWords(people.data?.roleNames ?? []);
  const state = useQuery('outlet.state', {}, { enabled: me.outlet?.demo ?? false, tables: ['outlet'] });
  const pins = new Map(state.data?.demoPins.map((each) => [each.staffId, each.pin]));
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const options = (people.data?.people ?? []).map((person) => ({
    id: person.id,
    label: personName(person, language),
    note: roleWords(person.roles),
    keys: `${person.name} ${person.nameEn} ${person.initials} ${person.code}`.toLowerCase(),
    code: person.code,
  }));
  const found = filterOptions(options, text) as typeof options;
  const at = Math.min(active, Math.max(0, found.length - 1));
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const person = options.find((option) => option.id === chosen);
  const outlet = nameOf(me.outlet, language);
  const another = () => {
    setChosen(null);
    setText('');
  };
  if (person) return <PinStep person={person} outlet={outlet} onBack={another} />;
  return (
    <GatePage>
      <h1>{t('login.title')}</h1>
      <p>{outlet}</p>
      <div className="gate-panel">
        <div
          className="login-search"
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
            else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
            else if (event.key === 'Enter' && found[at]) setChosen(found[at].id);
            else return;
            event.preventDefault();
          }}
        >
          <TextField
            label={t('login.who')}
            quietLabel
            placeholder={t('login.whoHint')}
            value={text}
            autoFocus
            onChange={(value) => {
              setText(value);
              setActive(0);
            }}
          />
        </div>
        {people.loading ? <Skeleton lines={5} /> : null}
        {people.faultText ? <ErrorLine text={people.faultText} /> : null}
        <div className="person-list" role="listbox" aria-label={t('login.who')} ref={list}>
          {found.map((option, index) => (
            <button
              key={option.id}
              type="button"
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              className="person"
              data-active={index === at || undefined}
              onPointerMove={() => setActive(index)}
              onClick={() => setChosen(option.id)}
            >
              <Avatar name={option.label} />
              <span className="strong">{option.label}</span>
              <span className="muted truncate grow">{option.note}</span>
              <span className="faint">
                {pins.has(option.id) ? `${t('login.pin')} ${pins.get(option.id)}` : option.code}
              </span>
            </button>
          ))}
        </div>
      </div>
      {pins.size > 0 ? <p className="gate-note">{t('login.demo')}</p> : null}
    </GatePage>
  );
}

function PinStep(props: {
  person: { id: string; label: string; note: string };
  outlet: string;
  onBack: () => void;
}) {
  const t = useWords();
  const login = useCommand('session.login');
  const [pin, setPin] = useState('');
  const submit = async () => {
    if (pin.length < 4 || login.pending) return;
    forgetDrafts();
    if (!(await login.run({ staffId: props.person.id, pin }))) setPin('');
  };
  return (
    <GatePage>
      <h1>{props.person.label}</h1>
      <p>
        {props.outlet} · {props.person.note}
      </p>
      <PinForm pin={pin} onPin={setPin} onSubmit={submit} pending={login.pending} error={login.faultText}>
        <Button variant="quiet" onPress={props.onBack} hotkey="Escape">
          {t('login.other')}
        </Button>
      </PinForm>
    </GatePage>
  );
}

/** PIN box with its button and the sentence of what went wrong. */
export function PinForm(props: {
  pin: string;
  onPin: (pin: string) => void;
  onSubmit: () => void;
  pending: boolean;
  error: string | null;
  children?: React.ReactNode;
}) {
  const t = useWords();
  return (
    <div className="gate-panel pin-panel">
      <TextField
        label={t('login.pin')}
        type="password"
        inputMode="numeric"
        className="pin-input"
        autoFocus
        autoComplete="current-password"
        maxLength={12}
        value={props.pin}
        error={props.error}
        onChange={(value) => props.onPin(value.replace(/\D/g, ''))}
        onEnter={props.onSubmit}
      />
      <div className="row spread">
        {props.children ?? <span />}
        <Button variant="primary" onPress={props.onSubmit} hint="Enter" pending={props.pending}>
          {t('login.enter')}
        </Button>
      </div>
    </div>
  );
}

/** Covers the frame while locked; the screen below stays as it was, unseen and out of reach. */
export function LockCover({ me }: { me: Me }) {
  const t = useWords();
  const language = useLanguage();
  const roleWords = useRoleWords(me.roleNames);
  const unlock = useCommand('session.unlock');
  const logout = useCommand('session.logout');
  const [pin, setPin] = useState('');
  const submit = async () => {
    if (pin.length < 4 || unlock.pending) return;
    if (!(await unlock.run({ pin }))) setPin('');
  };
  const name = personName(me.staff, language);
  return (
    <div className="lock-cover">
      <GatePage>
        <h1>{t('lock.title', { name })}</h1>
        <p>{t('lock.text', { roles: roleWords(me.staff?.roles ?? []) })}</p>
        <PinForm pin={pin} onPin={setPin} onSubmit={submit} pending={unlock.pending} error={unlock.faultText}>
          <Button
            variant="quiet"
            onPress={() => {
              forgetDrafts();
              void logout.run({});
            }}
          >
            {t('lock.other')}
          </Button>
        </PinForm>
      </GatePage>
    </div>
  );
}

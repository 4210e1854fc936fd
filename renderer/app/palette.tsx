import { CornerDownLeft, Search } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../i18n/index.ts';
import { activeBindings, type Binding } from '../lib/keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { featureCommands, hotkeyOf, type PaletteCommand } from './commands.ts';
import { actionsHere, type Doing, fits, isOpenTo, roomCommands } from './palette-entries.ts';
import { useFrameFeatures } from './use-features.ts';
import { useCanAny } from './session.tsx';
import { type Hit, useEverythingSearch } from './search-source.ts';
import { setTheme, toggleLanguage, toggleTheme } from './looks.tsx';

interface Entry {
  id: string;
  label: string;
  note?: ReactNode;
  hotkey?: string | undefined;
  go: () => void;
}

interface Group {
  id: string;
  title: string;
  entries: Entry[];
}

/** Doings that a text names at the beginning of a word stand above what was found; so many of them. */
const namedAtMost = 3;
const doingsAtMost = 12;

export interface PaletteProps {
  open: boolean;
  /** What the screen below can do: taken before the palette covered it. */
  bindings: readonly Binding[];
  onClose: () => void;
  onLock: () => void;
  onHelp: (bindings: readonly Binding[]) => void;
}

/** One box for everything: type to find what the outlet has – or what to do. */
export function Palette(props: PaletteProps) {
  const t = useWords();
  return (
    <Dialog title={t('palette.title')} open={props.open} onClose={props.onClose} wide bare>
      <PaletteBody {...props} />
    </Dialog>
  );
}

/** Everything that can be done from here, as this person and this outlet may. */
function useDoings({ bindings, onLock, onHelp }: PaletteProps): Doing[] {
  const t = useWords();
  const features = useFrameFeatures();
  const can = useCanAny();
  return useMemo(() => {
    const own: PaletteCommand[] = [
      {
        id: 'lock',
        label: 'common:lock.action',
        run: onLock,
        hotkey: hotkeyOf('lock'),
        keys: 'suoding lock',
      },
      {
        id: 'theme.toggle',
        label: 'common:theme.toggle',
        run: toggleTheme,
        hotkey: hotkeyOf('theme.toggle'),
        keys: 'zhuti zt theme dark light shense qianse',
      },
      {
        id: 'theme.system',
        label: 'common:theme.system',
        run: () => setTheme('system'),
        keys: 'xitong theme system',
      },
      {
        id: 'language',
        label: 'common:language.toggle',
        run: toggleLanguage,
        keys: 'yuyan yy language english zhongwen',
      },
      {
        id: 'help.keys',
        label: 'common:keys.help',
        run: () => onHelp(bindings),
        hotkey: '?',
        keys: 'bangzhu bz kuaijiejian kjj help keys shortcuts',
        group: 'help',
      },
    ];
    const commands = [...roomCommands(features, t), ...featureCommands, ...own];
    return [
      ...actionsHere(bindings, t('keys.everywhere')),
      ...commands
        .filter((command) => can(command.permission) && isOpenTo(features, command.path))
        .map(
          (command): Doing => ({
            ...command,
            label: t(command.label),
            group: command.group ?? 'command',
            keys: command.keys ?? '',
          }),
        ),
    ];
  }, [bindings, features, can, t, onLock, onHelp]);
}

/** Runs the live key of that name: what was bound when the palette opened may have moved on since. */
function runHere(doing: Doing, bindings: readonly Binding[]): void {
  const same = (binding: Binding) =>
    binding.label === doing.label && binding.keys.split(' ')[0] === doing.hotkey;
  const binding = activeBindings().find(same) ?? bindings.find(same);
  binding?.run(new KeyboardEvent('keydown'));
}

function PaletteBody(props: PaletteProps) {
  const { bindings, onClose } = props;
  const t = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [waiting, setWaiting] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const search = useEverythingSearch(text);
  const doings = useDoings(props);

  const groups = useMemo<Group[]>(() => {
    const wanted = text.trim().toLowerCase();
    const go = (doing: Doing) => () => {
      onClose();
      if (doing.group === 'here') setTimeout(() => runHere(doing, bindings), 0);
      else if (doing.path) void navigate(doing.path);
      doing.run?.();
    };
    const named = doings
      .map((doing) => ({ doing, fit: fits(doing, wanted) }))
      .filter(({ fit }) => fit > 0)
      .sort((left, right) => right.fit - left.fit);
    const first = wanted === '' ? [] : named.filter(({ fit }) => fit === 2).slice(0, namedAtMost);
    const rest = named
      .filter((one) => !first.includes(one))
      .slice(0, wanted === '' ? named.length : doingsAtMost)
      .map(({ doing }) => doing);
    const entryOf = (doing: Doing): Entry => ({
      id: doing.id,
      label: doing.label,
      hotkey: doing.hotkey,
      go: go(doing),
    });
    const group = (id: string, entries: Entry[]): Group => ({ id, title: t(`palette.group.${id}`), entries });
    const byGroup = (list: readonly Doing[]) =>
      (['here', 'command', 'settings', 'help'] as const).map((id) =>
        group(id, list.filter((doing) => doing.group === id).map(entryOf)),
      );
    const hits = search.busy
      ? []
      : search.groups.map(({ kind, hits: found }) =>
          group(
            kind,
            found.map((hit: Hit) => ({
              id: hit.id,
              label: hit.label,
              note: hit.note,
              go: () => {
                onClose();
                void navigate(hit.path);
              },
            })),
          ),
        );
    return [
      {
        ...group(
          'best',
          first.map(({ doing }) => entryOf(doing)),
        ),
      },
      ...hits,
      // Until the answer is there nothing stands where it will stand
      ...(search.busy ? [] : byGroup(rest)),
    ].filter((one) => one.entries.length > 0);
  }, [doings, text, search.groups, search.busy, bindings, t, navigate, onClose]);
  const flat = groups.flatMap((group) => group.entries);
  const at = Math.min(active, Math.max(0, flat.length - 1));
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  // Enter was pressed before the answer came: it means the first of the answer
  useEffect(() => {
    if (!waiting || search.busy) return;
    setWaiting(false);
    flat[0]?.go();
  }, [waiting, search.busy, flat]);
  const take = () => {
    if (flat[at]) flat[at].go();
    else if (search.busy) setWaiting(true);
  };
  return (
    <div className="palette">
      <div className="palette-input">
        <Search size={16} aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={flat[at] ? `palette-${at}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          autoFocus
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setWaiting(false);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, flat.length));
            else if (event.key === 'ArrowUp') setActive((at - 1 + flat.length) % Math.max(1, flat.length));
            else if (event.key === 'Enter') take();
            else return;
            event.preventDefault();
          }}
        />
        {search.busy ? <span className="faint">{t('palette.searching')}</span> : null}
      </div>
      <div
        className="palette-list"
        id="palette-list"
        role="listbox"
        aria-label={t('palette.title')}
        aria-busy={search.busy}
        ref={list}
      >
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.title}>
            <div className="ui-option-group" aria-hidden="true">
              {group.title}
            </div>
            {group.entries.map((entry) => {
              const index = flat.indexOf(entry);
              return (
                <div
                  key={entry.id}
                  id={`palette-${index}`}
                  role="option"
                  aria-selected={index === at}
                  className="ui-option"
                  data-active={index === at || undefined}
                  onPointerMove={() => setActive(index)}
                  onClick={entry.go}
                >
                  <span className="truncate">{entry.label}</span>
                  <span className="ui-option-note">
                    {entry.note}
                    {entry.hotkey ? <Kbd keys={entry.hotkey} /> : null}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
        {flat.length === 0 && !search.busy ? (
          <div className="ui-option muted">{t('palette.none')}</div>
        ) : null}
      </div>
      <div className="palette-foot" aria-hidden="true">
        <span>
          <Kbd keys="ArrowUp" />
          <Kbd keys="ArrowDown" /> {t('palette.move')}
        </span>
        <span>
          <CornerDownLeft size={12} /> {t('palette.take')}
        </span>
        <span>
          <Kbd keys="Escape" /> {t('palette.leave')}
        </span>
      </div>
    </div>
  );
}

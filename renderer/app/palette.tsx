import { CornerDownLeft, Search } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type ShortcutId, shortcuts } from '../../preload/contract/shortcuts.ts';
import { useWords } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { featureCommands, hotkeyOf, type PaletteCommand } from './commands.ts';
import { useFrameFeatures } from './use-features.ts';
import { useCanAny } from './session.tsx';
import { type Hit, useEverythingSearch } from './search-source.ts';
import { setTheme, toggleLanguage, toggleTheme } from './looks.tsx';

interface Entry {
  id: string;
  label: string;
  note?: ReactNode;
  hotkey?: string;
  go: () => void;
}

interface Group {
  title: string;
  entries: Entry[];
}

/** One box for everything: type to find orders, users, parts – or what to do. */
export function Palette({
  open,
  onClose,
  onLock,
}: {
  open: boolean;
  onClose: () => void;
  onLock: () => void;
}) {
  const t = useWords();
  return (
    <Dialog title={t('palette.title')} open={open} onClose={onClose} wide bare>
      <PaletteBody onClose={onClose} onLock={onLock} />
    </Dialog>
  );
}

function PaletteBody({ onClose, onLock }: { onClose: () => void; onLock: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const features = useFrameFeatures();
  const can = useCanAny();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const search = useEverythingSearch(text);

  const commands = useMemo<PaletteCommand[]>(
    () => [
      ...features.map((feature) => ({
        id: `go.${feature.id}`,
        label: `common:rail.${feature.id}`,
        path: feature.path,
        hotkey: shortcuts.some((each) => each.id === `go.${feature.id}`)
          ? hotkeyOf(`go.${feature.id}` as ShortcutId)
          : undefined,
        keys: `${t(`railKeys.${feature.id}`)} ${feature.id}`,
      })),
      ...featureCommands,
      {
        id: 'lock',
        label: 'common:lock.action',
        run: onLock,
        hotkey: hotkeyOf('lock'),
        keys: 'suoding sd lock',
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
    ],
    [features, onLock, t],
  );
  const groups = useMemo<Group[]>(() => {
    const wanted = text.trim().toLowerCase();
    const go = (command: PaletteCommand) => () => {
      onClose();
      if (command.path) void navigate(command.path);
      command.run?.();
    };
    const entries = commands
      .filter((command) => can(command.permission))
      .map((command) => ({ command, label: t(command.label) }))
      .filter(
        ({ command, label }) => !wanted || `${label} ${command.keys ?? ''}`.toLowerCase().includes(wanted),
      )
      .map(({ command, label }) => ({ id: command.id, label, hotkey: command.hotkey, go: go(command) }));
    const hits = search.groups.map((group) => ({
      title: t(`palette.group.${group.kind}`),
      entries: group.hits.map((hit: Hit) => ({
        id: `${group.kind}.${hit.id}`,
        label: hit.label,
        note: hit.note,
        go: () => {
          onClose();
          void navigate(hit.path);
        },
      })),
    }));
    return [
      ...hits,
      { title: t('palette.group.command'), entries: entries.slice(0, wanted ? 12 : 40) },
    ].filter((group) => group.entries.length > 0);
  }, [commands, text, search.groups, t, navigate, onClose, can]);
  const flat = groups.flatMap((group) => group.entries);
  const at = Math.min(active, Math.max(0, flat.length - 1));
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
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
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, flat.length));
            else if (event.key === 'ArrowUp') setActive((at - 1 + flat.length) % Math.max(1, flat.length));
            else if (event.key === 'Enter') flat[at]?.go();
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
        ref={list}
      >
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
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
                  <span>{entry.label}</span>
                  <span className="ui-option-note">
                    {entry.note}
                    {entry.hotkey ? <Kbd keys={entry.hotkey} /> : null}
                  </span>
                </div>
              );
            })}
          </div>
        ))}
        {flat.length === 0 ? <div className="ui-option muted">{t('palette.none')}</div> : null}
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

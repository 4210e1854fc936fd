import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useKeys } from '../lib/use-keys.ts';
import { Kbd } from './kbd.tsx';
import { KeyCover } from './key-cover.tsx';

export interface MenuAction {
  id: string;
  label: string;
  run: () => void;
  /** Bound while the menu's owner is on screen, open or not. */
  hotkey?: string;
  danger?: boolean;
  disabled?: boolean;
  note?: string;
}

/** Opens a menu from a key as an arrow on its button would: the first entry has the focus, Enter takes it. */
export function openMenu(button: HTMLElement | null): void {
  button?.focus();
  button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
}

/** Further actions behind one button: `<Menu label="更多" actions={…}><Button>更多</Button></Menu>`. */
export function Menu({
  label,
  actions,
  children,
}: {
  label: string;
  actions: readonly MenuAction[];
  children: ReactElement;
}) {
  useKeys(
    actions.map((action) =>
      action.hotkey && !action.disabled
        ? { keys: action.hotkey, label: action.label, run: action.run }
        : null,
    ),
  );
  return (
    <MenuTrigger>
      {children}
      <Popover className="ui-popover" offset={4} placement="bottom end">
        <KeyCover>
          <AriaMenu
            aria-label={label}
            className="ui-options"
            onAction={(id) => actions.find((action) => action.id === id)?.run()}
            disabledKeys={actions.filter((action) => action.disabled).map((action) => action.id)}
          >
            {actions.map((action) => (
              <MenuItem
                key={action.id}
                id={action.id}
                textValue={action.label}
                className={action.danger ? 'ui-option ui-option-danger' : 'ui-option'}
              >
                <span>{action.label}</span>
                <span className="ui-option-note">
                  {action.note}
                  {action.hotkey ? <Kbd keys={action.hotkey} /> : null}
                </span>
              </MenuItem>
            ))}
          </AriaMenu>
        </KeyCover>
      </Popover>
    </MenuTrigger>
  );
}

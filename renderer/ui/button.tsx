import { createContext, type ReactNode, type Ref, useContext } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useKeys } from '../lib/use-keys.ts';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

/** The foot of a dialog: the button that says Enter there answers Enter from anywhere in the dialog. */
export const DialogFoot = createContext(false);

export interface ButtonProps {
  children?: ReactNode;
  onPress?: () => void;
  variant?: 'plain' | 'primary' | 'danger' | 'quiet';
  size?: 'normal' | 'small';
  icon?: ReactNode;
  /** Binds this key while the button is mounted and enabled, shows it, lists it under `?`. */
  hotkey?: string;
  /** Shows a key that something else binds (a list's Enter, the frame's Ctrl K). */
  hint?: string;
  /** Name for `?` when children are not plain text. */
  hotkeyLabel?: string;
  disabled?: boolean;
  pending?: boolean;
  type?: 'button' | 'submit';
  autoFocus?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-pressed'?: boolean;
  form?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** The one button. `hotkey` makes action, key cap and help line in one place. */
export function Button(props: ButtonProps) {
  const { variant = 'plain', hint, disabled = false, pending = false, onPress } = props;
  const confirms = useContext(DialogFoot) && (props.hotkey ?? hint) === 'Enter';
  const hotkey = confirms ? 'Enter' : props.hotkey;
  const label =
    props.hotkeyLabel ?? (typeof props.children === 'string' ? props.children : (props['aria-label'] ?? ''));
  const live = !disabled && !pending;
  // Esc types nothing, nor does Enter in a line: both answers of a dialog work from inside a field too
  const inFields = hotkey === 'Escape' || confirms;
  useKeys([hotkey && onPress ? { keys: hotkey, label, run: onPress, inFields } : null], {
    enabled: live && Boolean(hotkey),
  });
  const shown = hotkey ?? hint;
  return (
    <AriaButton
      ref={props.ref}
      type={props.type ?? 'button'}
      className={[
        'ui-btn',
        variant !== 'plain' && `ui-btn-${variant}`,
        props.size === 'small' && 'ui-btn-small',
        pending && 'ui-btn-pending',
        props.className,
      ]
        .filter(Boolean)
        .join(' ')}
      isDisabled={!live}
      onPress={onPress}
      autoFocus={props.autoFocus}
      aria-label={props['aria-label']}
      aria-pressed={props['aria-pressed']}
      form={props.form}
    >
      {props.icon}
      {props.children}
      {shown ? <Kbd keys={shown} /> : null}
    </AriaButton>
  );
}

export interface IconButtonProps {
  label: string;
  icon: ReactNode;
  onPress?: () => void;
  hotkey?: string;
  disabled?: boolean;
  pressed?: boolean;
  variant?: 'plain' | 'quiet';
  ref?: Ref<HTMLButtonElement>;
}

/** An icon alone, always with a name, shown with its key as tooltip. */
export function IconButton({ label, icon, hotkey, variant = 'quiet', ...rest }: IconButtonProps) {
  useKeys([hotkey && rest.onPress ? { keys: hotkey, label, run: rest.onPress } : null], {
    enabled: Boolean(hotkey) && !rest.disabled,
  });
  return (
    <Tooltip text={label} keys={hotkey}>
      <AriaButton
        ref={rest.ref}
        className={`ui-btn ui-btn-icon ui-btn-${variant}`}
        aria-label={label}
        aria-pressed={rest.pressed}
        isDisabled={rest.disabled}
        onPress={rest.onPress}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}

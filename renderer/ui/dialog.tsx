import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { useWords } from '../i18n/index.ts';
import { DialogFoot, IconButton } from './button.tsx';
import { KeyCover } from './key-cover.tsx';

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, right-aligned; the main one last with `hint="Enter"`, which then means it anywhere in the dialog. */
  actions?: ReactNode;
  wide?: boolean;
  /** No head and padding: the command palette. */
  bare?: boolean;
}

/** A question that must be answered before going on. Esc closes; focus returns to where it was. */
export function Dialog({ title, open, onClose, children, actions, wide, bare }: DialogProps) {
  const t = useWords('ui');
  return (
    <ModalOverlay
      className="ui-backdrop"
      isOpen={open}
      isDismissable
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className={wide ? 'ui-modal ui-modal-wide' : 'ui-modal'}>
        <AriaDialog className="ui-dialog" aria-label={bare ? title : undefined}>
          <KeyCover>
            {bare ? (
              children
            ) : (
              <>
                <div className="ui-dialog-head">
                  <Heading slot="title" level={2}>
                    {title}
                  </Heading>
                  <IconButton label={t('close')} icon={<X size={16} />} onPress={onClose} />
                </div>
                <div className="ui-dialog-body">{children}</div>
                {actions ? (
                  <div className="ui-dialog-foot">
                    <DialogFoot value>{actions}</DialogFoot>
                  </div>
                ) : null}
              </>
            )}
          </KeyCover>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A small panel at its button: filters, date, explanation of a number. */
export function Popover({
  label,
  trigger,
  children,
  open,
  onOpenChange,
  flush,
}: {
  label: string;
  trigger: ReactElement;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  flush?: boolean;
}) {
  return (
    <DialogTrigger isOpen={open} onOpenChange={onOpenChange}>
      {trigger}
      <AriaPopover className="ui-popover" offset={4} placement="bottom end">
        <AriaDialog className={flush ? 'ui-dialog' : 'ui-popover-body'} aria-label={label}>
          <KeyCover>{children}</KeyCover>
        </AriaDialog>
      </AriaPopover>
    </DialogTrigger>
  );
}

import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useWords } from '../i18n/index.ts';
import { useKeys } from '../lib/use-keys.ts';
import { Splitter } from './splitter.tsx';
import type { ListHandle } from './virtual-list.tsx';

export interface ListDocumentProps {
  /** Names the remembered divider. */
  name: string;
  list: ReactNode;
  /** The open document, or null. */
  document: ReactNode | null;
  /** Shown at the right while nothing is open; without it the list takes all the room. */
  placeholder?: ReactNode;
  onClose: () => void;
  /** Gets the focus back after Esc, on the same row. */
  listRef?: { current: ListHandle | null };
  initial?: number;
  /** Most px of the list before anyone moved the divider: what a wide window has more goes to the document. */
  initialLeft?: number;
}

/** List at the left, document at the right; Esc leaves the document and puts the focus back on its row. */
export function ListDocument(props: ListDocumentProps) {
  const t = useWords('ui');
  const open = props.document !== null;
  const pane = useRef<HTMLDivElement>(null);
  useKeys([
    open && {
      keys: 'Escape',
      label: t('list.back'),
      group: t('list.group'),
      inFields: true,
      run: () => {
        // First Esc leaves the document for its row, the second closes it.
        if (pane.current?.contains(document.activeElement)) props.listRef?.current?.focus();
        else props.onClose();
      },
    },
  ]);
  const shown = props.document ?? props.placeholder ?? null;
  return (
    <Splitter
      name={props.name}
      initial={props.initial}
      initialLeft={props.initialLeft}
      left={props.list}
      right={
        shown === null ? null : (
          <div ref={pane} className="ui-split-pane grow">
            {shown}
          </div>
        )
      }
    />
  );
}

/** Who brought a document into the address stands beside it there. */
const cursors = 'cursor';

/**
 * The open document in the address: `/orders/:id`. Arrowing through a list opens each row a moment after the
 * cursor rests, so holding the key down does not read every document on the way.
 */
export function useDocumentRoute(base: string): {
  openId: string | null;
  /** The cursor of the list brought the document here: it may be rows further by now and is not to be fetched back. */
  isCursors: boolean;
  open: (id: string, options?: { now?: boolean }) => void;
  close: () => void;
} {
  const { id = null } = useParams();
  const isCursors = (useLocation().state as unknown) === cursors;
  const navigate = useNavigate();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const open = useCallback(
    (next: string, options: { now?: boolean } = {}) => {
      clearTimeout(timer.current);
      const state = options.now ? null : cursors;
      const go = () => void navigate(`${base}/${encodeURIComponent(next)}`, { replace: true, state });
      if (options.now) go();
      else timer.current = setTimeout(go, 90);
    },
    [base, navigate],
  );
  const close = useCallback(() => {
    clearTimeout(timer.current);
    void navigate(base, { replace: true });
  }, [base, navigate]);
  return { openId: id, isCursors, open, close };
}

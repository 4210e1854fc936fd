import { useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { hasDraft, putDraft, useDraft } from '../../lib/drafts.ts';
import { type Draft, draftKey, draftOf, type Found, readDraft } from './entry.ts';

const waitMs = 500;

/** Looks whether the host remembers this slip half typed (a reload took the window's own memory). */
export async function recallDraft(found: Found, nowMs: number): Promise<void> {
  const key = draftKey(found.slip.id);
  if (hasDraft(key) || found.slip.state === 'keyed' || found.slip.state === 'void') return;
  const { text } = await api.call('visits.draft', { slipId: found.slip.id });
  const draft = text === null ? null : readDraft(found, text, nowMs);
  if (draft !== null) putDraft(key, draft);
}

/**
 * The draft of a slip: in this window's memory, so that leaving, a lock and a lost host lose nothing, and a moment later
 * in the host's memory, so that a reload does not either.
 */
export function useSlipDraft(found: Found, nowMs: number) {
  const slipId = found.slip.id;
  const key = draftKey(slipId);
  const fresh = useRef<Draft | null>(null);
  fresh.current ??= draftOf(found, nowMs);
  const begun = useRef(hasDraft(key)).current;
  const [draft, setDraft, clear] = useDraft<Draft>(key, fresh.current);
  const text = useRef<string | null>(null);
  const keep = useRef(() => {});
  keep.current = () => {
    if (text.current === null) return;
    const now = text.current;
    text.current = null;
    // Not kept there: it is kept here, and the next key tries again
    void api.call('visits.keepDraft', { slipId, text: now }).catch(() => {
      text.current ??= now;
    });
  };
  useEffect(() => {
    if (!hasDraft(key)) return;
    text.current = JSON.stringify(draft);
    const timer = setTimeout(() => keep.current(), waitMs);
    return () => clearTimeout(timer);
  }, [draft, key]);
  useEffect(() => {
    const onHide = () => keep.current();
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      keep.current();
    };
  }, []);
  const forget = () => {
    text.current = '';
    keep.current();
    clear();
  };
  return { draft, setDraft, forget, begun };
}

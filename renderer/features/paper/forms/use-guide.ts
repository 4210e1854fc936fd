import { useEffect, useRef, useState } from 'react';
import { api } from '../../../lib/api.ts';
import { blobUrl } from '../../../lib/blobs.ts';
import { faultText } from '../../../lib/faults.ts';
import { sendPicture, thumbOf } from '../../../lib/picture.ts';

/**
 * The picture that lies under a form while it is drawn: the kept one, or one just chosen. `take` sends a file and answers
 * its hash, null where it was refused (`faultText`).
 */
export function useGuide(formId: string | null, hasGuide: boolean) {
  const [url, setUrl] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const made = useRef<string | null>(null);
  useEffect(() => {
    if (formId === null || !hasGuide) return undefined;
    let gone = false;
    api
      .call('paper.formGuide', { id: formId })
      .then(({ ticket }) => blobUrl(ticket))
      .then((found) => {
        if (gone) return URL.revokeObjectURL(found);
        made.current = found;
        setUrl(found);
      })
      .catch((error: unknown) => setFault(faultText(error)));
    return () => {
      gone = true;
      if (made.current !== null) URL.revokeObjectURL(made.current);
      made.current = null;
    };
  }, [formId, hasGuide]);
  const take = async (file: File): Promise<{ hash: string; name: string } | null> => {
    setFault(null);
    setSending(true);
    try {
      const sent = await sendPicture(file);
      setUrl(thumbOf(sent.hash));
      return { hash: sent.hash, name: file.name };
    } catch (error) {
      setFault(faultText(error));
      return null;
    } finally {
      setSending(false);
    }
  };
  return { url, faultText: fault, sending, take, drop: () => setUrl(null) };
}

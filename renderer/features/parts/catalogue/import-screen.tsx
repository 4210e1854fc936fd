import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { sendBlob, type SentBlob } from '../../../lib/blobs.ts';
import { faultText } from '../../../lib/faults.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useJobResult } from '../../../lib/use-job.ts';
import { Button, ErrorLine, toast } from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import './import.css';
import { ImportPreview, type Preview } from './import-preview.tsx';

type Done = OutputOf<'parts.sheetImport'>;

/** A sheet of parts: choose it, look at every cell that would change, then all of it at once, undoable as a whole. */
export function ImportScreen() {
  const t = useWords('partsheet');
  const { language } = useFormat();
  const navigate = useNavigate();
  const [blob, setBlob] = useState<SentBlob | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = useRef<HTMLButtonElement>(null);
  const ask = useCommand('parts.sheetPreview');
  const save = useCommand('parts.sheetImport');
  const job = useJobResult<Preview | Done>(jobId);
  const shownIn = language === 'en' ? 'en' : 'zh';

  useEffect(() => drop.current?.focus(), []);
  const finish = ({ batchId, created, changed }: Pick<Done, 'batchId' | 'created' | 'changed'>) => {
    if (batchId === null) return;
    toast.undo(t('done', { created, changed }), async () => {
      const back = await api.call('parts.sheetUndo', { batchId });
      toast.note(t('undone', { created: back.created, changed: back.changed }));
    });
    void navigate('/parts/catalogue');
  };
  useEffect(() => {
    if (job.result === null) return;
    setJobId(null);
    if ('rows' in job.result) setPreview(job.result);
    else finish(job.result);
  }, [job.result]);

  const look = async (file: SentBlob) => {
    setPreview(null);
    const answer = await ask.run({ blobHash: file.hash, fileName: file.name, language: shownIn });
    if (answer?.preview) setPreview(answer.preview);
    else if (answer?.jobId) setJobId(answer.jobId);
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    setFault(null);
    try {
      const sent = await sendBlob(file);
      setBlob(sent);
      await look(sent);
    } catch (error) {
      setFault(faultText(error));
    }
  };
  const go = async () => {
    if (blob === null || preview === null) return;
    const { created, changed } = preview;
    const answer = await save.run({
      blobHash: blob.hash,
      fileName: blob.name,
      language: shownIn,
      created,
      changed,
    });
    if (answer?.jobId) setJobId(answer.jobId);
    else if (answer) finish(answer);
  };
  const count = preview === null ? 0 : preview.created + preview.changed;
  return (
    <PartsPage
      view="catalogue"
      actions={
        <>
          {preview === null ? null : (
            <Button
              variant="primary"
              hotkey="Mod+Enter"
              disabled={preview.errors > 0 || count === 0}
              pending={save.pending || jobId !== null}
              onPress={() => void go()}
            >
              {t('go', { count })}
            </Button>
          )}
          <Button hotkey="Escape" onPress={() => void navigate('/parts/catalogue')}>
            {t('back')}
          </Button>
        </>
      }
    >
      <ErrorLine text={fault ?? ask.faultText ?? save.faultText ?? job.faultText} />
      <button
        ref={drop}
        type="button"
        className="parts-drop"
        data-over={over ? '' : undefined}
        data-small={preview ? '' : undefined}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <FileUp size={preview ? 16 : 26} />
        <span className="strong">{blob ? blob.name : t('drop')}</span>
        <span className="muted">
          {ask.pending || jobId !== null ? t('reading') : preview ? t('again') : t('dropText')}
        </span>
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label={t('drop')}
        tabIndex={-1}
        accept=".xlsx,.xls,.csv,.txt"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {preview ? <ImportPreview preview={preview} /> : null}
    </PartsPage>
  );
}

import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import {
  statementRoles,
  type StatementPreview,
  type StatementRole,
} from '../../../preload/contract/money-statements.ts';
import { useWords } from '../../i18n/index.ts';
import { sendBlob, type SentBlob } from '../../lib/blobs.ts';
import { faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useNames } from '../../lib/use-names.ts';
import { Button, ErrorLine, Select } from '../../ui/index.ts';
import { PreviewPane } from './preview-pane.tsx';
import { MoneyPage, useMonths } from './shell.tsx';
import { useJobResult } from './use-job.ts';

type Mapping = Partial<Record<StatementRole, string>>;
type Imported = OutputOf<'money.importStatement'>;

/** Payer, file, look, go. Nothing is stored before «import». */
export function ImportScreen() {
  const t = useWords('money');
  const navigate = useNavigate();
  const names = useNames();
  const months = useMonths();
  const payers = useQuery('money.payers', {});
  const [payerId, setPayerId] = useState<string | null>(null);
  const [blob, setBlob] = useState<SentBlob | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [period, setPeriod] = useState<string | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  const [preview, setPreview] = useState<StatementPreview | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const ask = useCommand('money.previewStatement');
  const save = useCommand('money.importStatement');
  const pull = useCommand('money.pullStatement');
  // Bills come after their month; a file says itself which it is of
  const month = period ?? months[1]?.id ?? null;
  const payer = payers.data?.payers.find((one) => one.id === payerId) ?? null;

  const done = useJobResult<StatementPreview | Imported>(jobId);
  useEffect(() => {
    if (done.result === null) return;
    setJobId(null);
    if ('sample' in done.result) show(done.result);
    else if (done.result.statementId !== null) void navigate(`/money/statements/${done.result.statementId}`);
  }, [done.result]);

  const show = (next: StatementPreview) => {
    setPreview(next);
    setPeriod((old) => old ?? next.periods[0] ?? months[0]?.id ?? null);
  };
  const look = async (file: SentBlob, payerOf: string, chosen: Mapping | null) => {
    setFault(null);
    setPreview(null);
    const answer = await ask.run({
      payerId: payerOf,
      blobHash: file.hash,
      fileName: file.name,
      mapping: chosen,
    });
    if (answer?.preview) show(answer.preview);
    else if (answer?.jobId) setJobId(answer.jobId);
  };
  const take = async (file: File | undefined) => {
    if (!file || payerId === null) return;
    setFault(null);
    try {
      const sent = await sendBlob(file);
      setBlob(sent);
      setMapping(null);
      await look(sent, payerId, null);
    } catch (error) {
      setFault(faultText(error));
    }
  };
  const go = async () => {
    if (!blob || payerId === null || period === null) return;
    const answer = await save.run({ payerId, blobHash: blob.hash, fileName: blob.name, period, mapping });
    if (answer?.jobId) setJobId(answer.jobId);
    else if (answer?.statementId) void navigate(`/money/statements/${answer.statementId}`);
  };
  const fromPlatform = async (connectionId: string) => {
    const answer = await pull.run({ connectionId, period: month ?? '' });
    if (answer?.statementId) void navigate(`/money/statements/${answer.statementId}`);
  };

  return (
    <MoneyPage
      room="statements"
      actions={
        <Button onPress={() => void navigate('/money/statements')} hotkey="Escape">
          {t('desk.back')}
        </Button>
      }
    >
      <div className="money-import">
        <div className="money-import-head">
          <Select
            label={t('payer')}
            autoFocus
            value={payerId}
            onChange={(id) => {
              setPayerId(id);
              if (blob) void look(blob, id, null);
            }}
            options={(payers.data?.payers ?? []).map((one) => ({
              id: one.id,
              label: names(one),
              note: one.id.slice(3),
            }))}
          />
          <Select label={t('period')} value={month} onChange={setPeriod} options={months} />
          {payer?.connections.map((one) => (
            <Button key={one.id} pending={pull.pending} onPress={() => void fromPlatform(one.id)}>
              {t('import.pull')}
            </Button>
          ))}
          <span className="grow" />
          {preview ? (
            <Button
              variant="primary"
              hotkey="Mod+Enter"
              disabled={preview.problemCount > 0 || preview.added + preview.changed === 0 || period === null}
              pending={save.pending || jobId !== null}
              onPress={() => void go()}
            >
              {t('import.go')}
            </Button>
          ) : null}
        </div>
        <ErrorLine
          text={
            fault ?? ask.faultText ?? save.faultText ?? pull.faultText ?? done.faultText ?? payers.faultText
          }
        />
        <button
          type="button"
          className="money-drop"
          data-over={over ? '' : undefined}
          data-small={preview ? '' : undefined}
          disabled={payerId === null}
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
          <span className="strong">
            {blob ? blob.name : t(payerId === null ? 'import.payerFirst' : 'import.drop')}
          </span>
          <span className="muted">
            {ask.pending || jobId !== null
              ? t('import.reading')
              : preview
                ? t('import.again')
                : payer?.fileHint
                  ? t('import.hint', { file: payer.fileHint })
                  : t('import.dropText')}
          </span>
        </button>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          aria-label={t('import.drop')}
          tabIndex={-1}
          accept=".xlsx,.xls,.csv,.txt,.html,.htm"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        {preview ? (
          <PreviewPane
            preview={preview}
            onMap={(role, heading) => {
              const next = { ...preview.mapping, ...mapping, [role]: heading };
              for (const name of statementRoles) if (next[name] === undefined) delete next[name];
              setMapping(next);
              if (blob && payerId !== null) void look(blob, payerId, next);
            }}
          />
        ) : null}
      </div>
    </MoneyPage>
  );
}

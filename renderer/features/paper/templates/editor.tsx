import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { isRoll, type PaperId } from '../../../../domain/paper/kinds.ts';
import {
  mostBlocks,
  type TemplateBlock,
  type TemplateBody,
  templateLanguages,
} from '../../../../domain/paper/template/shape.ts';
import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import { Button, ComboBox, ErrorLine, Select, Skeleton, TextField, toast } from '../../../ui/index.ts';
import { PaperPage } from '../page.tsx';
import { BlockPanel } from './block-panel.tsx';
import { templateTables } from './list.tsx';
import { logoOf } from './logo.ts';
import { blockText, fieldNames } from './names.ts';
import { newBlocks } from './new-block.ts';
import { TemplatePicture } from './picture.tsx';
import { useProblems } from './problems.ts';
import { VersionsDialog } from './versions-dialog.tsx';

type Target = Pick<InputOf<'paper.template'>, 'kind' | 'paper'>;
type Found = OutputOf<'paper.template'>;
interface Draft {
  body: TemplateBody;
  note: string;
  source: 'edited' | 'imported' | 'restored';
}

/** How one paper is set: its blocks at the left, the paper at the right, as it will come out. */
export function TemplateEditorView() {
  const { kind = '', paper = '' } = useParams();
  const target = { kind, paper } as Target;
  const [id, setId] = useState<string | null>(null);
  const { data, loading, faultText } = useQuery(
    'paper.template',
    { ...target, id },
    { keep: true, tables: templateTables },
  );
  const name = `${kind}:${paper}:${data?.shown ?? 'standard'}`;
  return data ? (
    <Editor key={name} name={name} target={target} found={data} onShow={setId} />
  ) : (
    <PaperPage view="templates">
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={10} /> : null}
    </PaperPage>
  );
}

function Editor(props: { name: string; target: Target; found: Found; onShow: (id: string | null) => void }) {
  const { target, found } = props;
  const t = useWords('papertemplates');
  const tp = useWords('paper');
  const navigate = useNavigate();
  const may = useCan('printers.write') !== null;
  const inLanguage = useInLanguage();
  const { name } = fieldNames(found.fields, inLanguage);
  const [draft, setDraft, forget] = useDraft<Draft>(`template:${props.name}`, {
    body: found.body as TemplateBody,
    note: '',
    source: 'edited',
  });
  const { body } = draft;
  const [at, setAt] = useState(0);
  const [example, setExample] = useState(0);
  const [versions, setVersions] = useState(false);
  const save = useCommand('paper.saveTemplate');
  const file = useRef<HTMLInputElement>(null);
  const logo = useRef<HTMLInputElement>(null);
  const shown = useSettled(body);
  const preview = useQuery(
    'paper.templatePreview',
    { ...target, body: shown as unknown as InputOf<'paper.templatePreview'>['body'], example },
    { keep: true, tables: [] },
  );
  const problems = useProblems(preview.data?.problems ?? []);
  const setBody = (next: Partial<TemplateBody>) =>
    setDraft((now) => ({ ...now, body: { ...now.body, ...next } }));
  const setBlocks = (blocks: TemplateBlock[]) => setBody({ blocks });
  const chosen = Math.min(at, body.blocks.length - 1);
  const block = body.blocks[chosen];
  const add = (fresh: TemplateBlock) => {
    const place = Math.min(chosen + 1, body.blocks.length);
    setBlocks(body.blocks.toSpliced(place, 0, fresh));
    setAt(place);
  };
  const remove = () => {
    setBlocks(body.blocks.toSpliced(chosen, 1));
    setAt(Math.max(0, chosen - 1));
  };
  const move = (by: number) => {
    const to = chosen + by;
    if (block === undefined || to < 0 || to >= body.blocks.length) return;
    setBlocks(body.blocks.toSpliced(chosen, 1).toSpliced(to, 0, block));
    setAt(to);
  };
  /** Arrows walk the blocks, as in every list. */
  const step = (event: KeyboardEvent<HTMLOListElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const to = chosen + by;
    if (by === 0 || to < 0 || to >= body.blocks.length) return;
    event.preventDefault();
    setAt(to);
    event.currentTarget.querySelectorAll<HTMLElement>('.ptm-block')[to]?.focus();
  };
  const store = async (activate: boolean) => {
    const done = await save.run({
      ...target,
      body: body as unknown as InputOf<'paper.saveTemplate'>['body'],
      note: draft.note,
      source: draft.source,
      basedOn: found.shown,
      activate,
    });
    if (done === null) return;
    forget();
    toast.note(t(activate ? 'savedAndUsed' : 'saved', { n: done.version }));
    props.onShow(done.id);
  };
  const begin = async () => {
    try {
      const { body: fresh } = await api.call('paper.templateStandard', target);
      setDraft({ body: fresh as TemplateBody, note: draft.note, source: 'edited' });
      setAt(0);
    } catch (error) {
      toast.fault(error);
    }
  };
  const takeFile = async (files: FileList | null) => {
    const one = files?.[0];
    if (one === undefined) return;
    try {
      const read = await api.call('paper.readTemplateFile', { ...target, text: await one.text() });
      setDraft({ body: read.body as TemplateBody, note: one.name.slice(0, 100), source: 'imported' });
      setAt(0);
      toast.note(t('imported', { name: one.name }));
    } catch (error) {
      toast.fault(error);
    }
  };
  const takeLogo = async (files: FileList | null) => {
    const one = files?.[0];
    if (one === undefined) return;
    try {
      add(await logoOf(one, 240));
    } catch (error) {
      toast.fault(error);
    }
  };
  const fresh = newBlocks(body, found.fields);
  const bad = (preview.data?.problems.length ?? 0) > 0;
  const roll = isRoll(target.paper as PaperId);
  return (
    <PaperPage
      view="templates"
      actions={
        <>
          <Button variant="quiet" hotkey="Escape" onPress={() => void navigate('/paper/templates')}>
            {t('back')}
          </Button>
          <Button hotkey="V" onPress={() => setVersions(true)}>
            {t('versions')}
          </Button>
          {may ? (
            <>
              <Button hotkey="I" onPress={() => file.current?.click()}>
                {t('import')}
              </Button>
              <Button hotkey="B" onPress={() => void begin()}>
                {t('begin')}
              </Button>
              <Button disabled={bad} pending={save.pending} onPress={() => void store(false)}>
                {t('saveOnly')}
              </Button>
              <Button
                variant="primary"
                hotkey="Mod+Enter"
                disabled={bad}
                pending={save.pending}
                onPress={() => void store(true)}
              >
                {t('saveAndUse')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <h2 className="ptm-title">
        {tp(`kind.${target.kind}`)} · {tp(`papers.${target.paper}`)}
        <span className="pap-quiet">
          {' '}
          {found.shown === null
            ? t('standard')
            : t('versionOf', { n: found.versions.find((row) => row.id === found.shown)?.version ?? 0 })}
        </span>
      </h2>
      <ErrorLine text={save.faultText ?? preview.faultText ?? problems.whole} />
      <div className="ptm-editor">
        <div className="ptm-blocks">
          <div className="ptm-row">
            <Select
              label={t('language')}
              value={body.language}
              options={templateLanguages.map((id) => ({ id, label: t(`languages.${id}`) }))}
              onChange={(language) => setBody({ language: language as TemplateBody['language'] })}
            />
            <TextField
              label={t('note')}
              value={draft.note}
              maxLength={100}
              onChange={(note) => setDraft((now) => ({ ...now, note }))}
            />
          </div>
          <ol className="ptm-list" aria-label={t('blocks')} onKeyDown={step}>
            {body.blocks.map((one, nth) => (
              <li key={nth}>
                <button
                  type="button"
                  className="ptm-block"
                  aria-current={nth === chosen ? 'true' : undefined}
                  tabIndex={nth === chosen ? 0 : -1}
                  onClick={() => setAt(nth)}
                >
                  <span className="ptm-kind">{t(`kinds.${one.block}`)}</span>
                  <span className="ptm-says">{blockText(one, name, t)}</span>
                </button>
                <ErrorLine text={problems.at(nth)} />
              </li>
            ))}
          </ol>
          <p className="pap-quiet">{t('always')}</p>
        </div>
        <div className="ptm-side">
          {may ? (
            <div className="ptm-row">
              <ComboBox
                key={body.blocks.length}
                label={t('addBlock')}
                placeholder={t('addItemHint')}
                value={null}
                disabled={body.blocks.length >= mostBlocks}
                options={fresh.map((one) => ({
                  id: one.id,
                  label:
                    one.field === undefined
                      ? t(`kinds.${one.block.block}`)
                      : `${t(`kinds.${one.block.block}`)} · ${name(one.field)}`,
                }))}
                onChange={(id) => {
                  const one = fresh.find((each) => each.id === id);
                  if (one !== undefined) add(one.block);
                }}
              />
              <Button hotkey="L" onPress={() => logo.current?.click()}>
                {t('logo')}
              </Button>
              <Button hotkey="[" disabled={chosen <= 0} onPress={() => move(-1)}>
                {t('up')}
              </Button>
              <Button hotkey="]" disabled={chosen >= body.blocks.length - 1} onPress={() => move(1)}>
                {t('down')}
              </Button>
              <Button variant="danger" hotkey="Delete" disabled={block === undefined} onPress={remove}>
                {t('remove')}
              </Button>
            </div>
          ) : null}
          {block ? (
            <>
              <h3>
                {t('blockOf', { n: chosen + 1 })} · {t(`kinds.${block.block}`)}
              </h3>
              <BlockPanel
                key={chosen}
                block={block}
                fields={found.fields}
                roll={roll}
                faultOf={(item) => problems.at(chosen, item)}
                onChange={(next) => setBlocks(body.blocks.with(chosen, next))}
              />
            </>
          ) : null}
        </div>
        <TemplatePicture
          label={t('preview')}
          answer={preview.data ?? null}
          example={example}
          onExample={setExample}
        />
      </div>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('import')}
        onChange={(event) => {
          void takeFile(event.target.files);
          event.target.value = '';
        }}
      />
      <input
        ref={logo}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('logo')}
        onChange={(event) => {
          void takeLogo(event.target.files);
          event.target.value = '';
        }}
      />
      {versions ? (
        <VersionsDialog
          target={target}
          versions={found.versions}
          may={may}
          onShow={(id) => {
            setVersions(false);
            props.onShow(id);
          }}
          onClose={() => setVersions(false)}
        />
      ) : null}
    </PaperPage>
  );
}

/** A value once it has stood still for a moment: nobody reads a preview while typing. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

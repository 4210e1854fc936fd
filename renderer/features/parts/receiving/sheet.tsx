import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { faultText } from '../../../lib/faults.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useFieldScan } from '../../../lib/use-keys.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Banner, Button, DocumentPage, EmptyState, ErrorLine, Section, Skeleton } from '../../../ui/index.ts';
import type { Scanned, TakeScan } from '../scan-desk.tsx';
import { AddDialog } from './add-dialog.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import {
  type Awaited,
  countOf,
  type Delivery,
  linesOf,
  preview,
  type SheetPart,
  useCountDraft,
  withCount,
  withPart,
} from './count-draft.ts';
import { LineDialog } from './line-dialog.tsx';
import type { Posted } from './posted-panel.tsx';
import { SheetLines } from './sheet-lines.tsx';

type Hit = Scanned['matches'][number];

/** A part as the sheet wants it that nobody announced. */
async function readPart(partId: string): Promise<SheetPart> {
  const { part } = await api.call('parts.get', { id: partId });
  return {
    partId: part.id,
    code: part.code,
    nameZh: part.nameZh,
    nameEn: part.nameEn,
    unit: part.unit,
    tracking: part.tracking,
    ownerKind: part.ownerKind,
    costFen: part.costFen,
    bin: part.bin ?? '',
    units: part.units.map((one) => ({ unit: one.unit, perMilli: one.perMilli })),
  };
}

/**
 * 收货清单: awaited beside counted. Every scan of a part counts one more; what is many is typed. A part nobody
 * announced gets a line of its own, and says there whether it came in place of another.
 */
export function CountSheet(props: {
  sheetId: string;
  delivery: Pick<Delivery, 'kind' | 'id'> | null;
  counting: { current: TakeScan | null };
  onPosted: (done: Posted) => void;
}) {
  const { delivery, counting } = props;
  const t = useWords('receiving');
  const { data, faultText: fault } = useQuery('parts.delivery', delivery ?? { kind: 'parcel', id: '' }, {
    enabled: delivery !== null,
    keep: true,
  });
  if (delivery !== null && fault) return <ErrorLine text={fault} />;
  if (delivery !== null && !data) return <Skeleton lines={8} />;
  if (data && data.lines.length === 0 && data.kind !== 'parcel')
    return <EmptyState title={`${t(`kind.${data.kind}`)} ${data.number}`} text={t('over')} />;
  return <Sheet {...props} data={data ?? null} counting={counting} />;
}

function Sheet(props: {
  sheetId: string;
  data: Delivery | null;
  counting: { current: TakeScan | null };
  onPosted: (done: Posted) => void;
}) {
  const { data, counting } = props;
  const t = useWords('receiving');
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const [draft, setDraft, clear] = useCountDraft(props.sheetId);
  const [told, setTold] = useState<{ text: string; bad: boolean } | null>(null);
  const [asking, setAsking] = useState<'add' | 'confirm' | null>(null);
  const [detail, setDetail] = useState<string | null>(null);
  const post = useCommand('parts.receiveSheet');
  const awaited: readonly Awaited[] = data?.lines ?? [];
  const parts: readonly SheetPart[] = [
    ...awaited,
    ...draft.extra.filter((one) => !awaited.some((line) => line.partId === one.partId)),
  ];
  const outcome = preview(data === null ? null : awaited, parts, draft);

  const count = async (partId: string, serial: string): Promise<void> => {
    const known = parts.find((one) => one.partId === partId);
    const part = known ?? (await readPart(partId));
    setDraft((now) => {
      const with_ = known ? now : withPart(now, part);
      const before = countOf(with_, partId);
      if (part.tracking !== 'serial') return withCount(with_, partId, { goodMilli: before.goodMilli + 1000 });
      if (serial === '' || before.serials.split(/\s+/).includes(serial)) return with_;
      return withCount(with_, partId, { serials: `${before.serials}\n${serial}`.trim() });
    });
    const bySerial = part.tracking === 'serial';
    const figure = `${f.milli(countOf(draft, partId).goodMilli + 1000)} ${unit(part.unit)}`;
    setTold(
      bySerial
        ? null
        : {
            text: t('counted', { name: `${part.code} ${name(part.nameZh, part.nameEn)}`, quantity: figure }),
            bad: false,
          },
    );
    // The piece's own code is asked for; so is the lot of what is kept by lots
    if ((bySerial && serial === '') || (part.tracking === 'lot' && countOf(draft, partId).lot === ''))
      setDetail(partId);
  };
  const take = async (hit: Hit): Promise<boolean> => {
    if (hit.kind !== 'part' && hit.kind !== 'serial') return false;
    try {
      await count(hit.partId ?? hit.id, hit.kind === 'serial' ? hit.text : '');
    } catch (error) {
      setTold({ text: faultText(error), bad: true });
    }
    return true;
  };
  const free = asking === null && detail === null;
  useEffect(() => {
    counting.current = free ? take : null;
    return () => {
      counting.current = null;
    };
  });
  // A scan while a quantity has the focus is the next piece, not that quantity
  useFieldScan((code, field) => {
    if (!(field instanceof HTMLElement) || field.closest('.parts-receive-lines') === null) return false;
    void (async () => {
      try {
        const found = await api.call('parts.scan', { code });
        const hit = found.matches.find((one) => one.kind === 'part' || one.kind === 'serial');
        const single = found.kind === 'part' || found.kind === 'serial' ? (found as Hit) : hit;
        if (single === undefined || !(await take(single)))
          setTold({ text: t('notAPart', { code }), bad: true });
      } catch (error) {
        setTold({ text: faultText(error), bad: true });
      }
    })();
    return true;
  }, free);

  const go = async () => {
    const done = await post.run({
      delivery: data === null ? null : { kind: data.kind, id: data.id, version: data.version },
      rest: draft.coming ? 'coming' : 'claim',
      parcelNumber: draft.parcelNumber.trim(),
      lines: linesOf(parts, draft),
    });
    setAsking(null);
    if (done === null) return;
    clear();
    props.onPosted(done);
  };
  const clean = outcome.short.size + outcome.broken.size + outcome.surplus.size + outcome.wrong.length === 0;
  const nothing = linesOf(parts, draft).length === 0 && outcome.short.size === 0;
  const shown = detail === null ? undefined : parts.find((one) => one.partId === detail);
  return (
    <DocumentPage
      title={data === null ? t('looseTitle') : `${t(`kind.${data.kind}`)} ${data.number}`}
      subtitle={
        data === null
          ? t('looseText')
          : [[data.carrier, data.tracking].filter((text) => text !== '').join(' '), data.contents]
              .filter((text) => text !== '')
              .join(' · ')
      }
      actions={
        <>
          <Button
            variant="primary"
            hotkey="Mod+Enter"
            disabled={nothing}
            pending={post.pending}
            onPress={() => (clean ? void go() : setAsking('confirm'))}
          >
            {t('post')}
          </Button>
          {awaited.some((line) => line.tracking === 'quantity') ? (
            <Button
              hotkey="A"
              onPress={() =>
                setDraft((now) =>
                  awaited.reduce(
                    (all, line) =>
                      line.tracking === 'quantity'
                        ? withCount(all, line.partId, { goodMilli: line.awaitedMilli, brokenMilli: 0 })
                        : all,
                    now,
                  ),
                )
              }
            >
              {t('fillAll')}
            </Button>
          ) : null}
          <Button hotkey="D" onPress={() => setAsking('add')}>
            {t('add')}
          </Button>
          <Button
            variant="quiet"
            hotkey="Z"
            onPress={() => {
              clear();
              setTold(null);
            }}
          >
            {t('clear')}
          </Button>
        </>
      }
    >
      <ErrorLine text={post.faultText} />
      <Section title={t('sheet')}>
        <div aria-live="polite">
          {told === null ? (
            <p className="muted">{t('howTo')}</p>
          ) : told.bad ? (
            <ErrorLine text={told.text} />
          ) : (
            <Banner tone="green" text={told.text} />
          )}
        </div>
        <SheetLines
          awaited={awaited}
          parts={parts}
          draft={draft}
          loose={data === null}
          onDraft={setDraft}
          onDetail={setDetail}
        />
      </Section>
      {asking === 'add' ? (
        <AddDialog
          onClose={() => setAsking(null)}
          onPart={(partId) => {
            setAsking(null);
            void take({ kind: 'part', id: partId, partId, text: '' } as Hit);
          }}
        />
      ) : null}
      {asking === 'confirm' ? (
        <ConfirmDialog
          awaited={awaited.length}
          outcome={outcome}
          parts={parts}
          transfer={data?.kind === 'document'}
          coming={draft.coming}
          onComing={(coming) => setDraft((now) => ({ ...now, coming }))}
          pending={post.pending}
          onClose={() => setAsking(null)}
          onGo={() => void go()}
        />
      ) : null}
      {shown ? (
        <LineDialog
          part={shown}
          count={countOf(draft, shown.partId)}
          others={awaited.filter((line) => line.partId !== shown.partId)}
          isExtra={data !== null && !awaited.some((line) => line.partId === shown.partId)}
          onClose={() => setDetail(null)}
          onKeep={(change) => {
            setDraft((now) => withCount(now, shown.partId, change));
            setDetail(null);
          }}
        />
      ) : null}
    </DocumentPage>
  );
}

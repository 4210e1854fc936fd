import { useState } from 'react';
import { isRoll, type PaperId, type PrintKind } from '../../../domain/paper/kinds.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Dialog, ErrorLine, Segments, Skeleton } from '../../ui/index.ts';
import { PdfButton } from './pdf-button.tsx';
import { RollPicture } from './roll-picture.tsx';
import { SheetFrame } from './sheet-frame.tsx';

/** The paper as it would come out now, on each paper it is made for. */
export function PreviewDialog(props: { kind: string; id: string; onClose: () => void }) {
  const t = useWords('paper');
  const kind = props.kind as PrintKind;
  const [paper, setPaper] = useState<PaperId | null>(null);
  const { data, loading, faultText } = useQuery(
    'paper.preview',
    { kind, id: props.id, paper },
    { keep: true },
  );
  return (
    <Dialog
      title={data?.title ?? t('preview')}
      open
      onClose={props.onClose}
      wide
      actions={
        data && !isRoll(data.paper) ? (
          <PdfButton key={data.paper} kind={kind} ids={[props.id]} paper={data.paper} />
        ) : undefined
      }
    >
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={12} /> : null}
      {data ? (
        <>
          <Segments
            label={t('paperSize')}
            value={data.paper}
            onChange={(id) => setPaper(id as PaperId)}
            tabs={data.papers.map((id) => ({ id, label: t(`papers.${id}`) }))}
          />
          <div className="pap-sheet" tabIndex={0} role="region" aria-label={data.title}>
            {data.sheet ? (
              <SheetFrame key={data.paper} sheet={data.sheet} title={data.title} />
            ) : (
              <RollPicture html={data.html} />
            )}
          </div>
        </>
      ) : null}
    </Dialog>
  );
}

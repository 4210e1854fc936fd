import type { InputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Dialog, ErrorLine, Skeleton } from '../../ui/index.ts';
import { RollPicture } from './roll-picture.tsx';

/** The paper as it would come out now. */
export function PreviewDialog(props: { kind: string; id: string; onClose: () => void }) {
  const t = useWords('paper');
  const { data, loading, faultText } = useQuery('paper.preview', {
    kind: props.kind as InputOf<'paper.preview'>['kind'],
    id: props.id,
  });
  return (
    <Dialog title={data?.title ?? t('preview')} open onClose={props.onClose} wide>
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={12} /> : null}
      {data ? (
        <div className="pap-sheet" tabIndex={0} role="region" aria-label={data.title}>
          <RollPicture html={data.html} />
        </div>
      ) : null}
    </Dialog>
  );
}

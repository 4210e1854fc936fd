import type { InputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Dialog, ErrorLine, Skeleton } from '../../ui/index.ts';

/** The paper as it would come out now. Markup is the host's own: words escaped there, no script, no style. */
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
      {data ? <div className="pap-sheet" dangerouslySetInnerHTML={{ __html: data.html }} /> : null}
    </Dialog>
  );
}

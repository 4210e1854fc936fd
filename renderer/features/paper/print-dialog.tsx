import { useState } from 'react';
import { fitsPaper, type PaperId, type PrintKind } from '../../../domain/paper/kinds.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { usePrint } from '../../lib/use-print.ts';
import { Button, Checkbox, Dialog, ErrorLine, Select, Skeleton } from '../../ui/index.ts';
import { RollPicture } from './roll-picture.tsx';

const routed = 'routed';
const copyCounts = [1, 2, 3, 4, 5];

/** The paper as it would come out, which printer, how many; Enter prints. */
export function PrintDialog(props: { kind: PrintKind; ids: readonly string[]; onClose: () => void }) {
  const t = useWords('paper');
  const [printerId, setPrinterId] = useState(routed);
  const [copies, setCopies] = useState(1);
  const [threeParts, setThreeParts] = useState(false);
  const { data: house } = useQuery('paper.printers', {});
  const look = useQuery('paper.preview', { kind: props.kind, id: props.ids[0] ?? '' });
  const { print, pending, faultText } = usePrint();
  const fitting = (house?.printers ?? []).filter((one) => fitsPaper(props.kind, one.paper as PaperId));
  const send = async () => {
    const asRouted = printerId === routed;
    const done = await print(props.kind, props.ids, {
      printerId: asRouted ? null : printerId,
      // One as routed keeps the number of copies of its route.
      copies: asRouted && copies === 1 ? null : copies,
      threeParts,
    });
    if (done !== null) props.onClose();
  };
  return (
    <Dialog
      title={look.data?.title ?? t('print', { document: t(`kind.${props.kind}`) })}
      open
      onClose={props.onClose}
      wide
      actions={
        <>
          <Button onPress={props.onClose}>{t('close')}</Button>
          <Button variant="primary" hint="Enter" pending={pending} onPress={() => void send()}>
            {props.ids.length === 1 ? t('printNow') : t('printMany', { n: props.ids.length })}
          </Button>
        </>
      }
    >
      <div className="pap-routes">
        <Select
          label={t('printer')}
          value={printerId}
          onChange={setPrinterId}
          autoFocus
          options={[
            { id: routed, label: t('asRouted') },
            ...fitting.map((one) => ({ id: one.id, label: one.name })),
          ]}
        />
        <Select
          label={t('copies')}
          value={String(copies)}
          onChange={(id) => setCopies(Number(id))}
          options={copyCounts.map((n) => ({ id: String(n), label: String(n) }))}
        />
        {props.kind === 'service_slip' ? (
          <Checkbox label={t('threeParts')} checked={threeParts} onChange={setThreeParts} />
        ) : null}
      </div>
      <ErrorLine text={faultText ?? look.faultText} />
      {look.loading ? <Skeleton lines={12} /> : null}
      {look.data ? (
        <div className="pap-sheet" tabIndex={0} role="region" aria-label={look.data.title}>
          <RollPicture html={look.data.html} />
        </div>
      ) : null}
    </Dialog>
  );
}

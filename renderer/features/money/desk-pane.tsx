import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { DeskRow } from '../../../preload/contract/money-statements.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Button, ErrorLine, Kbd, MoneyText } from '../../ui/index.ts';
import { AppealDialog } from './settle-dialogs.tsx';
import { Verdict, useFeeName } from './shell.tsx';
import { useTitle } from '../orders/use-title.ts';

type Candidate = OutputOf<'money.line'>['candidates'][number];

interface PaneProps {
  index: number | null;
  known: DeskRow | null;
  getRow: (index: number) => Promise<DeskRow | null>;
  version: string;
  may: boolean;
  onDecided: () => void;
}

/** The row under the cursor: what the file says, the orders it may mean, why the machine did not decide, the keys. */
export function DeskPane({ index, known, getRow, version, may, onDecided }: PaneProps) {
  const t = useWords('money');
  const [row, setRow] = useState<DeskRow | null>(known);
  useEffect(() => {
    let live = true;
    if (index === null) setRow(null);
    else if (known === null)
      void getRow(index)
        .then((found) => live && setRow(found))
        .catch(() => undefined);
    return () => {
      live = false;
    };
  }, [index, known, version]);
  if (row === null) return <div className="money-pane money-pane-empty muted">{t('desk.choose')}</div>;
  return row.lineId === null ? (
    <MissingPane row={row} may={may} onDecided={onDecided} />
  ) : (
    <LinePane row={row} lineId={row.lineId} may={may} onDecided={onDecided} />
  );
}

interface RowProps {
  row: DeskRow;
  may: boolean;
  onDecided: () => void;
}

function LinePane({ row, lineId, may, onDecided }: RowProps & { lineId: string }) {
  const t = useWords('money');
  const feeName = useFeeName();
  const { data, faultText } = useQuery('money.line', { id: lineId });
  const match = useCommand('money.matchLine');
  const unmatch = useCommand('money.unmatchLine');
  const refuse = useCommand('money.refuseLine');
  const after = (value: unknown) => {
    if (value !== null) onDecided();
  };
  const version = data?.version ?? row.version;
  const open = row.state === 'open';
  return (
    <div className="money-pane">
      <section className="money-pane-main" aria-label={t('desk.row', { row: row.rowNo ?? 0 })}>
        <h3>
          {t('desk.row', { row: row.rowNo ?? 0 })}
          <span className="muted">
            {row.number} {row.item === '' ? null : <span lang="zh">· {row.item} </span>}
            {row.day ? `· ${row.day} ` : ''}
            <MoneyText fen={row.theirsFen} symbol />
            {data?.phone ? ` · ${data.phone}` : ''}
          </span>
        </h3>
        <ErrorLine text={faultText ?? match.faultText ?? unmatch.faultText ?? refuse.faultText} />
        {data?.candidates.map((one, at) => (
          <CandidateRow
            key={one.orderId}
            candidate={one}
            no={at + 1}
            may={may}
            pending={match.pending}
            onTake={() => void match.run({ id: lineId, version, orderId: one.orderId }).then(after)}
          />
        ))}
        {data && open && data.candidates.length === 0 ? (
          <p className="muted">{t('desk.noCandidates')}</p>
        ) : null}
        {data && data.fees.length > 0 ? (
          <table className="doc-table money-answered" aria-label={t('desk.matchedFees')}>
            <thead>
              <tr>
                <th scope="col">{t('desk.item')}</th>
                <th scope="col" className="num">
                  {t('desk.due')}
                </th>
                <th scope="col" className="num">
                  {t('desk.answered')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.fees.map((fee) => (
                <tr key={fee.id}>
                  <td>
                    {row.orderNumber} {feeName(fee)}
                  </td>
                  <td className="num">
                    <MoneyText fen={fee.amountFen} />
                  </td>
                  <td className="num">
                    <MoneyText fen={fee.matchedFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </section>
      <aside className="money-pane-side">
        <h3>
          <Verdict kind={row.kind} diffFen={row.diffFen} />
        </h3>
        {open && data ? <p className="muted">{t(`desk.whyText.${data.why}`)}</p> : null}
        {/* The payer's paper in its own words */}
        <dl className="doc-facts money-cells" lang="zh">
          {data?.cells.slice(0, 14).map((cell) => (
            <div key={cell.heading}>
              <dt>{cell.heading}</dt>
              <dd>{cell.value}</dd>
            </div>
          ))}
        </dl>
        {may ? (
          <div className="row row-wrap">
            {open ? (
              <Button
                size="small"
                hotkey="X"
                onPress={() => void refuse.run({ id: lineId, version }).then(after)}
              >
                {t('desk.notOurs')}
              </Button>
            ) : row.differenceState === null || row.differenceState === 'open' ? (
              <Button
                size="small"
                hotkey="S"
                onPress={() => void unmatch.run({ id: lineId, version }).then(after)}
              >
                {t('desk.unmatch')}
              </Button>
            ) : null}
            <DifferenceButtons row={row} onDecided={onDecided} />
          </div>
        ) : null}
      </aside>
    </div>
  );
}

function CandidateRow(props: {
  candidate: Candidate;
  no: number;
  may: boolean;
  pending: boolean;
  onTake: () => void;
}) {
  const t = useWords('money');
  const title = useTitle();
  const personName = usePersonName();
  const { candidate: one } = props;
  return (
    <div className="money-candidate" data-first={props.no === 1 ? '' : undefined}>
      <Kbd keys={String(props.no)} />
      <div className="grow">
        <div className="truncate">
          <b>{one.orderNumber}</b>{' '}
          {[
            title(one),
            one.customerName,
            one.phoneTail,
            one.county,
            one.finishedDay?.slice(5),
            personName(one.staffName),
          ]
            .filter(Boolean)
            .join(' · ')}{' '}
          <MoneyText fen={one.oursFen} />
        </div>
        <div className="muted">
          {one.marks
            .map(
              (mark) =>
                `${t(`desk.mark.${mark.what}`)} ${t(`desk.markVerdict.${mark.verdict}`)}${typeof mark.by === 'number' && mark.what === 'day' && mark.by !== 0 ? mark.by : ''}`,
            )
            .join(' · ')}
        </div>
      </div>
      {props.may ? (
        <Button
          size="small"
          variant={props.no === 1 ? 'primary' : 'plain'}
          hotkey={String(props.no)}
          pending={props.pending}
          onPress={props.onTake}
        >
          {t('desk.confirm')}
        </Button>
      ) : null}
    </div>
  );
}

function MissingPane({ row, may, onDecided }: RowProps) {
  const t = useWords('money');
  const title = useTitle();
  const navigate = useNavigate();
  return (
    <div className="money-pane">
      <section className="money-pane-main">
        <h3>
          {t('desk.missingRow')}
          <span className="muted">
            {row.orderNumber} · {title({ title: row.orderTitle ?? '' })}{' '}
            <MoneyText fen={row.oursFen} symbol />
          </span>
        </h3>
        <p className="muted">{t('desk.whyText.missing')}</p>
        <div className="row">
          <Button size="small" hotkey="O" onPress={() => void navigate(`/orders/${row.orderId ?? ''}`)}>
            {t('desk.openOrder')}
          </Button>
          {may ? <DifferenceButtons row={row} onDecided={onDecided} /> : null}
        </div>
      </section>
    </div>
  );
}

/** Accept, carry, appeal: where a difference waits for a word. */
export function DifferenceButtons({
  row,
  onDecided,
}: {
  row: Pick<DeskRow, 'differenceId' | 'differenceState' | 'kind'>;
  onDecided: () => void;
}) {
  const t = useWords('money');
  const accept = useCommand('money.acceptDifference');
  const carry = useCommand('money.carryDifference');
  const [appeal, setAppeal] = useState(false);
  const list = useQuery(
    'money.differences',
    { states: ['open', 'appealed', 'carried'], limit: 500 },
    { enabled: row.differenceId !== null },
  );
  const found = list.data?.differences.find((one) => one.id === row.differenceId) ?? null;
  if (row.differenceId === null || row.differenceState === 'accepted' || found === null) return null;
  const target = { id: found.id, version: found.version };
  const after = (value: unknown) => {
    if (value !== null) onDecided();
  };
  const passable = (found.kind === 'fine' || found.kind === 'old_part') && found.staffId !== null;
  return (
    <>
      <Button size="small" hotkey="A" onPress={() => void accept.run(target).then(after)}>
        {t('desk.accept')}
      </Button>
      {passable ? (
        <Button
          size="small"
          hotkey="T"
          onPress={() => void accept.run({ ...target, passToStaffId: found.staffId }).then(after)}
        >
          {t('desk.pass')}
        </Button>
      ) : null}
      {found.state === 'open' ? (
        <Button size="small" hotkey="C" onPress={() => void carry.run(target).then(after)}>
          {t('desk.carry')}
        </Button>
      ) : null}
      {found.state === 'appealed' ? null : (
        <Button size="small" hotkey="Z" onPress={() => setAppeal(true)}>
          {t('desk.appealDo')}
        </Button>
      )}
      <ErrorLine text={accept.faultText ?? carry.faultText} />
      {appeal ? <AppealDialog target={target} onClose={() => setAppeal(false)} onDone={onDecided} /> : null}
    </>
  );
}

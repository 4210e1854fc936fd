import { type ReactNode, useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Screen, type Shape, StatePill, Tabs, type Tone } from '../../ui/index.ts';

export type Room = 'statements' | 'differences' | 'cash' | 'pay' | 'periods' | 'fees';
const rooms: readonly Room[] = ['statements', 'differences', 'cash', 'pay', 'periods', 'fees'];

/** The frame of every page of settlement: title, rooms, its own actions. */
export function MoneyPage(props: { room: Room; actions?: ReactNode; page?: boolean; children: ReactNode }) {
  const t = useWords('money');
  const navigate = useNavigate();
  return (
    <Screen
      title={t('title')}
      page={props.page ?? false}
      views={
        <div className="money-views">
          <Tabs
            label={t('rooms')}
            value={props.room}
            onChange={(id) => void navigate(`/money/${id}`)}
            tabs={rooms.map((id) => ({ id, label: t(`room.${id}`) }))}
          />
        </div>
      }
      actions={props.actions}
    >
      {props.children}
    </Screen>
  );
}

/** What a fee is called: by its rule, whose name is in the outlet's own language, else by its kind. */
export function useFeeName(): (fee: { feeKind: string; name: string }) => string {
  const t = useWords('money');
  const english = useFormat().language === 'en';
  return useCallback(
    (fee) => (fee.name === '' || english ? t(`fee.${fee.feeKind}`) : fee.name),
    [english, t],
  );
}

/** How a statement stands; for the seconds in which its lines follow the last step, that. */
export function StatementPill({ row }: { row: { state: string; settling: boolean; period?: string } }) {
  const t = useWords('money');
  const agreed = row.state === 'agreed';
  const word = row.settling ? t('settling') : t(`statementState.${row.state}`);
  return (
    <StatePill
      label={row.period === undefined ? word : `${row.period} · ${word}`}
      tone={row.settling ? 'amber' : agreed ? 'green' : 'blue'}
      shape={agreed && !row.settling ? 'check' : 'half'}
    />
  );
}

/** The last months, newest first, as choices. */
export function useMonths(count = 15): { id: string; label: string }[] {
  const f = useFormat();
  return useMemo(() => {
    const [year = 2026, month = 1] = f.today.split('-').map(Number);
    return Array.from({ length: count }, (_, index) => {
      const date = new Date(Date.UTC(year, month - 1 - index, 1));
      const id = date.toISOString().slice(0, 7);
      return { id, label: id };
    });
  }, [f.today, count]);
}

const looks: Record<string, { tone: Tone; shape: Shape }> = {
  equal: { tone: 'green', shape: 'check' },
  rounding: { tone: 'green', shape: 'check' },
  cross_month: { tone: 'green', shape: 'check' },
  short: { tone: 'red', shape: 'half' },
  unpaid: { tone: 'red', shape: 'cross' },
  missing: { tone: 'red', shape: 'ring' },
  over: { tone: 'amber', shape: 'full' },
  fine: { tone: 'amber', shape: 'warn' },
  old_part: { tone: 'amber', shape: 'warn' },
  coefficient: { tone: 'amber', shape: 'half' },
  duplicate: { tone: 'grey', shape: 'slash' },
  not_ours: { tone: 'grey', shape: 'dash' },
  unplaced: { tone: 'violet', shape: 'diamond' },
};

/** 平, 少结 50.00, 待选 …: word, shape, colour and, where money is at stake, how much. */
export function Verdict({ kind, diffFen, decided }: { kind: string; diffFen?: number; decided?: boolean }) {
  const t = useWords('money');
  const f = useFormat();
  const look = looks[kind] ?? { tone: 'grey' as const, shape: 'dash' as const };
  const withSum =
    diffFen !== undefined &&
    diffFen !== 0 &&
    kind !== 'missing' &&
    kind !== 'unplaced' &&
    kind !== 'not_ours';
  const label = `${t(`verdict.${kind}`)}${withSum ? ` ${f.money(Math.abs(diffFen))}` : ''}`;
  return <StatePill label={label} tone={decided === true ? 'grey' : look.tone} shape={look.shape} />;
}

import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.ts';
import { Button } from './button.tsx';
import type { Tone } from './state-pill.tsx';

/** A screen: head with title, views and actions; body below. `page` gives a scrolling padded body. */
export function Screen(props: {
  title: string;
  /** Tabs, date steps, period: what is being looked at. */
  views?: ReactNode;
  /** Buttons at the right, the main one last. */
  actions?: ReactNode;
  foot?: ReactNode;
  page?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="ui-screen" aria-label={props.title}>
      <header className="ui-screen-head">
        <h1>{props.title}</h1>
        {props.views}
        {props.actions ? <div className="ui-screen-actions">{props.actions}</div> : null}
      </header>
      <div className="ui-screen-body">
        {props.page ? (
          <div className="ui-page">
            <div className="ui-page-inner">{props.children}</div>
          </div>
        ) : (
          props.children
        )}
      </div>
      {props.foot ? <footer className="ui-foot">{props.foot}</footer> : null}
    </section>
  );
}

/** What this place is for, and the first step. */
export function EmptyState(props: { title: string; text?: string; icon?: ReactNode; action?: ReactNode }) {
  return (
    <div className="ui-empty">
      {props.icon}
      <h2>{props.title}</h2>
      {props.text ? <p>{props.text}</p> : null}
      {props.action ? <div className="row">{props.action}</div> : null}
    </div>
  );
}

/** One line across the screen: something changed or is not as usual. */
export function Banner({
  text,
  tone = 'blue',
  action,
}: {
  text: ReactNode;
  tone?: Tone;
  action?: ReactNode;
}) {
  return (
    <div className="ui-banner" data-tone={tone} role="status">
      <span className="grow">{text}</span>
      {action}
    </div>
  );
}

/** "n 条有变化": the list stands still until the person asks for the new state. */
export function ChangedBanner({
  count,
  onReload,
  hotkey = 'G',
}: {
  count: number;
  onReload: () => void;
  hotkey?: string;
}) {
  const t = useWords('ui');
  if (count === 0) return null;
  return (
    <Banner
      text={t('changed', { n: count })}
      action={
        <Button
          size="small"
          variant="quiet"
          icon={<RefreshCw size={13} />}
          hotkey={hotkey}
          onPress={onReload}
        >
          {t('reload')}
        </Button>
      }
    />
  );
}

/** Grey bars in the shape of what comes: rows of text. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div className="ui-bones" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${[70, 45, 88, 60, 76, 52][index % 6]}%` }} />
      ))}
    </div>
  );
}

/** A fact with its number that opens to its rows: today's tiles. */
export function Stat(props: {
  head: ReactNode;
  number: ReactNode;
  text?: ReactNode;
  corner?: ReactNode;
  onPress?: () => void;
  label?: string;
}) {
  const inner = (
    <>
      <span className="ui-stat-top">
        {props.head}
        {props.corner}
      </span>
      <span className="ui-stat-num">{props.number}</span>
      {props.text ? <span className="muted truncate">{props.text}</span> : null}
    </>
  );
  return props.onPress ? (
    <button type="button" className="ui-stat" onClick={props.onPress} aria-label={props.label}>
      {inner}
    </button>
  ) : (
    <div className="ui-stat">{inner}</div>
  );
}

/** Totals in one row under the head; each may open to its rows. */
export function Totals({
  items,
}: {
  items: ReadonlyArray<{ label: string; value: ReactNode; note?: ReactNode }>;
}) {
  return (
    <div className="ui-totals">
      {items.map((item) => (
        <dl key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
          {item.note ? <dd className="faint ui-totals-note">{item.note}</dd> : null}
        </dl>
      ))}
    </div>
  );
}

export function Card({ title, children, aside }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="ui-card" aria-label={title}>
      {title ? (
        <div className="ui-card-head row spread">
          <h2>{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

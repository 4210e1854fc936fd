import type { ReactNode } from 'react';
import { useFormat } from '../lib/use-format.ts';
import { MoneyText } from './values.tsx';

export interface DocumentPageProps {
  /** State pills and deadlines above the title. */
  marks?: ReactNode;
  title: string;
  /** Numbers, source, age. */
  subtitle?: ReactNode;
  /** Buttons with keys; the main one first, the rest behind a Menu. */
  actions?: ReactNode;
  /** Side notes: messages, warnings, people. */
  notes?: ReactNode;
  children: ReactNode;
}

/** A business paper on screen: head that stays, sections below, notes beside. */
export function DocumentPage(props: DocumentPageProps) {
  return (
    <article className="doc" aria-label={props.title} tabIndex={-1}>
      <header className="doc-head">
        {props.marks ? <div className="row row-wrap">{props.marks}</div> : null}
        <h2>{props.title}</h2>
        {props.subtitle ? <div className="muted">{props.subtitle}</div> : null}
        {props.actions ? <div className="doc-actions">{props.actions}</div> : null}
      </header>
      <div className="doc-columns" data-notes={props.notes ? '' : undefined}>
        <div>{props.children}</div>
        {props.notes ? <aside className="doc-notes">{props.notes}</aside> : null}
      </div>
    </article>
  );
}

export function Section({
  title,
  mark,
  actions,
  children,
}: {
  title?: string;
  mark?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="doc-section" aria-label={title}>
      {title ? (
        <header>
          <h3>{title}</h3>
          {mark}
          {actions ? <span className="ui-screen-actions">{actions}</span> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** Name and value pairs; rows with an empty value are left out. */
export function Facts({
  items,
}: {
  items: ReadonlyArray<{ label: string; value: ReactNode } | null | false>;
}) {
  return (
    <dl className="doc-facts">
      {items.map((item) =>
        item && item.value !== null && item.value !== '' && item.value !== undefined ? (
          <Fact key={item.label} label={item.label} value={item.value} />
        ) : null,
      )}
    </dl>
  );
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

export interface LineColumn<R> {
  id: string;
  header: string;
  align?: 'end';
  cell: (row: R) => ReactNode;
}

/** A few lines of a document (machines, parts, shots). For long lists use VirtualList. */
export function LineTable<R>(props: {
  label: string;
  columns: readonly LineColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  headless?: boolean;
}) {
  return (
    <table className="doc-table" aria-label={props.label}>
      <thead className={props.headless ? 'visually-hidden' : undefined}>
        <tr>
          {props.columns.map((column) => (
            <th key={column.id} scope="col" className={column.align === 'end' ? 'num' : undefined}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)}>
            {props.columns.map((column) => (
              <td key={column.id} className={column.align === 'end' ? 'num' : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface MoneyLine {
  id: string;
  label: ReactNode;
  quantity?: ReactNode;
  fen: number | null;
  /** Sum line, or a quiet one beside the sum. */
  kind?: 'total' | 'quiet';
}

/** Fees with quantity and amount; totals bold. Any amount may carry the button that explains it in its label. */
export function MoneyTable({ label, lines }: { label: string; lines: readonly MoneyLine[] }) {
  return (
    <table className="doc-table" aria-label={label}>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id} className={line.kind}>
            <td>{line.label}</td>
            <td className="num">{line.quantity}</td>
            <td className="num">
              <MoneyText fen={line.fen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface TimelineEntry {
  id: string;
  atMs: number;
  what: ReactNode;
  why?: ReactNode;
  kind?: 'normal' | 'ok' | 'warn' | 'bad' | 'quiet';
}

/** What happened, newest first, each with its reason. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const f = useFormat();
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.id} data-kind={entry.kind}>
          <time className="strong" dateTime={new Date(entry.atMs).toISOString()}>
            {f.date(entry.atMs, 'always').replace(`${f.day(f.today)} `, '')}
          </time>{' '}
          {entry.what} {entry.why ? <span className="faint">{entry.why}</span> : null}
        </li>
      ))}
    </ol>
  );
}

/** The second sign of a state beside its word: readable without colour, 12 px. */
export type Shape =
  | 'ring'
  | 'quarter'
  | 'half'
  | 'three'
  | 'full'
  | 'check'
  | 'diamond'
  | 'slash'
  | 'pause'
  | 'cross'
  | 'warn'
  | 'back'
  | 'dash';

const paths: Record<Shape, string> = {
  ring: '',
  quarter: 'M6 6V2.2A3.8 3.8 0 0 1 9.8 6Z',
  half: 'M6 2.2a3.8 3.8 0 0 1 0 7.6Z',
  three: 'M6 6V2.2A3.8 3.8 0 1 1 2.2 6Z',
  full: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 0 0 0-9.6Z',
  check: '',
  diamond: '',
  slash: '',
  pause: 'M3.4 2.2h1.6v7.6H3.4ZM7 2.2h1.6v7.6H7Z',
  cross: '',
  warn: '',
  back: '',
  dash: '',
};

const lines: Partial<Record<Shape, string>> = {
  check: 'M2.4 6.4 5 9l4.8-6',
  diamond: 'M6 1.6 10.4 6 6 10.4 1.6 6Z',
  slash: 'M2.9 9.1 9.1 2.9',
  cross: 'M3 3l6 6M9 3 3 9',
  warn: 'M6 1.8 10.6 10H1.4ZM6 5v2.2M6 8.6v.2',
  back: 'M4.4 2.4 1.9 5l2.5 2.6M2 5h5a2.4 2.4 0 0 1 0 4.8H5.4',
  dash: 'M2.5 6h7',
};

const ringed: ReadonlySet<Shape> = new Set(['ring', 'quarter', 'half', 'three', 'slash']);

export function ShapeMark({ shape }: { shape: Shape }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {ringed.has(shape) ? (
        <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.3" />
      ) : null}
      {paths[shape] ? <path d={paths[shape]} fill="currentColor" /> : null}
      {lines[shape] ? (
        <path
          d={lines[shape]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : null}
    </svg>
  );
}

import { Fault } from '../../domain/kernel/fault.ts';
import type { Session, SessionPort } from '../services/context.ts';

/** What the session table must know of a person. */
export interface StaffProfile {
  staffId: string;
  teamId: string | null;
  roles: readonly string[];
  permissions: ReadonlyMap<string, 'own' | 'team' | 'all'>;
  language: 'zh' | 'en' | null;
}

export type Transport = 'in_process' | 'ipc' | 'http';

export type SessionState = 'out' | 'in' | 'locked';

interface Row {
  id: string;
  deskId: string;
  transport: Transport;
  state: SessionState;
  profile: StaffProfile | null;
  language: 'zh' | 'en';
  view: Session | null;
  lastSeenMs: number;
}

const nobody: ReadonlyMap<string, 'own' | 'team' | 'all'> = new Map();

/**
 * Who sits at which desk now. In memory: a host that starts again asks everyone for their PIN.
 * `find` answers null for a person who may not log in (gone, switched off).
 */
export class SessionTable implements SessionPort {
  readonly #rows = new Map<string, Row>();
  readonly #find: (staffId: string) => StaffProfile | null;
  readonly #env: { now(): number; newId(): string };

  constructor(env: { now(): number; newId(): string }, find: (staffId: string) => StaffProfile | null) {
    this.#env = env;
    this.#find = find;
  }

  /** A desk begins: nobody is logged in yet. */
  open(options: { deskId: string; transport: Transport; language?: 'zh' | 'en' }): Session {
    const row: Row = {
      id: this.#env.newId(),
      deskId: options.deskId,
      transport: options.transport,
      state: 'out',
      profile: null,
      language: options.language ?? 'zh',
      view: null,
      lastSeenMs: this.#env.now(),
    };
    this.#rows.set(row.id, row);
    return this.#view(row);
  }

  close(sessionId: string): void {
    this.#rows.delete(sessionId);
  }

  /** The session as it is now, or null if it ended. */
  find(sessionId: string): Session | null {
    const row = this.#rows.get(sessionId);
    if (!row) return null;
    row.lastSeenMs = this.#env.now();
    return this.#view(row);
  }

  state(session: Session): SessionState {
    return this.#rows.get(session.id)?.state ?? 'out';
  }

  login(session: Session, staffId: string): void {
    const row = this.#get(session);
    const profile = this.#find(staffId);
    if (!profile) throw new Fault('not_found', { entity: 'staff', id: staffId });
    row.profile = profile;
    row.language = profile.language ?? row.language;
    row.state = 'in';
    row.view = null;
  }

  lock(session: Session): void {
    const row = this.#get(session);
    if (row.state === 'in') row.state = 'locked';
  }

  unlock(session: Session): void {
    const row = this.#get(session);
    if (row.state === 'locked') row.state = 'in';
  }

  logout(session: Session): void {
    const row = this.#get(session);
    row.profile = null;
    row.state = 'out';
    row.view = null;
  }

  setLanguage(session: Session, language: 'zh' | 'en'): void {
    const row = this.#get(session);
    row.language = language;
    row.view = null;
  }

  list(): readonly Session[] {
    return [...this.#rows.values()].map((row) => this.#view(row));
  }

  /** Roles or people changed: what a session may do follows at once, whoever is gone is out. */
  refresh(): void {
    for (const row of this.#rows.values()) {
      if (!row.profile) continue;
      const language = row.language;
      row.profile = this.#find(row.profile.staffId);
      row.language = language;
      if (!row.profile) row.state = 'out';
      row.view = null;
    }
  }

  #get(session: Session): Row {
    const row = this.#rows.get(session.id);
    if (!row) throw new Fault('desk_unknown');
    return row;
  }

  #view(row: Row): Session {
    return (row.view ??= Object.freeze({
      id: row.id,
      deskId: row.deskId,
      staffId: row.profile?.staffId ?? null,
      teamId: row.profile?.teamId ?? null,
      roles: row.profile?.roles ?? [],
      permissions: row.profile?.permissions ?? nobody,
      language: row.language,
    }));
  }
}

/** The host's own work (sync, jobs, loops): no person, every permission is decided by the code that runs. */
export function hostSession(deskId: string): Session {
  return Object.freeze({
    id: 'host',
    deskId,
    staffId: null,
    teamId: null,
    roles: [],
    permissions: nobody,
    language: 'zh',
  });
}

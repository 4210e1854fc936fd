import type { Fault } from '../domain/kernel/fault.ts';
export type { Fault };
export interface Gate { placeholder: true }

import { type MachineResultCode, machineResults } from './outcomes.ts';

/** Results a kind of service usually ends with, as the catalogue names the kinds. The others stay possible. */
const usual: Readonly<Record<string, readonly MachineResultCode[]>> = {
  安装: ['installed', 'taught', 'not_needed', 'to_exchange'],
  送装: ['installed', 'to_exchange', 'to_return'],
  维修: ['repaired', 'no_fault_found', 'taught', 'repair_refused', 'taken_in', 'to_exchange'],
  清洗: ['cleaned', 'not_needed'],
  测量: ['measured', 'not_needed'],
  鉴定: ['appraised_faulty', 'appraised_sound'],
};

/** All results, the usual ones of this kind of service first. */
export function resultsFor(serviceType: string): (typeof machineResults)[number][] {
  const first = usual[serviceType] ?? [];
  const rank = (code: MachineResultCode) => {
    const at = first.indexOf(code);
    return at < 0 ? first.length : at;
  };
  return [...machineResults].sort((a, b) => rank(a.code) - rank(b.code));
}

/** Whether a fault is looked for: what is put in new has none. */
export const looksForFault = (serviceType: string): boolean =>
  !['安装', '送装', '测量'].includes(serviceType);

import { useWords } from '../../i18n/index.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import type { ShotPlaces } from './entry.ts';

interface Named {
  kind: string;
  name: string;
  nameEn: string;
  machineLineId?: string | null;
}

/** What a proof is called: a shot by its policy's name in the language of the window, a code by its unit. */
export function useProofName(machines: ShotPlaces['machines'] = []) {
  const t = useWords('visits');
  const word = useInLanguage();
  return (item: Named): string => {
    const machine = machines.find((one) => one.id === item.machineLineId);
    const own =
      item.kind === 'shot'
        ? word(item.name, item.nameEn)
        : item.kind === 'machine_code' && item.name === 'outdoor'
          ? t('outdoor')
          : t(`proofKind.${item.kind}`);
    return machine === undefined || machines.length < 2
      ? own
      : t('shot.ofMachine', { name: own, n: machine.lineNo });
  };
}

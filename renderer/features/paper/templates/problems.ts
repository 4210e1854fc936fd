import { ApiFault, faultText } from '../../../lib/faults.ts';
import { useWords } from '../../../i18n/index.ts';

interface Problem {
  code: string;
  params: Record<string, string | number | boolean | null>;
}

/** Problems of a template beside what they are about: block, item of a block, or the whole. */
export function useProblems(problems: readonly Problem[]) {
  const t = useWords('papertemplates');
  const text = ({ code, params }: Problem): string =>
    code === 'template_wrong' && typeof params.why === 'string'
      ? t(`why.${params.why}`)
      : faultText(new ApiFault(code, params));
  const at = (block: number, item?: number): string | null => {
    const place = item === undefined ? `${block + 1}` : `${block + 1}.${item + 1}`;
    const found = problems.find(
      (one) =>
        one.params.place === place ||
        // In the list a block stands for everything in it.
        (item === undefined && String(one.params.place).startsWith(`${place}.`)),
    );
    return found === undefined ? null : text(found);
  };
  const whole = problems.find((one) => !/^\d+(\.\d+)?$/u.test(String(one.params.place)));
  return { at, whole: whole === undefined ? null : text(whole) };
}

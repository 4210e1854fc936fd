import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { Select, Skeleton } from '../../../ui/index.ts';
import { RollPicture } from '../roll-picture.tsx';
import { SheetPicture } from './sheet-picture.tsx';

/** The paper as it will come out: a roll from the rows of its stream, a page as the page itself. */
export function TemplatePicture(props: {
  label: string;
  answer: OutputOf<'paper.templatePreview'> | null;
  example: number;
  onExample: (example: number) => void;
}) {
  const t = useWords('papertemplates');
  const { answer } = props;
  return (
    <div className="ptm-preview" tabIndex={0} role="region" aria-label={props.label}>
      {answer !== null && answer.examples > 1 ? (
        <Select
          label={t('example')}
          side
          value={String(props.example)}
          options={Array.from({ length: answer.examples }, (_, at) => ({
            id: String(at),
            label: t('exampleOf', { n: at + 1 }),
          }))}
          onChange={(example) => props.onExample(Number(example))}
        />
      ) : null}
      {answer === null ? <Skeleton lines={12} /> : null}
      {answer?.sheet ? <SheetPicture label={props.label} sheet={answer.sheet} /> : null}
      {answer !== null && answer.html !== '' ? <RollPicture html={answer.html} /> : null}
    </div>
  );
}

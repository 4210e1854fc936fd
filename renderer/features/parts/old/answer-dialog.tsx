import { useState } from 'react';
import {
  answersAfter,
  costingAnswers,
  type OldPartAnswer,
  oldPartBearers,
  type OldPartState,
} from '../../../../domain/stock/old-part.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  DateField,
  Dialog,
  ErrorLine,
  NumberField,
  Section,
  Segments,
  Select,
  TextField,
  Timeline,
} from '../../../ui/index.ts';

type OldPart = OutputOf<'parts.oldParts'>['rows'][number];
type Bearer = (typeof oldPartBearers)[number];

/** Answers that fit every one of these old parts. */
export const answersFor = (rows: readonly OldPart[]): OldPartAnswer[] => {
  const [one, ...rest] = rows;
  if (one === undefined) return [];
  return answersAfter[one.state as OldPartState].filter((answer) =>
    rest.every((row) => answersAfter[row.state as OldPartState].includes(answer)),
  );
};

/** 厂家答复: what the maker said, or what we say to it; a refusal has its cause, a charge the one who bears it. */
export function AnswerDialog(props: { rows: readonly OldPart[]; onClose: (done: boolean) => void }) {
  const { onClose } = props;
  const t = useWords('oldparts');
  const f = useFormat();
  const name = useInLanguage();
  // What was asked about stays it, whatever the list shows meanwhile
  const [rows] = useState(props.rows);
  const fits = answersFor(rows);
  const [answer, setAnswer] = useState<OldPartAnswer>(fits[0] ?? 'accepted');
  const [cause, setCause] = useState('');
  const [bearer, setBearer] = useState<Bearer>('outlet');
  const [amountFen, setAmountFen] = useState<number | null>(null);
  const [dueDay, setDueDay] = useState<string | null>(null);
  const command = useCommand('parts.answerOld');
  const [one] = rows;
  const before = useQuery('parts.oldAnswers', { id: one?.id ?? '' });
  const costs = costingAnswers.includes(answer);
  const go = async () => {
    const done = await command.run({
      items: rows.map(({ id, version }) => ({ id, version })),
      answer,
      cause: cause.trim(),
      bearer: costs ? bearer : null,
      amountFen: costs ? amountFen : null,
      dueDay: answer === 'refused' || answer === 'appealed' ? dueDay : null,
    });
    if (done !== null) onClose(true);
  };
  return (
    <Dialog
      title={t('answer.title', {
        name:
          rows.length === 1 && one !== undefined
            ? `${one.labelNumber ?? ''} ${name(one.nameZh, one.nameEn)}`.trim()
            : t('answer.pieces', { count: rows.length }),
      })}
      open
      onClose={() => onClose(false)}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t('answer.go')}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <Segments
          label={t('answer.what')}
          value={answer}
          onChange={(id) => setAnswer(id as OldPartAnswer)}
          tabs={fits.map((id) => ({ id, label: t(`answer.is.${id}`) }))}
        />
        <TextField
          label={t(answer === 'refused' ? 'answer.cause' : 'answer.note')}
          required={answer === 'refused'}
          value={cause}
          maxLength={100}
          onChange={setCause}
          onEnter={() => void go()}
          autoFocus
        />
        {costs ? (
          <div className="parts-pair">
            <Select
              label={t('answer.bearer')}
              value={bearer}
              onChange={(id) => setBearer(id as Bearer)}
              options={oldPartBearers.map((id) => ({ id, label: t(`bearer.${id}`) }))}
            />
            <NumberField
              kind="money"
              label={t('answer.amount')}
              help={t('answer.amountHelp')}
              value={amountFen}
              onChange={setAmountFen}
              onEnter={() => void go()}
            />
          </div>
        ) : null}
        {costs ? <p className="muted">{t(`answer.money.${bearer}`)}</p> : null}
        {answer === 'refused' || answer === 'appealed' ? (
          <DateField
            label={t(answer === 'refused' ? 'answer.appealBy' : 'answer.answerBy')}
            help={answer === 'refused' ? t('answer.appealHelp') : undefined}
            value={dueDay}
            onChange={setDueDay}
          />
        ) : null}
        {rows.length === 1 && (before.data?.answers.length ?? 0) > 0 ? (
          <Section title={t('answer.before')}>
            <Timeline
              entries={(before.data?.answers ?? []).map((row) => ({
                id: row.id,
                atMs: row.at,
                what: t(`answer.is.${row.answer}`),
                why: [
                  row.cause,
                  row.bearer === null ? '' : t(`bearer.${row.bearer}`),
                  row.amountFen === 0 ? '' : f.money(row.amountFen),
                  row.parcelNumber ?? '',
                ]
                  .filter((text) => text !== '')
                  .join(' · '),
              }))}
            />
          </Section>
        ) : null}
      </div>
    </Dialog>
  );
}

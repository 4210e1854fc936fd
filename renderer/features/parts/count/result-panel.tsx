import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import { useUnits } from '../../../lib/use-units.ts';
import { Banner, Button, DocumentPage, Facts, MoneyText, Section } from '../../../ui/index.ts';
import { type CountData, type Line, useLineName } from './line.ts';
import { CountActions } from './count-actions.tsx';
import { CountState } from './count-state.tsx';
import { Outcome } from './line-columns.tsx';

/** What came out of a stocktake, and of the line under the cursor. */
export function ResultPanel({
  data,
  line,
  onDecide,
}: {
  data: CountData;
  line: Line | null;
  onDecide: () => void;
}) {
  const t = useWords('stocktake');
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const navigate = useNavigate();
  const { count } = data;
  const review = count.state === 'review';
  const asks = review && count.gainFen + count.lossFen > data.limitFen;
  return (
    <DocumentPage
      marks={<CountState state={count.state} />}
      actions={<CountActions data={data} />}
      title={`${count.number} ${count.title}`.trim()}
      subtitle={[
        name(count.placeNameZh, count.placeNameEn),
        ...count.bins,
        t(`scope.${count.scope}`),
        t('round', { round: count.round }),
      ].join(' · ')}
    >
      {review ? (
        <div className="count-told">
          {asks ? (
            <Banner
              tone="amber"
              text={t(data.mayApprove ? 'asksYou' : 'asks', { limit: f.money(data.limitFen) })}
            />
          ) : (
            <Banner tone="blue" text={t(count.differing === 0 ? 'allEqual' : 'toPost')} />
          )}
        </div>
      ) : null}
      <Section title={t('sums')}>
        <Facts
          items={[
            { label: t('counted'), value: t('of', { counted: count.counted, lines: count.lines }) },
            { label: t('differing'), value: count.differing },
            { label: t('gain'), value: <MoneyText fen={count.gainFen} symbol /> },
            { label: t('loss'), value: <MoneyText fen={-count.lossFen} symbol /> },
            { label: t('net'), value: <MoneyText fen={count.gainFen - count.lossFen} symbol strong /> },
            { label: t('openedBy'), value: personName(count.openedByName) },
            { label: t('approvedBy'), value: personName(count.approvedByName) },
            { label: t('postedAt'), value: count.postedAt === null ? null : f.date(count.postedAt) },
            { label: t('reason'), value: count.reason },
            count.documentId === null
              ? null
              : {
                  label: t('paper'),
                  value: (
                    <Button
                      size="small"
                      variant="quiet"
                      hotkey="O"
                      onPress={() =>
                        void navigate(`/parts/papers/${count.undoDocumentId ?? count.documentId}`)
                      }
                    >
                      {t('paperOpen')}
                    </Button>
                  ),
                },
          ]}
        />
      </Section>
      {line === null ? null : <LineFacts line={line} review={review} onDecide={onDecide} />}
    </DocumentPage>
  );
}

function LineFacts({ line, review, onDecide }: { line: Line; review: boolean; onDecide: () => void }) {
  const t = useWords('stocktake');
  const f = useFormat();
  const name = useInLanguage();
  const personName = usePersonName();
  const unit = useUnits();
  const lineName = useLineName();
  const figure = (milli: number | null) => (milli === null ? null : `${f.milli(milli)} ${unit(line.unit)}`);
  const elsewhere = [name(line.otherPlaceZh, line.otherPlaceEn), line.otherBin].filter(Boolean).join(' ');
  return (
    <Section
      title={lineName(line)}
      mark={<Outcome line={line} />}
      actions={
        review && line.outcome !== null && line.outcome !== 'equal' ? (
          <Button size="small" hint="Enter" onPress={onDecide}>
            {t(line.outcome === 'unknown' ? 'identify.button' : 'decide.button')}
          </Button>
        ) : undefined
      }
    >
      <Facts
        items={[
          { label: t('code'), value: line.code },
          { label: t('book'), value: figure(line.bookMilli) },
          { label: t('first'), value: figure(line.firstMilli) },
          { label: t('counted'), value: figure(line.countedMilli) },
          elsewhere === ''
            ? null
            : {
                label: t((line.countedMilli ?? 0) > (line.bookMilli ?? 0) ? 'belongs' : 'foundIn'),
                value: elsewhere,
              },
          { label: t('countedBy'), value: personName(line.countedByName) },
          { label: t('reason'), value: line.reason },
        ]}
      />
    </Section>
  );
}

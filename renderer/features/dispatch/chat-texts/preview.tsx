import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { writeClipboard } from '../../../lib/clipboard.ts';
import { useQuery } from '../../../lib/query.tsx';
import { Button, ErrorLine, Segments, toast } from '../../../ui/index.ts';
import { useRested } from '../use-rested.ts';

/** The text as it would be pasted, for an order of the outlet; another order at a key. */
export function Preview(props: {
  text: string;
  language: 'zh' | 'en';
  onLanguage: (language: 'zh' | 'en') => void;
}) {
  const t = useWords('chattext');
  const [skip, setSkip] = useState(0);
  const text = useRested(props.text);
  const { data, faultText } = useQuery(
    'dispatch.previewText',
    { text, language: props.language, skip },
    { keep: true },
  );
  const copy = async (ready: string) => {
    try {
      await writeClipboard(ready);
      toast.note(t('copied'));
    } catch (error) {
      toast.fault(error);
    }
  };
  const ready = data?.text ?? null;
  return (
    <section className="chat-text-preview" aria-label={t('preview')}>
      <header className="row spread">
        <strong>
          {data?.number === null || data?.number === undefined
            ? t('preview')
            : t('previewOf', { number: data.number })}
        </strong>
        <Segments
          label={t('language')}
          tabs={[
            { id: 'zh', label: t('zh') },
            { id: 'en', label: t('en') },
          ]}
          value={props.language}
          onChange={(id) => props.onLanguage(id === 'en' ? 'en' : 'zh')}
        />
      </header>
      <ErrorLine text={faultText} />
      {data !== undefined && ready === null ? (
        <p className="muted">{t('noOrder')}</p>
      ) : (
        <pre className="chat-text-bubble">{ready}</pre>
      )}
      <div className="row">
        <Button
          size="small"
          hotkey="Shift+O"
          disabled={ready === null}
          onPress={() => setSkip((now) => now + 1)}
        >
          {t('otherOrder')}
        </Button>
        <Button
          size="small"
          hotkey="T"
          disabled={ready === null || ready === ''}
          onPress={() => void copy(ready ?? '')}
        >
          {t('copy')}
        </Button>
      </div>
    </section>
  );
}

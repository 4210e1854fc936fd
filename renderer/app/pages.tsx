import { CloudOff, DoorClosed, TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useWords, words } from '../i18n/index.ts';
import { ApiFault, faultText } from '../lib/faults.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/screen.tsx';
import { toggleLanguage, toggleTheme } from './looks.tsx';

/** The ground of every page outside the frame: name, language, theme. */
export function GatePage({ children, wide }: { children: ReactNode; wide?: boolean }) {
  const t = useWords();
  return (
    <div className="gate">
      <header className="gate-top">
        <span className="gate-brand">
          <span className="rail-mark" aria-hidden="true">
            {t('mark')}
          </span>
          {t('product')}
        </span>
        <span className="row">
          <Button variant="quiet" onPress={toggleLanguage}>
            {t('otherLanguage')}
          </Button>
          <Button variant="quiet" onPress={toggleTheme}>
            {t('theme.toggle')}
          </Button>
        </span>
      </header>
      <main className={wide ? 'gate-box gate-box-wide' : 'gate-box'}>{children}</main>
    </div>
  );
}

/** The window was not let in, or the store cannot be opened: the sentence says the way out. */
export function RefusedPage({ code, params }: { code: string; params: ApiFault['params'] }) {
  const t = useWords();
  return (
    <GatePage>
      <EmptyState
        icon={<DoorClosed size={28} />}
        title={t('refused.title')}
        text={faultText(new ApiFault(code, params))}
        action={<Button onPress={() => location.reload()}>{t('refused.again')}</Button>}
      />
    </GatePage>
  );
}

/** Nothing was loaded yet and the host does not answer. Tries again by itself. */
export function AwayPage() {
  const t = useWords();
  return (
    <GatePage>
      <EmptyState icon={<CloudOff size={28} />} title={t('away.title')} text={t('away.text')} />
    </GatePage>
  );
}

interface BoundaryState {
  error: Error | null;
}

/** A defect in one screen leaves the frame standing; `name` resets it when the screen changes. */
export class Boundary extends Component<{ name: string; children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): BoundaryState {
    return { error };
  }

  override componentDidUpdate(previous: { name: string }): void {
    if (previous.name !== this.props.name && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyState
        icon={<TriangleAlert size={28} />}
        title={words('common:broken.title')}
        text={words('common:broken.text', { what: error.message })}
        action={
          <>
            <Button onPress={() => this.setState({ error: null })}>{words('common:broken.again')}</Button>
            <Button onPress={() => location.reload()}>{words('common:broken.reload')}</Button>
          </>
        }
      />
    );
  }
}

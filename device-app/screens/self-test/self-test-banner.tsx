import { Phrase } from '../parts/phrase.tsx';
import { useWording } from '../texts/texts.ts';

/** Says in place of the question that nobody is asked: the terminal tries itself. */
export function SelfTestBanner() {
  const { t } = useWording();
  return (
    <div className="self-test" role="status">
      <p className="self-test-title">{t('selfTest.title')}</p>
      <p className="self-test-words phrase">
        <Phrase text={t('selfTest.words')} />
      </p>
      <p className="self-test-words phrase">
        <Phrase text={t('selfTest.stop')} />
      </p>
    </div>
  );
}

import { speakByDefault, voiceOf } from '../../src/words/voice.ts';

/** A language in which every message stands between marks, so that what is not said through the catalogue shows. */
export const MARKED = 'marked';

const language = process.env.GALLERY_LANGUAGE;

if (language === MARKED) {
  const catalogue = new Proxy({}, { get: (_, message) => `⟦${String(message)}⟧` });
  speakByDefault({ language: 'en', catalogue, stageNames: {} });
} else if (language) speakByDefault(voiceOf(language));

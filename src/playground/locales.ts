import { LANGUAGES, nameOfLanguage } from '../words/languages.ts';

export interface SpokenLocale {
  /** As Slack has it, such as `ja-JP`. */
  locale: string;
  /** In its own words. */
  name: string;
}

/** The languages that the bot speaks, as somebody's Slack may be set to. */
export const LOCALES: readonly SpokenLocale[] = LANGUAGES.map((language) => {
  const { region } = new Intl.Locale(language).maximize();
  return { locale: region ? `${language}-${region}` : language, name: nameOfLanguage(language) };
});

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Stage } from '../vocabulary.ts';
import { type Catalogue, catalogueOf, ENGLISH } from './languages.ts';

/** How somebody is spoken to: in which language, and by which names of the stages. */
export interface Voice {
  /** Such as `en` or `ja`: what `Intl` formats by. */
  language: string;
  catalogue: Catalogue;
  /** What the team calls the stages, where it has names of its own. */
  stageNames: Partial<Record<Stage, string>>;
}

const PLAIN_ENGLISH: Voice = { language: ENGLISH, catalogue: catalogueOf(ENGLISH), stageNames: {} };

const heard = new AsyncLocalStorage<{ voice: Voice }>();

let unasked = PLAIN_ENGLISH;

export function voiceOf(language: string | null | undefined, stageNames: Voice['stageNames'] = {}): Voice {
  const code = language ?? ENGLISH;
  return { language: code, catalogue: catalogueOf(code), stageNames };
}

/** Whatever is said during `work`, and in what it awaits, is said in this voice. */
export function speaking<Result>(voice: Voice, work: () => Result): Result {
  return heard.run({ voice }, work);
}

/** For a conversation that learns only on its way whom it is with: until then it is in the voice around it. */
export function conversing<Result>(work: () => Result): Result {
  return heard.run({ voice: currentVoice() }, work);
}

/** For what goes on by itself, whoever set it going: it is nobody's conversation. */
export function unheard<Result>(work: () => Result): Result {
  return heard.exit(work);
}

/** From here on, to the end of the conversation, this voice. Without a conversation nothing changes. */
export function speakAs(voice: Voice): void {
  const conversation = heard.getStore();
  if (conversation) conversation.voice = voice;
}

export function currentVoice(): Voice {
  return heard.getStore()?.voice ?? unasked;
}

/** What speaks where nobody's voice was asked for. */
export function speakByDefault(voice: Voice = PLAIN_ENGLISH): void {
  unasked = voice;
}

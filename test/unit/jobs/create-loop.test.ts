import { expect, it } from 'vitest';
import { createLoop } from '../../../src/jobs/create-loop.ts';
import { conversing, currentVoice, speakAs, voiceOf } from '../../../src/words/voice.ts';

it('a loop does not speak as whoever woke it', async () => {
  const heard: string[] = [];
  const now = () => new Date('2026-01-05T09:00:00Z');
  const work = async () => {
    await Promise.resolve();
    heard.push(currentVoice().language);
    return heard.length < 2 ? now() : undefined;
  };
  const loop = createLoop({ now, work, onError: () => {} });
  await conversing(async () => {
    speakAs(voiceOf('de'));
    await loop.settle();
    expect(currentVoice().language).toBe('de');
  });
  await loop.settle();
  await loop.stop();
  expect(heard).toEqual(['en', 'en']);
});

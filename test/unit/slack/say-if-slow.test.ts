import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sayIfSlow } from '../../../src/slack/say-if-slow.ts';

const later = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('the answer'), ms));

describe('an answer', () => {
  const said: string[] = [];
  const say = async (sentence: string) => void said.push(sentence);
  beforeEach(() => {
    said.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('that takes two seconds says once that it follows', async () => {
    const answer = sayIfSlow(() => later(9000), say);
    await vi.advanceTimersByTimeAsync(1999);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(said).toEqual(['One moment: this takes longer than usual. The answer follows here.']);
    await vi.advanceTimersByTimeAsync(7000);
    expect(await answer).toBe('the answer');
    expect(said).toHaveLength(1);
  });

  it('that comes sooner comes alone, and so does a failure', async () => {
    const failing = sayIfSlow(() => later(100).then(() => Promise.reject(new Error('no'))), say);
    await Promise.all([
      expect(failing).rejects.toThrow('no'),
      expect(sayIfSlow(() => later(1900), say)).resolves.toBe('the answer'),
      vi.advanceTimersByTimeAsync(5000),
    ]);
    expect(said).toEqual([]);
  });

  it('does not overtake the word that it follows', async () => {
    let arrived = false;
    const answer = sayIfSlow(
      () => later(2001),
      async () => {
        await later(500);
        arrived = true;
      },
    ).then(() => arrived);
    await vi.advanceTimersByTimeAsync(4000);
    expect(await answer).toBe(true);
  });
});

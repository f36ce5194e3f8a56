import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, escapeMrkdwn, oneLine } from '../../../src/slack/messages/text.ts';

describe('escaped text', () => {
  test('names nobody and links nowhere', () => {
    expect(escapeMrkdwn('<!channel> <@U1> <https://evil.test|x>')).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.test|x&gt;',
    );
  });

  test('shows an entity as it was typed', () => {
    expect(escapeMrkdwn('R&D &lt;b&gt;')).toBe('R&amp;D &amp;lt;b&amp;gt;');
  });

  test('reads back as what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = escapeMrkdwn(text);
        expect(escaped).not.toMatch(/[<>]/);
        expect(escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(text);
      }),
    );
  });
});

describe('a line', () => {
  test.each([
    ['breaks', 'a\nb\r\nc\td\u2028e\u2029f', 'a b c d e f'],
    ['control characters', '\u0001a\u0007b\u009bc', 'a b c'],
    ['turned reading', '\u202Ecba\u202C \u2066x\u2069\u200F', 'cba x'],
    ['letters that are not seen', 'a\u200Bb\uFEFFc\u00AD', 'abc'],
    ['halves of characters', 'a\uD83Db\uDE00', 'ab'],
    ['spaces around and in a row', '  a   b\u00A0 c ', 'a b c'],
  ])('has no %s', (_, text, line) => {
    expect(oneLine(text, 100)).toBe(line);
  });

  test.each([
    ['families', '👩🏽‍💻 👨‍👩‍👧'],
    ['flags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇫🇷'],
    ['right-to-left words', 'שלום عليكم'],
    ['joined scripts', 'می‌خواهم'],
  ])('keeps %s', (_, text) => {
    expect(oneLine(text, 100)).toBe(text);
  });

  test('of whatever text is one line of at most so many characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const line = oneLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line.isWellFormed()).toBe(true);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('a cut', () => {
  test('is told by an ellipsis, which counts', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abcde…');
  });

  test('tears no emoji', () => {
    expect(cut('😀😀😀', 5)).toBe('😀😀…');
    expect(cut('😀😀😀', 4)).toBe('😀…');
  });
});

import { describe, expect, test } from 'vitest';
import { bold, instant, link, richText, text, user } from '../../../src/slack/messages/rich-text.ts';

test('lines become one section, parted by line breaks', () => {
  expect(richText([[text('a'), bold('b')], [user('U1')]])).toEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b', style: { bold: true } },
          { type: 'text', text: '\n' },
          { type: 'user', user_id: 'U1' },
        ],
      },
    ],
  });
});

describe('a link', () => {
  test.each([
    ['https://crm.test/lead/77', 'https://crm.test/lead/77'],
    ['http://crm.test', 'http://crm.test/'],
    ['mailto:ada@acme.test', 'mailto:ada@acme.test'],
    ['tel:+15550100', 'tel:+15550100'],
    ['https://crm.test/<!channel> x', 'https://crm.test/%3C!channel%3E%20x'],
  ])('to %s can be pressed', (url, pressed) => {
    expect(link(url, 'Open')).toEqual({ type: 'link', url: pressed, text: 'Open' });
  });

  test.each([
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['an app of Slack', 'slack://user?team=T1&id=U1'],
    ['nowhere', 'lead 77'],
    ['nobody', 'mailto:'],
    ['no number', 'tel:'],
    ['an address with a bar', 'https://crm.test/a|b'],
    ['an address that is very long', `https://crm.test/${'a'.repeat(1000)}`],
  ])('to %s is text', (_, url) => {
    expect(link(url, 'Open')).toEqual({ type: 'text', text: 'Open' });
  });
});

test('an instant is in whole seconds', () => {
  expect(instant(new Date('2026-01-05T17:00:00.999Z'), '{time}', '18:00 CET')).toEqual({
    type: 'date',
    timestamp: 1767632400,
    format: '{time}',
    fallback: '18:00 CET',
  });
});

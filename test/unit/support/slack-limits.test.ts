import { describe, expect, it } from 'vitest';
import { isHouseRule, slackFaults } from '../../support/slack-limits.ts';

const text = 'Ada Park of Acme is waiting for your decision.';
const long = (length: number) => 'x'.repeat(length);
const plain = (value: string) => ({ type: 'plain_text', text: value });
const section = (value: string, overrides = {}) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: value },
  ...overrides,
});
const primary = (id: string) => ({ type: 'button', action_id: id, text: plain('Accept'), style: 'primary' });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
const chart = {
  type: 'data_visualization',
  title: 'Leads',
  chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] },
};
const metadata = (payload: object) => ({ event_type: 'delivery', event_payload: payload });
const modal = (overrides = {}) => ({
  type: 'modal',
  title: plain('Reject lead'),
  submit: plain('Reject'),
  callback_id: 'reject',
  blocks: [{ type: 'input', label: plain('Note'), element: { type: 'plain_text_input', action_id: 'note' } }],
  ...overrides,
});
const withBlocks = (...blocks: object[]) => slackFaults('message', { text, blocks });

describe('slackFaults', () => {
  it('finds nothing in sound messages and views', () => {
    expect(
      withBlocks(section('a'), actions(primary('a')), actions(primary('a')), table, chart, chart),
    ).toEqual([]);
    expect(slackFaults('modal', modal())).toEqual([]);
    expect(slackFaults('home', { type: 'home', blocks: [section('Hello')] })).toEqual([]);
    expect(slackFaults('response', { delete_original: true })).toEqual([]);
  });

  it('takes metadata of scalars, flat objects and lists of them', () => {
    const flat = metadata({ id: 'd1', at: { day: 1 }, ids: ['a', 'b'], rows: [{ id: 1 }] });
    expect(slackFaults('message', { text, metadata: flat })).toEqual([]);
    expect(slackFaults('message', { text, metadata: {} })).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['blocks[0].text.text must not be empty', withBlocks(section(''))],
    [
      'block_id "b" occurs more than once',
      withBlocks(section('a', { block_id: 'b' }), section('c', { block_id: 'b' })),
    ],
    ['blocks has 51 items, at most 50', withBlocks(...Array(51).fill({ type: 'divider' }))],
    ['blocks has more than one table', withBlocks(table, table)],
    ['blocks has more than two charts', withBlocks(chart, chart, chart)],
    ['blocks have 14771 characters: msg_blocks_too_long', withBlocks(...Array(5).fill(section(long(2900))))],
    ['text must not be empty', slackFaults('message', {})],
    ['text has 4003 characters, at most 4000', slackFaults('message', { text: `${long(4000)} x.` })],
    ['thread_ts must be a string', slackFaults('message', { text, thread_ts: 1.5 })],
    ['markdown_text excludes text and blocks', slackFaults('message', { text, markdown_text: '# Leads' })],
    ['metadata.event_type is required', slackFaults('message', { text, metadata: { event_payload: {} } })],
    [
      'metadata.event_payload.a is nested too deep',
      slackFaults('message', { text, metadata: metadata({ a: { b: {} } }) }),
    ],
    [
      'metadata is not taken by ephemeral messages',
      slackFaults('ephemeral', { text, metadata: metadata({}) }),
    ],
    ['title.text has 25 characters, at most 24', slackFaults('modal', modal({ title: plain(long(25)) }))],
    ['submit.text has 25 characters, at most 24', slackFaults('modal', modal({ submit: plain(long(25)) }))],
    ['a modal with inputs needs submit', slackFaults('modal', modal({ submit: undefined }))],
    [
      'private_metadata has 3001 characters, at most 3000',
      slackFaults('modal', modal({ private_metadata: long(3001) })),
    ],
    ['callback_id has 256 characters, at most 255', slackFaults('modal', modal({ callback_id: long(256) }))],
    [
      'blocks has 101 items, at most 100',
      slackFaults('modal', modal({ blocks: Array(101).fill({ type: 'divider' }) })),
    ],
    [
      'the view is larger than 250 KB: view_too_large',
      slackFaults('modal', modal({ blocks: Array(90).fill(section(long(2900))) })),
    ],
    [
      'title is not taken by a home view',
      slackFaults('home', { type: 'home', title: plain('Home'), blocks: [] }),
    ],
    ['view.type is "modal", must be home', slackFaults('home', { type: 'modal', blocks: [] })],
  ])('finds: %s', (fault, faults) => {
    expect(faults).toEqual([fault]);
    expect(isHouseRule(fault)).toBe(false);
  });

  it.each<[string, string[]]>([
    ['two primary buttons in one block', withBlocks(actions(primary('a'), primary('b')))],
    ['blocks over 9,000 characters', withBlocks(...Array(4).fill(section(long(2500))))],
    [
      'the same through a response_url, where Slack has no such limit',
      slackFaults('response', { text, blocks: Array(5).fill(section(long(2900))) }),
    ],
    ['a text that is no sentence', slackFaults('message', { text: 'New lead' })],
    ['blocks without a text', slackFaults('message', { blocks: [section('a')] })],
    [
      'a raw token in the text of blocks',
      slackFaults('message', { text: 'A lead waits for <@U1>.', blocks: [section('a')] }),
    ],
  ])('finds %s and marks it as our own rule', (_what, faults) => {
    expect(faults.map(isHouseRule)).toEqual([true]);
  });
});

import { describe, expect, it } from 'vitest';
import { type BlockSurface, blockFaults } from '../../support/slack/block-faults.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const long = (length: number) => 'x'.repeat(length);
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (overrides = {}) => ({
  type: 'button',
  action_id: 'accept',
  text: plain('Accept'),
  ...overrides,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const inputOf = (element: object) => ({ type: 'input', label: plain('Note'), element });
const many = <T>(count: number, item: (i: number) => T) => Array.from({ length: count }, (_, i) => item(i));
const option = (i: number) => ({ text: plain(`o${i}`), value: `v${i}` });
const cells = (count: number, text = 'x') => many(count, () => ({ type: 'raw_text', text }));
const table = (...rows: object[]) => ({ type: 'table', rows });
const dataTable = (...rows: object[]) => ({ type: 'data_table', caption: 'Leads', rows });
const chart = (content: object) => ({ type: 'data_visualization', title: 'Pass rate', chart: content });
const bars = (categories: string[], labels = categories) => ({
  type: 'bar',
  axis_config: { categories },
  series: [{ name: 'SQLs', data: labels.map((label) => ({ label, value: -1 })) }],
});
const confirm = {
  title: plain('Sure?'),
  text: plain('This is for good.'),
  confirm: plain('Yes'),
  deny: plain('No'),
};

const faultsOf = (block: object, surface: BlockSurface = 'message') => blockFaults(block, 'block', surface);

describe('blockFaults', () => {
  it.each<[string, object]>([
    ['a section with fields and a button', { type: 'section', fields: [plain('a')], accessory: button() }],
    ['a section of 3,000 characters', section(long(3000))],
    ['a header', { type: 'header', text: plain(long(150)) }],
    [
      'a context with an image',
      { type: 'context', elements: [{ type: 'image', image_url: 'https://a.test/x.png', alt_text: 'Logo' }] },
    ],
    ['25 buttons', actions(...many(25, (i) => button({ action_id: `a${i}` })))],
    ['a button that asks first', actions(button({ confirm, style: 'danger', value: long(2000) }))],
    ['an overflow menu', actions({ type: 'overflow', action_id: 'more', options: many(5, option) })],
    [
      'a select that starts with an option',
      inputOf({ type: 'static_select', options: many(100, option), initial_option: option(3) }),
    ],
    ['a rich text', { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }],
    ['a table', table(...many(100, () => cells(20, 'abcd')))],
    [
      'a data table',
      dataTable(cells(2), [
        { type: 'raw_text', text: 'a' },
        { type: 'raw_number', value: 1 },
      ]),
    ],
    ['a bar chart', chart(bars(['Jan', 'Feb']))],
    ['a pie chart', chart({ type: 'pie', segments: many(6, (i) => ({ label: `s${i}`, value: 1 })) })],
    ['a container', { type: 'container', title: plain('Leads'), blocks: [section('a')] }],
  ])('takes %s', (_what, block) => {
    const surface = 'type' in block && block.type === 'input' ? 'modal' : 'message';
    expect(faultsOf(block, surface)).toEqual([]);
  });

  it.each<[string, object]>([
    ['block.text.text has 3001 characters, at most 3000', section(long(3001))],
    ['block.text.text must not be empty', section('')],
    ['block needs text or fields', { type: 'section' }],
    ['block.fields has 11 items, 1 to 10', { type: 'section', fields: many(11, () => plain('x')) }],
    [
      'block.fields[0].text has 2001 characters, at most 2000',
      { type: 'section', fields: [plain(long(2001))] },
    ],
    [
      'block.text.emoji is for plain_text only',
      { type: 'section', text: { type: 'mrkdwn', text: 'x', emoji: true } },
    ],
    ['block.text.text has 151 characters, at most 150', { type: 'header', text: plain(long(151)) }],
    [
      'block.text.type is "mrkdwn", must be plain_text',
      { type: 'header', text: { type: 'mrkdwn', text: 'x' } },
    ],
    ['block.alt_text is required', { type: 'image', image_url: 'https://a.test/x.png' }],
    ['block needs image_url or slack_file, one of them', { type: 'image', alt_text: 'Logo' }],
    ['block.elements has 11 items, 1 to 10', { type: 'context', elements: many(11, () => plain('x')) }],
    ['block.elements has 0 items, 1 to 25', actions()],
    ['block.elements has 26 items, 1 to 25', actions(...many(26, (i) => button({ action_id: `a${i}` })))],
    ['block.elements[0] has the unsupported type "plain_text_input"', actions({ type: 'plain_text_input' })],
    ['block.elements[0].text.text has 76 characters, at most 75', actions(button({ text: plain(long(76)) }))],
    ['block.elements[0].value has 2001 characters, at most 2000', actions(button({ value: long(2001) }))],
    ['block.elements[0].value must be a string', actions(button({ value: 7 }))],
    ['block.elements[0].url is no address', actions(button({ url: 'lead/77' }))],
    [
      'block.elements[0].style is "default", must be primary or danger, or absent',
      actions(button({ style: 'default' })),
    ],
    [
      'block.elements[0].action_id has 256 characters, at most 255',
      actions(button({ action_id: long(256) })),
    ],
    [
      'block.elements[0].confirm.deny must be a text object',
      actions(button({ confirm: { ...confirm, deny: 'No' } })),
    ],
    [
      'block.elements[0].options has 6 items, 1 to 5',
      actions({ type: 'overflow', options: many(6, option) }),
    ],
    ['block has the action_id "accept" more than once', actions(button(), button())],
    ['block.block_id has 256 characters, at most 255', { ...section('a'), block_id: long(256) }],
    ['block has the unknown block type "toString"', { type: 'toString' }],
    ['block: a alert block is not allowed in a message', { type: 'alert', text: plain('x') }],
    ['block.rows has 101 items, 1 to 100', table(...many(101, () => cells(1)))],
    ['block.rows[0] has 21 items, 1 to 20', table(cells(21))],
    ['block.rows[0][0].text must not be empty', table(cells(1, ''))],
    [
      'block has 10200 characters over all cells, at most 10000',
      table(...many(100, () => cells(2, long(51)))),
    ],
    ['block.rows has 1 items, 2 to 101', dataTable(cells(2))],
    ['block.rows[1] has another length than the header', dataTable(cells(2), cells(3))],
    ['block.title is required', { ...chart(bars(['a'])), title: '' }],
    ['block.chart.type is "radar", must be pie, bar, line or area', chart({ type: 'radar' })],
    ['block.chart.series[0].data must have exactly one point per category', chart(bars(['a', 'b'], ['a']))],
    ['block.chart.axis_config.categories[0] has 21 characters, at most 20', chart(bars([long(21)]))],
    ['block.chart.axis_config.categories has 21 items, 1 to 20', chart(bars(many(21, String)))],
    [
      'block.chart.segments[0].value must be greater than 0',
      chart({ type: 'pie', segments: [{ label: 'a', value: 0 }] }),
    ],
    ['block.blocks[0].text.text must not be empty', { type: 'container', blocks: [section('')] }],
  ])('finds in a message: %s', (fault, block) => {
    expect(faultsOf(block)).toEqual([fault]);
  });

  it.each<[string, object]>([
    [
      'block.element.options has 101 items, 1 to 100',
      inputOf({ type: 'static_select', options: many(101, option) }),
    ],
    ['block.element.options is required', inputOf({ type: 'static_select' })],
    [
      'block.element starts with "v7", which is none of its options',
      inputOf({ type: 'radio_buttons', options: many(2, option), initial_option: option(7) }),
    ],
    [
      'block.element.options[0].value has 76 characters, at most 75',
      inputOf({ type: 'checkboxes', options: [{ text: plain('a'), value: long(76) }] }),
    ],
    ['block.element.max_length must be 1 to 3000', inputOf({ type: 'plain_text_input', max_length: 3001 })],
    ['block.element.is_decimal_allowed is required', inputOf({ type: 'number_input' })],
    ['block.element has the unsupported type "button"', inputOf(button())],
    ['block: a data_visualization block is not allowed in a modal', chart(bars(['a']))],
    ['block.text.text has 201 characters, at most 200', { type: 'alert', text: plain(long(201)) }],
  ])('finds in a modal: %s', (fault, block) => {
    expect(faultsOf(block, 'modal')).toEqual([fault]);
  });
});

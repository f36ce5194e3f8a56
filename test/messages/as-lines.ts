import { type JsonObject, objectOf, objectsOf, stringOf } from '../support/slack/json.ts';

/** A message, modal or Home tab as lines that a reviewer can read. `[Accept!](accept_lead)` is a primary button and its action. */
export function asLines(payload: object): string {
  const { type, text, title, submit, close, blocks } = payload as JsonObject;
  const buttons = [submit, close].map((button) => stringOf(objectOf(button).text)).filter(Boolean);
  return [
    ...(type === 'home' ? ['home'] : []),
    ...(type === 'home' || title !== undefined ? [] : [`text: ${stringOf(text)}`]),
    ...(title === undefined ? [] : [`modal: ${stringOf(objectOf(title).text)}`]),
    ...objectsOf(blocks).flatMap((block) => ['', ...blockLines(block)]),
    ...(buttons.length > 0 ? ['', buttons.map((label) => `[${label}]`).join(' ')] : []),
  ].join('\n');
}

function blockLines(block: JsonObject): string[] {
  switch (block.type) {
    case 'header':
      return [`# ${words(block.text)}`];
    case 'section':
      return [`${words(block.text)}${block.accessory ? `  ${button(objectOf(block.accessory))}` : ''}`];
    case 'context':
      return [`small: ${objectsOf(block.elements).map(words).join(' ')}`];
    case 'actions':
      return [objectsOf(block.elements).map(button).join(' ')];
    case 'rich_text':
      return objectsOf(block.elements).map((part) => objectsOf(part.elements).map(richElement).join(''));
    case 'table':
      return (block.rows as JsonObject[][]).map((row) => row.map((cell) => stringOf(cell.text)).join(' | '));
    case 'data_visualization':
      return chartLines(block);
    case 'input':
      return inputLines(block);
    default:
      throw new Error(`No lines for a ${String(block.type)} block yet`);
  }
}

function chartLines({ title, chart }: JsonObject): string[] {
  const { type, series } = objectOf(chart);
  const points = (one: JsonObject) =>
    objectsOf(one.data).map((point) => `${stringOf(point.label)} ${String(point.value)}`);
  return [
    `${stringOf(type)} chart: ${stringOf(title)}`,
    ...objectsOf(series).map((one) => `  ${stringOf(one.name)}: ${points(one).join(', ')}`),
  ];
}

function words(text: unknown): string {
  const { type, text: content } = objectOf(text);
  return type === 'mrkdwn' ? `mrkdwn: ${stringOf(content)}` : stringOf(content);
}

function button(element: JsonObject): string {
  if (element.type === 'overflow') {
    const choices = objectsOf(element.options).map((option) => words(option.text));
    return `[⋯ ${choices.join(' | ')}](${stringOf(element.action_id)})`;
  }
  const mark = element.style === 'primary' ? '!' : '';
  return `[${stringOf(objectOf(element.text).text)}${mark}](${stringOf(element.action_id)})`;
}

function richElement(element: JsonObject): string {
  switch (element.type) {
    case 'text':
      return objectOf(element.style).bold ? `**${stringOf(element.text)}**` : stringOf(element.text);
    case 'link':
      return `[${stringOf(element.text)}](${stringOf(element.url)})`;
    case 'user':
      return `@${stringOf(element.user_id)}`;
    case 'channel':
      return `#${stringOf(element.channel_id)}`;
    case 'date':
      return `{${stringOf(element.fallback)}}`;
    default:
      throw new Error(`No words for a ${String(element.type)} element yet`);
  }
}

function inputLines(block: JsonObject): string[] {
  const element = objectOf(block.element);
  const initial =
    element.initial_value ??
    element.initial_date ??
    element.initial_conversation ??
    element.initial_users ??
    element.initial_user ??
    element.initial_conversations ??
    (element.initial_options
      ? objectsOf(element.initial_options).map((option) => option.value)
      : objectOf(element.initial_option).value);
  const options = objectsOf(element.options).map((option) => {
    const about = option.description ? ` (${words(option.description)})` : '';
    return `  ( ) ${words(option.text)}${about}`;
  });
  return [
    `${words(block.label)}${block.optional ? ' (optional)' : ''}: ${stringOf(element.type)}${initial === undefined ? '' : ` = ${String(initial)}`}`,
    ...options,
    ...(block.hint ? [`  hint: ${words(block.hint)}`] : []),
  ];
}

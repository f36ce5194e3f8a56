import type { SlackBlock, SlackElement, SlackOption } from '../pretend/block.ts';
import { chosenByDefault, optionGroupsFor } from './control-options.ts';
import { type Html, html } from './html.ts';
import { plainText } from './plain-text.ts';
import type { Viewer } from './viewer.ts';

const INPUT_TYPES: Record<string, string> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
};

/**
 * Draws one element that people operate. `data-block` and `data-action` name it to the server, which looks everything
 * else up in what the bot sent; `data-live` marks what acts at once rather than with its form.
 */
export function controlHtml(block: SlackBlock, element: SlackElement, viewer: Viewer, id?: string): Html {
  const isLive = block.type !== 'input' || block.dispatch_action === true;
  const isRequired = block.type === 'input' && !block.optional;
  const control: Control = {
    element,
    viewer,
    key: `${viewer.surface ?? ''}-${block.block_id}-${element.action_id}`,
    name: html`data-block="${block.block_id}" data-action="${element.action_id}" ${confirmAttribute(element)}`,
    value: html`data-value ${isLive && html`data-live`}`,
    label: html`${id && html`id="${id}" aria-describedby="${id}-error"`}
      ${!id && html`aria-label="${plainText(element.placeholder) || 'Choose'}"`}
      ${isRequired && html`aria-required="true"`}`,
  };
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return buttonHtml(control);
    case 'overflow':
      return overflowHtml(control);
    case 'checkboxes':
    case 'radio_buttons':
      return choiceList(control, element.type === 'checkboxes' ? 'checkbox' : 'radio');
    case 'plain_text_input':
      return element.multiline ? textArea(control) : textInput(control);
    default:
      if (element.type.startsWith('multi_')) return choiceList(control, 'checkbox');
      if (element.type.endsWith('_select')) return selectHtml(control);
      return element.type in INPUT_TYPES
        ? textInput(control)
        : html`<p class="placeholder">${element.type}</p>`;
  }
}

type Control = { element: SlackElement; viewer: Viewer; key: string; name: Html; value: Html; label: Html };

function confirmAttribute({ confirm }: SlackElement): Html | false {
  if (!confirm) return false;
  const words = {
    title: plainText(confirm.title),
    text: plainText(confirm.text),
    confirm: plainText(confirm.confirm) || 'Yes',
    deny: plainText(confirm.deny) || 'Cancel',
    style: confirm.style,
  };
  return html`data-confirm="${JSON.stringify(words)}"`;
}

function buttonHtml({ element, name, key }: Control): Html {
  const look = element.style === 'primary' || element.style === 'danger' ? element.style : '';
  const label = element.accessibility_label && html`aria-label="${element.accessibility_label}"`;
  if (element.url && /^https?:/.test(element.url)) {
    return html`<a class="button ${look}" id="${key}" href="${element.url}" target="_blank" rel="noopener noreferrer" ${name} ${label} data-act>${plainText(element.text)}</a>`;
  }
  return html`<button type="button" class="button ${look}" id="${key}" ${name} ${label} data-act>${plainText(element.text)}</button>`;
}

function overflowHtml({ element, name, key }: Control): Html {
  return html`<details class="overflow"><summary class="button" id="${key}" aria-label="More actions">⋯</summary>
    <div class="overflow-menu">${(element.options ?? []).map(
      (option) =>
        html`<button type="button" ${name} data-act data-choice="${option.value}">${plainText(option.text)}</button>`,
    )}</div></details>`;
}

function textInput({ element, name, value, label }: Control): Html {
  const initial = element.initial_value ?? element.initial_date ?? element.initial_time ?? '';
  const mode = element.type === 'number_input' && (element.is_decimal_allowed ? 'decimal' : 'numeric');
  return html`<input type="${INPUT_TYPES[element.type]}" value="${initial}" ${mode && html`inputmode="${mode}"`}
    placeholder="${plainText(element.placeholder)}" autocomplete="off" ${name} ${value} ${label}>`;
}

function textArea({ element, name, value, label }: Control): Html {
  return html`<textarea rows="3" placeholder="${plainText(element.placeholder)}" ${name} ${value} ${label}>${element.initial_value}</textarea>`;
}

function selectHtml({ element, viewer, name, value, label }: Control): Html {
  const chosen = chosenByDefault(element, viewer);
  const optionHtml = (option: SlackOption) =>
    html`<option value="${option.value}" ${chosen.includes(option.value) && html`selected`}>${plainText(option.text)}${option.description && ` – ${plainText(option.description)}`}</option>`;
  return html`<select ${name} ${value} ${label}>
    <option value="">${plainText(element.placeholder) || 'Choose…'}</option>
    ${optionGroupsFor(element, viewer).map(({ label: group, options }) =>
      group
        ? html`<optgroup label="${group}">${options.map(optionHtml)}</optgroup>`
        : html`${options.map(optionHtml)}`,
    )}</select>`;
}

function choiceList({ element, viewer, key, name, value, label }: Control, type: 'checkbox' | 'radio'): Html {
  const chosen = chosenByDefault(element, viewer);
  const options = optionGroupsFor(element, viewer).flatMap((group) => group.options);
  return html`<div class="choices" role="group" ${name} ${value} ${label}>${options.map(
    (
      option,
      index,
    ) => html`<label><input type="${type}" name="${key}" id="${key}-${index}" value="${option.value}"
      ${chosen.includes(option.value) && html`checked`}><span>${plainText(option.text)}${
        option.description && html`<small>${plainText(option.description)}</small>`
      }</span></label>`,
  )}</div>`;
}

import type { Bot } from './run-app.ts';
import type { Choice } from './slack/elements.ts';
import { isObject } from './slack/json.ts';
import type { SlackView } from './slack/world.ts';

/** Opens the list of settings, and from it the area of this button, such as `Alerts…`. */
export async function openSettingsForm(bot: Bot, button: string, userId = 'UADMIN'): Promise<SlackView> {
  const person = bot.slack.user(userId);
  await person.command('/funnel', 'settings');
  const list = await bot.until(() => titled(person.modal(), 'Funnel settings'));
  await person.click(list, button);
  return bot.until(() => (person.modal()?.id === list.id ? undefined : person.modal()));
}

/** Sends it, a second time where it shows first what it would change. What Slack shows under the fields, if anything. */
export async function sendSettingsForm(
  bot: Bot,
  form: SlackView,
  values: Record<string, Choice>,
  userId = 'UADMIN',
): Promise<unknown> {
  const person = bot.slack.user(userId);
  const ack = await person.submit(form, values);
  const answer = isObject(ack.body) ? ack.body : {};
  if (answer.errors) return answer.errors;
  if (answer.response_action !== 'update') return undefined;
  const preview = await bot.until(() => {
    const shown = person.modal();
    return shown && !JSON.stringify(shown.blocks).includes('Counting the open deadlines') ? shown : undefined;
  });
  const saved = await person.submit(preview);
  return isObject(saved.body) ? saved.body.errors : undefined;
}

/** Saves one area of the settings, and closes the list. */
export async function changeSettings(
  bot: Bot,
  button: string,
  values: Record<string, Choice>,
  userId = 'UADMIN',
): Promise<unknown> {
  const errors = await sendSettingsForm(bot, await openSettingsForm(bot, button, userId), values, userId);
  const person = bot.slack.user(userId);
  for (let open = person.modal(); open; open = person.modal()) await person.close(open);
  return errors;
}

function titled(view: SlackView | undefined, title: string): SlackView | undefined {
  return view?.title === title ? view : undefined;
}

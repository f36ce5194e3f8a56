/** Does one act as one person, and says what came of it; nothing of it stays. */
import type { App } from '@slack/bolt';
import { pino } from 'pino';
import type { Actor, Context } from '../../../src/context.ts';
import { SYSTEM_SETTINGS } from '../../../src/intake/crm/system-settings.ts';
import { createCharts } from '../../../src/slack/charts.ts';
import { registerListeners } from '../../../src/slack/listeners.ts';
import type { SlackDeps } from '../../../src/slack/slack-deps.ts';
import { vault } from '../../support/connections.ts';
import { stateValues, withBlockIds } from '../../support/slack/elements.ts';
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from '../../support/slack/json.ts';
import type { Act } from './acts.ts';
import { PEOPLE, type Premises, type Who } from './premises.ts';

export interface Outcome {
  /** Why it was refused: the code of the error, and the words that were shown. */
  refused: { code: string; words: string } | undefined;
  /** All that was shown, for comparing what different people get. */
  shown: string;
}

type Handler = (payload: JsonObject) => Promise<void>;

class RolledBack extends Error {}

/**
 * What somebody must have before them to do this: the form that they send, or the view whose button they press. An admin
 * opens it; whoever tries has it, however they came by it.
 */
export async function viewFor(act: Act, is: Premises): Promise<JsonObject | undefined> {
  if ('send' in act) return rolledBack(is, (trial) => viewOpenedBy({ name: act.name, ...act.opened }, trial));
  const command = 'onView' in act ? act.onView : undefined;
  return command ? rolledBack(is, (trial) => viewOpenedBy({ name: '', command }, trial)) : undefined;
}

export async function tryAct(
  act: Act,
  who: Who,
  { is, view }: { is: Premises; view: JsonObject | undefined },
): Promise<Outcome> {
  return rolledBack(is, async (trial) => {
    const slack = aSlack(trial);
    await slack.handle(act, who, view);
    const { errors, shown } = slack;
    if (slack.failures.length > 0) throw new Error(`${act.name} as ${who}: ${slack.failures.join(' ')}`);
    const code = errors.at(-1);
    return { refused: code ? { code, words: shown.at(-1) ?? '' } : undefined, shown: shown.join('\n') };
  });
}

async function rolledBack<Result>(is: Premises, work: (trial: Premises) => Promise<Result>): Promise<Result> {
  const results: Result[] = [];
  try {
    await is.ctx.db.transaction(async (tx) => {
      results.push(await work({ ...is, ctx: { ...is.ctx, db: tx } }));
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  const [result] = results;
  if (result === undefined) throw new Error('The work was done');
  return result;
}

async function viewOpenedBy(act: Act, is: Premises): Promise<JsonObject> {
  const slack = aSlack(is);
  const onView =
    'onView' in act && act.onView ? await viewOpenedBy({ name: '', command: act.onView }, is) : undefined;
  await slack.handle(act, 'admin', onView);
  const view = slack.views.at(-1);
  if (!view) throw new Error(`${JSON.stringify(act)} opens no form: ${slack.shown.join(' ')}`);
  return { ...view, id: 'V1' };
}

function aSlack(is: Premises) {
  const handlers = new Map<string, Handler>();
  const listen = (kind: string) => (id: string | { callback_id: string }, handler: Handler) => {
    handlers.set(`${kind} ${typeof id === 'string' ? id : id.callback_id}`, handler);
  };
  const app = {
    ...{ command: listen('command'), action: listen('action'), view: listen('view') },
    ...{ shortcut: listen('shortcut'), event: () => {}, use: () => {}, message: () => {} },
  };
  const seen = {
    errors: [] as string[],
    failures: [] as string[],
    shown: [] as string[],
    views: [] as JsonObject[],
  };
  const client = aClient((method, params) => {
    if (isObject(params.view)) {
      seen.views.push(params.view);
      seen.shown.push(wordsIn(params.view));
    } else if (method.startsWith('chat.')) seen.shown.push(wordsIn(params));
  });
  const deps = {
    workspaceId: is.ctx.workspaceId,
    contextFor: (actor: Actor): Context => ({ ...is.ctx, actor }),
    directory: is.directory,
    client,
    charts: createCharts(),
    homes: { open: async () => {}, showAgain: async () => {}, refresh: async () => undefined },
    intake: { takesFacts: true, port: 3000 },
    connections: { vault, publicUrl: undefined, port: 3000, systems: SYSTEM_SETTINGS },
    logger: pino(
      { level: 'debug' },
      {
        write(line: string) {
          const { code, level, msg, err } = JSON.parse(line);
          if (msg === 'refused') seen.errors.push(code);
          else if (level >= 40) seen.failures.push(`${msg}: ${err?.stack}`);
        },
      },
    ),
    leaseMs: 60_000,
    bring: () => {},
    wake: () => {},
    wakeSoon: () => {},
  };
  registerListeners(app as unknown as App, deps as unknown as SlackDeps);

  async function handle(act: Act, who: Who, view: JsonObject | undefined): Promise<void> {
    const { userId, teamId = is.ctx.workspaceId } = { teamId: undefined, ...PEOPLE[who] };
    const user = { id: userId, team_id: teamId };
    const show = async (answer: JsonObject) => {
      seen.shown.push(wordsIn(answer));
      return { text: async () => 'ok' };
    };
    const ack = async (answer?: JsonObject) => {
      if (answer) await show(answer);
    };
    const channelId = ('in' in act && act.in) || 'CSALES';
    const common = { ack, respond: show };
    const run = (id: string, payload: JsonObject) => {
      const handler = handlers.get(id);
      if (!handler) throw new Error(`Nobody listens to ${id}`);
      return handler({ ...common, ...payload });
    };
    if ('command' in act) {
      const command = {
        user_id: userId,
        team_id: teamId,
        channel_id: channelId,
        trigger_id: 'T',
        text: act.command,
      };
      return run('command /funnel', { command });
    }
    if ('shortcut' in act) {
      const message = { user: 'UREP', ts: '1767600000.000100', text: 'Cy Roth, cy@corp.test' };
      const shortcut = {
        user,
        trigger_id: 'T',
        message,
        channel: { id: channelId },
        team: { domain: 'corp' },
      };
      return run(`shortcut ${act.shortcut}`, { shortcut });
    }
    if ('press' in act) {
      const action = { type: 'button', action_id: act.press, value: act.value?.(is) ?? '' };
      const body = {
        user,
        trigger_id: 'T',
        channel: { id: channelId },
        response_url: 'data:text/plain,ok',
        view,
      };
      return run(`action ${act.press}`, { action, body });
    }
    const blocks = withBlockIds(objectsOf(view?.blocks));
    const state = { values: stateValues(blocks, act.values ?? {}, true) };
    return run(`view ${act.send}`, { body: { user }, view: { ...view, state } });
  }
  return { ...seen, handle };
}

/** A Web API that does everything, and tells what was asked of it. */
function aClient(heard: (method: string, params: JsonObject) => void): unknown {
  const answers: Record<string, (params: JsonObject) => JsonObject> = {
    'conversations.info': ({ channel }) => ({
      channel: { is_member: true, is_ext_shared: channel === 'CSHARED' },
    }),
    'files.getUploadURLExternal': () => ({ upload_url: 'data:text/plain,taken', file_id: 'F1' }),
  };
  const call = (method: string) => async (params: JsonObject) => {
    heard(method, params);
    const usual = { ok: true, view: { id: 'V1' }, channel: { id: 'D1' }, ts: '1.000100' };
    return { ...usual, ...answers[method]?.(params) };
  };
  const group = (name: string) => new Proxy({}, { get: (_, method) => call(`${name}.${String(method)}`) });
  return new Proxy({}, { get: (_, name) => (name === 'slackApiUrl' ? 'data:' : group(String(name))) });
}

function wordsIn(part: unknown): string {
  if (Array.isArray(part)) return part.map(wordsIn).filter(Boolean).join(' ');
  if (!isObject(part)) return typeof part === 'string' ? part : '';
  const order = [
    'title',
    'text',
    'errors',
    'view',
    'blocks',
    'elements',
    'fields',
    'rows',
    'label',
    'accessory',
  ];
  const errors = Object.values(objectOf(part.errors)).map(stringOf).join(' ');
  return order
    .map((name) => (name === 'errors' ? errors : wordsIn(part[name])))
    .filter(Boolean)
    .join(' ');
}

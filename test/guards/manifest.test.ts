import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SHORTCUTS } from '../../src/playground/shortcuts.ts';
import { COMMANDS } from '../../src/slack/commands/funnel.ts';
import { OPTIONAL_SCOPES } from '../../src/slack/home/missing-scopes.ts';
import { httpManifest } from '../../src/slack/http-manifest.ts';
import { type Manifest, manifestSchema } from './manifest-schema.ts';
import { recordedListeners } from './recorded-listeners.ts';
import { fileText, sourceFiles } from './source-files.ts';

/** What Slack asks for each method that the bot calls; none where every bot token may. */
const SCOPES_OF_METHOD: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};
const SCOPES_OF_EVENT: Record<string, readonly string[]> = {
  app_home_opened: [],
  'message.im': ['im:history'],
  user_change: ['users:read'],
};

const text = fileText('manifest.yml');
const socket = parse(text) as Manifest;
const http = parse(httpManifest(text, 'https://bot.example.com')) as Manifest;
const listeners = recordedListeners();

describe('the manifest', () => {
  test('keeps Slack’s limits and misspells no key, in both modes', () => {
    expect(manifestSchema.safeParse(socket).error?.issues ?? []).toEqual([]);
    expect(manifestSchema.safeParse(http).error?.issues ?? []).toEqual([]);
  });

  test('names every command and event that is listened to, and no other', () => {
    expect(socket.features.slash_commands.map(({ command }) => command)).toEqual(listeners.commands);
    expect(socket.settings.event_subscriptions.bot_events).toEqual(listeners.events);
  });

  test('names every shortcut that is listened to, and no other', () => {
    expect(socket.features.shortcuts.map(({ type, callback_id }) => ({ type, callback_id }))).toEqual(
      listeners.shortcuts,
    );
  });

  test('turns interactivity on for buttons and forms', () => {
    expect([...listeners.actions, ...listeners.views]).not.toEqual([]);
    expect(socket.settings.interactivity.is_enabled).toBe(true);
  });

  test('asks Slack for ids of the people and channels in a command', () => {
    expect(socket.features.slash_commands.map((command) => command.should_escape)).toEqual([true]);
  });

  test('hints at subcommands that exist', () => {
    const [command] = socket.features.slash_commands;
    const hinted = /^\[([^\]]+)\] \[period\]$/.exec(command?.usage_hint ?? '')?.[1]?.split(' | ') ?? [];
    expect(hinted).not.toEqual([]);
    expect(COMMANDS.map(({ name }) => name)).toEqual(expect.arrayContaining(hinted));
  });

  test('shows the Home tab, and lets people write to the bot, which answers', () => {
    expect(socket.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });
});

describe('the scopes', () => {
  const called = calledMethods();
  const { bot, bot_optional } = socket.oauth_config.scopes;
  const asked = [...bot, ...bot_optional];

  test('are known for every method that is called', () => {
    expect(called.filter((method) => !(method in SCOPES_OF_METHOD))).toEqual([]);
  });

  test('cover every method, event and command, and nothing else', () => {
    const needed = [
      ...called.flatMap((method) => SCOPES_OF_METHOD[method] ?? []),
      ...listeners.events.flatMap((event) => SCOPES_OF_EVENT[event] ?? [`unknown scope of ${event}`]),
      ...(listeners.commands.length > 0 ? ['commands'] : []),
    ];
    expect(asked.sort()).toEqual([...new Set(needed)].sort());
  });

  test('that are optional are missed, each with what is not done without it', () => {
    expect(Object.keys(OPTIONAL_SCOPES).sort()).toEqual([...bot_optional].sort());
  });

  test('each carry their reason', () => {
    const withReason = [...text.matchAll(/^ +- ([\w:.]+) # \S.+$/gm)].map((match) => match[1]);
    expect(withReason).toEqual(expect.arrayContaining(asked));
  });
});

test('the table of scopes in the README has a row for each, and no other', () => {
  const [, rows = ''] = /^\| scope \|.*\n\|[-| ]+\|\n((?:\|.+\n)+)/m.exec(fileText('README.md')) ?? [];
  const named = rows.split('\n').flatMap((row) => (row.split('|')[1] ?? '').match(/[\w:.]+/g) ?? []);
  const { bot, bot_optional } = socket.oauth_config.scopes;
  expect(named.sort()).toEqual([...bot, ...bot_optional].sort());
});

describe('the manifest for HTTP', () => {
  test('sends everything to the address of the bot', () => {
    const url = 'https://bot.example.com/slack/events';
    expect(http.settings.socket_mode_enabled).toBe(false);
    expect(http.settings.event_subscriptions.request_url).toBe(url);
    expect(http.settings.interactivity.request_url).toBe(url);
    expect(http.features.slash_commands.map((command) => command.url)).toEqual([url]);
  });

  test('differs in nothing else', () => {
    const { request_url: _events, ...event_subscriptions } = http.settings.event_subscriptions;
    const { request_url: _interactivity, ...interactivity } = http.settings.interactivity;
    const slash_commands = http.features.slash_commands.map(({ url: _url, ...command }) => command);
    expect({
      ...http,
      features: { ...http.features, slash_commands },
      settings: { ...http.settings, event_subscriptions, interactivity, socket_mode_enabled: true },
    }).toEqual(socket);
    expect(JSON.stringify(socket)).not.toMatch(/"(request_)?url"/);
  });

  test('keeps a path of the address and refuses one that Slack cannot reach', () => {
    expect(httpManifest(text, 'https://corp.example.com/funnel/')).toContain(
      'url: https://corp.example.com/funnel/slack/events',
    );
    for (const address of ['bot.example.com', 'http://bot.example.com', 'https://bot.example.com/?a=1']) {
      expect(() => httpManifest(text, address)).toThrow('is not a public address of this bot');
    }
  });
});

function calledMethods(): string[] {
  const code = sourceFiles('src/**')
    .filter(({ path }) => !path.startsWith('src/playground/'))
    .map((file) => file.code)
    .join('\n');
  const methods = [...code.matchAll(/\bclient\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g)].map((match) => match[1] ?? '');
  return [...new Set([...methods, ...(/\bsay\(/.test(code) ? ['chat.postMessage'] : [])])];
}

test('the playground offers the same shortcuts', () => {
  expect(SHORTCUTS.map(({ type, callbackId, name }) => ({ name, type, callback_id: callbackId }))).toEqual(
    socket.features.shortcuts.map(({ name, type, callback_id }) => ({ name, type, callback_id })),
  );
});

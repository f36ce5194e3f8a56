import { parseDocument } from 'yaml';
import { InvalidInputError } from '../errors.ts';
import { SLACK_EVENTS_PATH } from './create-slack-app.ts';

const TITLE = '# The app at Slack, over HTTP: api.slack.com/apps > Create New App > From a manifest.\n';

/**
 * The manifest for HTTP mode, made from the one for Socket Mode: the same app, with its public address wherever Slack
 * calls it.
 * @throws {InvalidInputError} for an address that Slack could not reach.
 */
export function httpManifest(socketManifest: string, publicAddress: string): string {
  const url = requestUrl(publicAddress);
  const manifest = parseDocument(socketManifest.replace(/^(#.*\n)+/, TITLE));
  const { features } = manifest.toJS() as { features: { slash_commands: unknown[] } };
  features.slash_commands.forEach((_, index) => {
    manifest.setIn(['features', 'slash_commands', index, 'url'], url);
  });
  manifest.setIn(['settings', 'event_subscriptions', 'request_url'], url);
  manifest.setIn(['settings', 'interactivity', 'request_url'], url);
  manifest.setIn(['settings', 'socket_mode_enabled'], false);
  return manifest.toString({ lineWidth: 0 });
}

function requestUrl(publicAddress: string): string {
  const address = URL.canParse(publicAddress) ? new URL(publicAddress) : undefined;
  if (address?.protocol !== 'https:' || address.search || address.hash || address.username) {
    throw new InvalidInputError(
      `"${publicAddress}" is not a public address of this bot: give it as https://bot.example.com.`,
    );
  }
  return `${address.origin}${address.pathname.replace(/\/+$/, '')}${SLACK_EVENTS_PATH}`;
}

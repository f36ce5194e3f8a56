import { NotAllowedError, UnavailableError } from '../errors.ts';
import { say } from '../words/say.ts';
import { type SlackClient, slackErrorCode } from './web-client.ts';

/**
 * That the bot may post figures in a channel: it is a member there, and nobody from outside reads along.
 * @throws {NotAllowedError} that says what to do about it.
 */
export async function requirePostable(client: SlackClient, channelId: string): Promise<void> {
  const channel = await channelInfo(client, channelId);
  if (channel.isShared) throw sharedChannel();
  if (!channel.isMember) {
    throw new NotAllowedError(
      say('I am not a member of this channel. Invite me with `/invite @funnel`, then try again.'),
    );
  }
}

/** @throws {NotAllowedError} for channels shared with other organisations, and for those that cannot be looked at. */
export async function requirePrivateToUs(client: SlackClient, channelId: string): Promise<void> {
  const channel = await channelInfo(client, channelId);
  if (channel.isShared) throw sharedChannel();
}

function sharedChannel(): NotAllowedError {
  return new NotAllowedError(
    say('This channel is shared with another organisation, so figures are not posted here.'),
  );
}

async function channelInfo(
  client: SlackClient,
  channel: string,
): Promise<{ isShared: boolean; isMember: boolean }> {
  try {
    const { channel: found } = await client.conversations.info({ channel });
    const { is_ext_shared, is_pending_ext_shared, is_member, is_im, is_mpim } = found ?? {};
    return {
      isShared: is_ext_shared === true || is_pending_ext_shared === true,
      isMember: is_member === true || is_im === true || is_mpim === true,
    };
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === undefined) {
      throw new UnavailableError(say('Slack could not be asked about this channel. Try again in a moment.'), {
        cause: error,
      });
    }
    throw new NotAllowedError(
      say(
        'I cannot see this channel, so I cannot tell who reads it. Invite me with `/invite @funnel`, then try again.',
      ),
      { cause: error },
    );
  }
}

import { NotAllowedError, UnavailableError } from '../errors.ts';
import { say } from '../words/say.ts';
import { type SlackClient, slackErrorCode } from './web-client.ts';

interface SharedFile {
  userId: string;
  fileName: string;
  content: string;
  comment: string;
  /** Called with its id before anybody can see it, so that it can be taken away again. */
  note?: ((fileId: string) => Promise<void>) | undefined;
}

const UPLOAD_TIMEOUT_MS = 60_000;

/**
 * Puts a file into the direct messages with somebody: an address to upload to, the bytes, and their sharing.
 * @throws {NotAllowedError} that says what is missing where the app may not write files.
 */
export async function sendFile(
  client: SlackClient,
  { userId, fileName, content, comment, note }: SharedFile,
): Promise<void> {
  const bytes = Buffer.from(content);
  try {
    const { upload_url: uploadUrl, file_id: fileId } = await client.files.getUploadURLExternal({
      filename: fileName,
      length: bytes.length,
    });
    if (!uploadUrl || !fileId)
      throw new UnavailableError(say('Slack gave no address to upload to. Try again.'));
    await putBytes(client, uploadUrl, bytes);
    await note?.(fileId);
    const { channel } = await client.conversations.open({ users: userId });
    await client.files.completeUploadExternal({
      files: [{ id: fileId, title: fileName }],
      channel_id: channel?.id ?? userId,
      initial_comment: comment,
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Without the token: the address is secret enough, and must not learn more. */
async function putBytes(client: SlackClient, uploadUrl: string, bytes: Buffer<ArrayBuffer>): Promise<void> {
  if (!isSlacks(client, new URL(uploadUrl))) {
    throw new UnavailableError(
      say('Slack named an address for the file that is not its own, so it was not sent.'),
    );
  }
  const response = await fetch(uploadUrl, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new UnavailableError(
      say('Slack did not take the file ({status}). Try again in a moment.', { status: response.status }),
    );
  }
}

function isSlacks(client: SlackClient, { protocol, hostname }: URL): boolean {
  return (
    hostname === new URL(client.slackApiUrl).hostname ||
    (protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com')))
  );
}

function refusalOf(error: unknown): unknown {
  switch (slackErrorCode(error)) {
    case 'missing_scope':
      return new NotAllowedError(
        say(
          'I may not send files here: the app lacks the optional permission files:write. A workspace admin can add it under OAuth & Permissions and install the app again; until then `npm run funnel -- report … --csv FILE` writes the same file.',
        ),
        { cause: error },
      );
    case 'unknown_method':
      return new NotAllowedError(
        say('This workspace takes no files. `npm run funnel -- report … --csv FILE` writes the same file.'),
        { cause: error },
      );
    default:
      return error;
  }
}

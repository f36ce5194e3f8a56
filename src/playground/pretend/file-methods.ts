import { withConversation } from './conversation-methods.ts';
import type { ApiMethods } from './web-api.ts';
import { BOT } from './workspace.ts';

export const LARGEST_FILE_BYTES = 50 * 1024 * 1024;

type Completed = readonly { id?: unknown; title?: unknown }[];

/** The two calls around an upload: an address for the bytes, and the message that shares the file; and taking it away. */
export const fileMethods: ApiMethods = {
  'files.getUploadURLExternal': (slack, input, { origin }) => {
    const name = String(input.filename ?? '');
    const size = Number(input.length);
    if (name === '' || !Number.isInteger(size) || size < 1) return { ok: false, error: 'invalid_arguments' };
    if (size > LARGEST_FILE_BYTES) return { ok: false, error: 'file_upload_size_restricted' };
    const id = slack.files.announce(name, size);
    return { ok: true, file_id: id, upload_url: `${origin}/upload/${id}` };
  },
  'files.delete': (slack, { file }) => {
    const id = String(file);
    if (!slack.files.remove(id)) return { ok: false, error: 'file_not_found' };
    slack.messages.withoutFile(id);
    return { ok: true };
  },
  'files.completeUploadExternal': (slack, input) => {
    const wanted = Array.isArray(input.files) ? (input.files as Completed) : [];
    const files = wanted.flatMap(
      ({ id, title }) => slack.files.received(String(id), title ? String(title) : undefined) ?? [],
    );
    if (files.length === 0 || files.length < wanted.length) return { ok: false, error: 'file_not_found' };
    const answer = { ok: true, files: files.map(({ id, title }) => ({ id, title })) };
    if (input.channel_id === undefined) return answer;
    return withConversation(slack, { channel: input.channel_id }, (conversation) => {
      const text = String(input.initial_comment ?? '');
      slack.messages.post({ channel: conversation.id, user: BOT.userId, text, files });
      return answer;
    });
  },
};

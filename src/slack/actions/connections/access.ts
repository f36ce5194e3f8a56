import type { App } from '@slack/bolt';
import { getConnection } from '../../../connections/connection.ts';
import { parseCredentials, saveCredentials } from '../../../connections/credentials.ts';
import { newSecret } from '../../../connections/secrets.ts';
import { startWritingBack, stopWritingBack } from '../../../connections/write-backs.ts';
import { InvalidInputError } from '../../../errors.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { refreshConnection } from '../../connection-views.ts';
import { onButton } from '../../listen.ts';
import { escapeMrkdwn, oneLine } from '../../messages/text.ts';
import { onForm } from '../../on-form.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { accessView, firstField, readAccess } from '../../views/connections/access-view.ts';
import { readAbout, writeAbout } from './about.ts';

/** What a CRM is written to, and read, with. It is tried at once, so that whoever gave it sees whether it works. */
export function listenToAccess(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openAccess, async ({ ctx, value, triggerId, isInForm, viewId }) => {
    requireAdmin(ctx, 'connect a CRM');
    const view = accessView(await getConnection(ctx, value), writeAbout({ id: value, viewId }));
    await showForm(deps, { triggerId, isInForm }, view);
  });

  onForm(app, deps, { callbackId: VIEW.access, failed: () => say('Not saved') }, ({ values, metadata }) => {
    const about = readAbout(metadata);
    const id = about.id ?? '';
    const { system, credentials, writesBack } = readAccess(values);
    const made = credentials?.url && !credentials.secret ? newSecret() : undefined;
    const given = credentials && { ...credentials, ...(made ? { secret: made } : {}) };
    try {
      if (given) parseCredentials(system, given);
    } catch (error) {
      if (error instanceof InvalidInputError) return { errors: { [firstField(system)]: error.message } };
      throw error;
    }
    return {
      slow: say('Trying the access…'),
      async work(ctx) {
        if (given) await saveCredentials(ctx, deps.connections.vault, id, given);
        await (writesBack ? startWritingBack(ctx, id) : stopWritingBack(ctx, id));
        deps.wake();
        return {
          notice: { title: say('Access'), sentence: await outcome(deps, await getConnection(ctx, id), made) },
          after: () => refreshConnection(ctx, deps, about),
        };
      },
    };
  });
}

async function outcome(
  { connections }: SlackDeps,
  connection: Awaited<ReturnType<typeof getConnection>>,
  made: string | undefined,
): Promise<string> {
  const words = connection.credentials ? await connections.tryAccess(connection) : undefined;
  const tried = words
    ? say('⚠️ Saved, but it refuses: “{words}”', { words: escapeMrkdwn(oneLine(words, 300)) })
    : connection.credentials
      ? say('✅ Saved, and it answers.')
      : say('Saved. Nobody has given access to it.');
  const written = connection.writesBack
    ? say('What is decided here is written to it.')
    : say('Nothing is written to it.');
  const secret = made ? [say('*Secret*, shown only now\n```{secret}```', { secret: made })] : [];
  return [`${tried} ${written}`, ...secret].join('\n');
}

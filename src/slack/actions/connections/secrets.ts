import type { App } from '@slack/bolt';
import { createConnection } from '../../../connections/create-connection.ts';
import { rotateSecret } from '../../../connections/rotate-secret.ts';
import { connectionAddress } from '../../../connections/system-settings.ts';
import { secretVariable } from '../../../connections/vault.ts';
import { InvalidInputError } from '../../../errors.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { refreshConnection } from '../../connection-views.ts';
import { onButton } from '../../listen.ts';
import { onForm } from '../../on-form.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import {
  CONNECT_FIELD,
  connectView,
  readConnect,
  readRotate,
  rotateView,
} from '../../views/connections/connection-forms.ts';
import { readAbout, writeAbout } from './about.ts';

/** Connects another system, and gives one a new secret. What we made is shown once. */
export function listenToConnectionSecrets(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.addConnection, async ({ ctx, triggerId, isInForm, viewId }) => {
    requireAdmin(ctx, 'connect a CRM');
    await showForm(
      deps,
      { triggerId, isInForm },
      connectView(writeAbout({ viewId }), deps.connections.vault.canStore),
    );
  });

  onForm(
    app,
    deps,
    { callbackId: VIEW.connect, failed: () => say('Not connected') },
    ({ values, metadata }) => {
      const { vault, systems } = deps.connections;
      const { system, name, secret } = readConnect(values);
      if (!system) return { errors: { [CONNECT_FIELD.system]: say('Choose one.') } };
      if (systems[system].givesSecret && !secret && vault.canStore) {
        return {
          errors: { [CONNECT_FIELD.secret]: say('It signs with a secret of its own. Copy it from there.') },
        };
      }
      return {
        async work(ctx) {
          try {
            const made = await createConnection(ctx, vault, { system, name, secret });
            const { connectionId } = made.connection;
            return {
              notice: { title: say('Connected'), sentence: connectedSentence(deps, made) },
              after: () => refreshConnection(ctx, deps, { ...readAbout(metadata), id: connectionId }),
            };
          } catch (error) {
            if (error instanceof InvalidInputError)
              return { errors: { [CONNECT_FIELD.name]: error.message } };
            throw error;
          }
        },
      };
    },
  );

  onButton(app, deps, ACTION.rotateSecret, async ({ ctx, value, triggerId, isInForm, viewId }) => {
    requireAdmin(ctx, 'connect a CRM');
    await showForm(deps, { triggerId, isInForm }, rotateView(writeAbout({ id: value, viewId })));
  });

  onForm(app, deps, { callbackId: VIEW.rotate, failed: () => say('Not changed') }, ({ values, metadata }) => {
    const about = readAbout(metadata);
    return {
      async work(ctx) {
        const { secret } = await rotateSecret(ctx, deps.connections.vault, {
          connectionId: about.id ?? '',
          ...readRotate(values),
        });
        return {
          notice: { title: say('New secret'), sentence: rotatedSentence(secret) },
          after: () => refreshConnection(ctx, deps, about),
        };
      },
    };
  });
}

function connectedSentence(
  { connections }: SlackDeps,
  { connection, secret }: Awaited<ReturnType<typeof createConnection>>,
): string {
  const address = connectionAddress(connections, connection);
  const variable = secretVariable(connection.connectionId);
  if (secret) {
    return say(
      '*Address*\n```{address}```\n*Secret*, shown only now\n```{secret}```\nSend it as `Authorization: Bearer …`, or sign with it, or put it at the end of the address where a tool can do neither. For now it only measures: open it in the list to map its values and to start handing over.',
      { address, secret },
    );
  }
  return connection.secrets
    ? say(
        '*Address*\n```{address}```\nIts own secret is stored. For now it only measures: open it in the list to map its values and to start handing over.',
        { address },
      )
    : say(
        '*Address*\n```{address}```\nSet `{variable}` to its secret where this app runs, and start it again: until then it takes nothing.',
        { address, variable },
      );
}

function rotatedSentence(secret: string | undefined): string {
  return secret
    ? say('*The new secret*, shown only now\n```{secret}```', { secret })
    : say('The new secret is stored.');
}

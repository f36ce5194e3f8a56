import { createConnection } from '../../../src/connections/create-connection.ts';
import { saveCredentials } from '../../../src/connections/credentials.ts';
import { startHandingOver } from '../../../src/connections/handing-over.ts';
import { startWritingBack } from '../../../src/connections/write-backs.ts';
import { vault } from '../connections.ts';
import type { Bot } from '../run-app.ts';
import { hubspotSender } from './hubspot-sender.ts';
import { aHubspot, type Change } from './pretend-hubspot.ts';

const SECRET = 'hubspot-app-secret';

export interface Connected {
  hubspot: Awaited<ReturnType<typeof aHubspot>>;
  connectionId: string;
  /** Sends what HubSpot has to tell, its echoes of our own writes included. */
  tells(): Promise<void>;
}

/** A HubSpot that is connected: handed over from and written back to. It tells of its changes when it is asked to. */
export async function aConnectedHubspot(
  bot: Bot,
  { withOAuth = false, options = {} }: { withOAuth?: boolean; options?: Record<string, unknown> } = {},
): Promise<Connected> {
  const untold: Change[] = [];
  const now = () => bot.ctx.now();
  const hubspot = await aHubspot({ now, onChange: (change) => untold.push(change) });
  const { connection } = await createConnection(bot.ctx, vault, {
    ...{ system: 'hubspot', name: 'HubSpot', secret: SECRET, options },
  });
  const { connectionId } = connection;
  const credentials = withOAuth ? hubspot.oauth : hubspot.credentials;
  await saveCredentials(bot.ctx, vault, connectionId, credentials);
  await startHandingOver(bot.ctx, { connectionId, older: false });
  await startWritingBack(bot.ctx, connectionId);
  return {
    hubspot,
    connectionId,
    async tells() {
      const changes = untold
        .splice(0)
        .filter(({ property }) => property === 'lifecyclestage')
        .map(({ leadId, value, at }) => ({ leadId, value, occurredAt: at }));
      if (changes.length === 0) return;
      const body = hubspotSender.compose(changes, 0);
      const url = `${bot.app.url}/in/hubspot`;
      const { headers } = hubspotSender.sign(body, { url, secret: SECRET }, now());
      const response = await bot.request('/in/hubspot', { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`The bot answered ${response.status}: ${await response.text()}`);
    },
  };
}

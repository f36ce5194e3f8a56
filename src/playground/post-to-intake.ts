import { BotFault } from './bot/bot-gateway.ts';

/** Posts stage changes as a CRM does. @throws {BotFault} with what the intake says against it. */
export async function postToIntake(
  url: string,
  token: string | undefined,
  items: readonly object[],
): Promise<void> {
  const response = await fetch(`${url}/api/stage-changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(items),
  });
  if (!response.ok) throw new BotFault(`The intake refused the leads: ${await response.text()}`);
}

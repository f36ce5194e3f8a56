import { AppError } from '../errors.ts';
import { say } from '../words/say.ts';
import { requirePostable } from './channels.ts';
import type { SlackDeps } from './slack-deps.ts';
import type { PolicyDraft } from './views/policy-draft.ts';
import type { FilledPolicyForm } from './views/policy-view.ts';
import type { SimpleChain } from './views/simple-chain.ts';

/** By field of the form. */
export type FormFaults = Record<string, string>;

/** What is wrong with a policy beside the others, and with what was chosen to follow its deadline. */
export function formFaults(draft: PolicyDraft, index: number | null, filled: FilledPolicyForm): FormFaults {
  return { ...listFormFaults(draft, index, filled), ...chainFaults(filled.chain) };
}

/** Whom the bot cannot tell, or who cannot take a lead. */
export async function reachFaults(deps: SlackDeps, chain: SimpleChain | undefined): Promise<FormFaults> {
  if (!chain) return {};
  const outsider = async (userIds: readonly string[]) => {
    const people = await Promise.all(userIds.map((userId) => deps.directory.find(userId)));
    const found = people.findIndex((person) => !person?.mayAct);
    return found < 0 ? undefined : (people[found]?.name ?? userIds[found]);
  };
  const [told, taker, ...channels] = await Promise.all([
    outsider(chain.userIds),
    outsider(chain.next === 'person' && chain.personId ? [chain.personId] : []),
    ...chain.channelIds.map((channelId) => channelFault(deps, channelId)),
  ]);
  const channel = channels.find((fault) => fault !== undefined);
  return {
    ...(told
      ? { tellPeople: say('{name} is a guest or deactivated and cannot be told of leads.', { name: told }) }
      : {}),
    ...(taker
      ? { person: say('{name} is a guest or deactivated and cannot take leads.', { name: taker }) }
      : {}),
    ...(channel ? { tellChannels: channel } : {}),
  };
}

function listFormFaults(draft: PolicyDraft, index: number | null, { policy }: FilledPolicyForm): FormFaults {
  const faults: FormFaults = {};
  const name = policy.name.toLowerCase();
  if (draft.policies.some(({ text }, other) => other !== index && text.name.toLowerCase() === name)) {
    faults.name = say('There is another policy called “{name}”.', { name: policy.name });
  }
  const isLast = index === draft.policies.length - 1;
  if (!isLast && /^[\s;]*$/.test(policy.when)) {
    faults.when = say('Say which leads, such as {example}. Only the last policy covers every lead.', {
      example: 'source = demo',
    });
  }
  return faults;
}

function chainFaults(chain: SimpleChain | undefined): FormFaults {
  if (!chain) return {};
  const faults: FormFaults = {};
  if (chain.groupId && !/^S[A-Z0-9]{2,}$/.test(chain.groupId)) {
    faults.tellGroup = say('“{id}” is not the id of a user group. It looks like {example}.', {
      id: chain.groupId,
      example: 'S0614TZR7',
    });
  }
  if (chain.next === 'person' && !chain.personId) faults.person = say('Choose who gets the lead.');
  if (chain.next === 'nothing' && chain.grace) {
    faults.grace = say('Nothing follows this wait. Choose above what follows, or leave it empty.');
  }
  return faults;
}

async function channelFault(deps: SlackDeps, channelId: string): Promise<string | undefined> {
  try {
    await requirePostable(deps.client, channelId);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

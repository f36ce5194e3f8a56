import { isDeepStrictEqual } from 'node:util';
import { InvalidInputError, invariant } from '../errors.ts';
import { clockOf, InvalidPolicyError, type PolicyText, readPolicy, writePolicy } from '../sla/policy-text.ts';
import { parseChain } from '../sla/text/chain.ts';
import type { PolicyRow } from '../team/policy-list.ts';
import type { OpenDraft } from './policy-draft-views.ts';
import { type FormFaults, formFaults } from './policy-form-faults.ts';
import { encodeDraft, type PolicyDraft, putPolicy } from './views/policy-draft.ts';
import type { FilledPolicyForm } from './views/policy-view.ts';
import { chainTexts, type SimpleChain, simpleChain } from './views/simple-chain.ts';

/** The draft with what the form says at `index` (null: a new policy), or what is wrong with it. */
export function putForm(
  { draft, current, base }: OpenDraft,
  index: number | null,
  filled: FilledPolicyForm,
): { draft: PolicyDraft } | { faults: FormFaults } {
  const before = index === null ? undefined : draft.policies[index]?.text;
  const faults: FormFaults = formFaults(draft, index, filled);
  try {
    const terms = readPolicy(
      { ...filled.policy, chain: stepsOf(filled.chain, before, current, faults) },
      teamOf(current),
    );
    if (Object.keys(faults).length > 0) return { faults };
    const next = putPolicy(draft, index, writePolicy(terms, teamOf(current)));
    encodeDraft(next, base);
    return { draft: next };
  } catch (error) {
    if (error instanceof InvalidPolicyError) {
      const { chain, ...others } = error.faults;
      const ofChain = chain ? { [filled.chain ? 'grace' : 'replaceChain']: chain } : {};
      return { faults: { ...ofChain, ...others, ...faults } };
    }
    if (error instanceof InvalidInputError) return { faults: { name: error.message } };
    throw error;
  }
}

/** The chain as far as the form can show it; undefined when it says more. */
export function simpleChainOf(policy: PolicyText, current: readonly PolicyRow[]): SimpleChain | undefined {
  const clock = clockOf({ inWorkingTime: policy.clock !== 'wall' }, teamOf(current));
  return simpleChain(parseChain(policy.chain.join('\n'), clock), clock);
}

/** A chain that the form shows just as it was stays word for word. */
function stepsOf(
  chain: SimpleChain | undefined,
  before: PolicyText | undefined,
  current: readonly PolicyRow[],
  faults: FormFaults,
): string[] {
  if (chain === undefined) return before?.chain ?? [];
  const isAsItWas = before && isDeepStrictEqual(simpleChainOf(before, current), chain);
  return isAsItWas ? before.chain : chainTexts({ ...chain, groupId: faults.tellGroup ? '' : chain.groupId });
}

function teamOf(current: readonly PolicyRow[]): PolicyRow {
  const team = current.at(-1);
  invariant(team, 'a workspace has a policy');
  return team;
}

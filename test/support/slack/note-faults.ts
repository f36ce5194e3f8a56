import { isHouseRule } from '../slack-limits.ts';
import type { World } from './world.ts';

/** Remembers every fault and returns those for which Slack refuses the call; our own rules only fail the test. */
export function noteFaults(world: World, method: string, faults: string[]): string[] {
  world.faults.push(...faults.map((fault) => `${method}: ${fault}`));
  return faults.filter((fault) => !isHouseRule(fault));
}

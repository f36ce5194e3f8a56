import { valueKey } from '../leads/value-key.ts';
import { type CrmSystem, isStage, type Stage } from '../vocabulary.ts';

/** The CRM's values and the stages that they mean; `-` means none. By `valueKey`. */
export type StageMap = Readonly<Record<string, Stage | '-'>>;

/** What a value means: the stage, `-` for none, undefined where nobody has said. A stage by our own name means itself. */
export function stageOfValue(stages: StageMap, value: string): Stage | '-' | undefined {
  const key = valueKey(value);
  if (Object.hasOwn(stages, key)) return stages[key];
  return isStage(key) ? key : undefined;
}

/** What a system calls its stages before anybody has changed them. */
const DEFAULT_STAGES: Partial<Record<CrmSystem, StageMap>> = {
  hubspot: {
    ...{ subscriber: '-', lead: 'lead', marketingqualifiedlead: 'mql', salesqualifiedlead: 'sql' },
    ...{ opportunity: 'opportunity', customer: 'won', evangelist: '-', other: '-' },
  },
};

export function defaultStages(system: CrmSystem): StageMap {
  return DEFAULT_STAGES[system] ?? {};
}

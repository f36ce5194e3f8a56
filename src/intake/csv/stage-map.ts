import { InvalidInputError } from '../../errors.ts';
import { isStage, STAGES, type Stage } from '../../vocabulary.ts';
import { nearestOf } from './csv-header.ts';

/** What a CRM's value means: a stage, a row to pass over, or nothing that is known. */
export type StageMap = (value: string) => Stage | 'ignored' | undefined;

/**
 * A map out of lines such as `Marketing Qualified=mql` and `Junk=-` (pass over). Case and outer blanks do not count,
 * and each stage's own name means itself unless the lines say otherwise.
 * @throws {InvalidInputError} for a line that maps to no stage, or against another line.
 */
export function stageMap(lines: readonly string[]): StageMap {
  const stages = new Map<string, Stage | 'ignored'>(STAGES.map((stage) => [stage, stage]));
  const said = new Map<string, string>();
  for (const line of lines) {
    const at = line.lastIndexOf('=');
    if (at === -1) throw new InvalidInputError(`--map "${line}" lacks its "=": write it as "CRM value=mql".`);
    const value = keyOf(line.slice(0, at));
    const target = keyOf(line.slice(at + 1));
    if (target !== '-' && !isStage(target)) {
      const nearest = nearestOf(target, STAGES);
      const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
      throw new InvalidInputError(
        `--map "${line}" maps to no stage.${hint} The stages are ${STAGES.join(', ')}, and "-" passes over such rows.`,
      );
    }
    const before = said.get(value);
    if (before !== undefined && before !== target) {
      throw new InvalidInputError(
        `--map gives "${line.slice(0, at).trim()}" two meanings: ${before} and ${target}.`,
      );
    }
    said.set(value, target);
    stages.set(value, target === '-' ? 'ignored' : target);
  }
  return (value) => stages.get(keyOf(value));
}

function keyOf(value: string): string {
  return value.trim().toLowerCase();
}

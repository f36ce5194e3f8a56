import type { ReportScope } from './report-scope.ts';

const asked = new WeakMap<ReportScope, Map<string, Promise<unknown>>>();

/** Asks once for what several parts of one report want to know. `question` names it within the scope. */
export function once<Answer>(
  scope: ReportScope,
  question: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const known = asked.get(scope) ?? new Map<string, Promise<unknown>>();
  asked.set(scope, known);
  const answer = known.get(question) ?? ask();
  known.set(question, answer);
  return answer as Promise<Answer>;
}

const asked = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Asks once for what several parts of one report want to know. `question` names it within `owner`, such as the scope. */
export function once<Answer>(owner: object, question: string, ask: () => Promise<Answer>): Promise<Answer> {
  const known = asked.get(owner) ?? new Map<string, Promise<unknown>>();
  asked.set(owner, known);
  const answer = known.get(question) ?? ask();
  known.set(question, answer);
  return answer as Promise<Answer>;
}

/** What a test told the pretend Slack to do wrong next. */

export type PlannedFault =
  /** Answers with this HTTP status. */
  | { status: number }
  /** Answers `ok: false` with this error. */
  | { error: string }
  /** Answers 429; seconds. */
  | { retryAfter: number }
  /** As Slack does: answers 429 to what comes within a second of the last message in the same channel. */
  | { oneASecond: true }
  /** The call never reaches Slack: the connection closes. */
  | { dropBeforePost: true }
  /** The call goes through, then the connection closes without an answer. */
  | { dropAfterPost: true }
  /** The call goes through and is never answered. */
  | { hangAfterPost: true }
  /** The call does not go through and is never answered. */
  | { hang: true };

export type PlannedFaults = {
  failNext: (method: string, fault: PlannedFault, times?: number) => void;
  take: (method: string) => PlannedFault | undefined;
};

export function createPlannedFaults(): PlannedFaults {
  const planned: { method: string; fault: PlannedFault; left: number }[] = [];
  return {
    failNext: (method, fault, times = 1) => {
      planned.push({ method, fault, left: times });
    },
    take: (method) => {
      const next = planned.find((one) => one.method === method && one.left > 0);
      if (next) next.left -= 1;
      return next?.fault;
    },
  };
}

const CONNECTION_CLASSES = /^(08|57P|53)/;
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether an error means that the database cannot be reached now, rather than that something is wrong with what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && (CONNECTION_CLASSES.test(code) || NETWORK_CODES.has(code))) return true;
    if (
      /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool|not queryable/i.test(
        cause.message,
      )
    )
      return true;
  }
  return false;
}

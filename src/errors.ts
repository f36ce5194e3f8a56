export type ErrorCode = 'invalid_input' | 'not_found' | 'conflict' | 'not_allowed' | 'unavailable';

/** An expected failure. Its message is fit for the person who caused it: what was wrong, with which value, what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

export class InvalidInputError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('invalid_input', message, options);
  }
}

export class NotFoundError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('not_found', message, options);
  }
}

export class ConflictError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('conflict', message, options);
  }
}

export class NotAllowedError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('not_allowed', message, options);
  }
}

/** Something we depend on (database, Slack) cannot be reached; trying again later may help. */
export class UnavailableError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('unavailable', message, options);
  }
}

/** Everything that is wrong with the configuration, at once. The program prints it and exits with 1. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(
      faults.length === 1 ? faults[0] : `${faults.length} settings need attention:\n- ${faults.join('\n- ')}`,
      options,
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible: ${message}`);
}

export function assertNever(value: never): never {
  throw new Error(`Impossible: unexpected ${JSON.stringify(value)}`);
}

import type { PGlite } from '@electric-sql/pglite';
import type { VirtualTime } from './virtual-time.ts';

/** What a process that has died hears of the rest of the world. */
class DeadError extends Error {}

/** Whether this is the end of a process, however wrapped. */
export function isDeath(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof DeadError || isDeath(error.cause);
}

/** Where a process dies: at the next such point that it passes. */
export type KillPoint =
  | 'before a statement'
  | 'before a commit'
  | 'after a commit'
  | 'before a post'
  | 'after a post'
  | 'after an update'
  | 'of a power cut';

/** The one door between a process and the world: through it nothing passes any more once the process is dead. */
export class Gate {
  isDead = false;
  private readonly time: VirtualTime;
  private readonly onDeath: (point: KillPoint) => void;
  private armed: { point: KillPoint; after: number } | undefined;

  constructor(time: VirtualTime, onDeath: (point: KillPoint) => void) {
    this.time = time;
    this.onDeath = onDeath;
  }

  arm(point: KillPoint, after: number): void {
    this.armed = { point, after };
  }

  disarm(): void {
    this.armed = undefined;
  }

  die(point: KillPoint): void {
    this.isDead = true;
    this.onDeath(point);
  }

  /** Dies here if this is where it was to die. */
  pass(point: KillPoint): void {
    this.requireLife();
    if (this.armed?.point !== point) return;
    this.armed.after -= 1;
    if (this.armed.after > 0) return;
    this.die(point);
    throw new DeadError(point);
  }

  requireLife(): void {
    if (this.isDead) throw new DeadError('dead');
  }

  /** Lets whatever is under way end, dead or not. */
  busy<Result>(run: () => Promise<Result>): Promise<Result> {
    return this.time.busy(run);
  }

  async statement<Result>(text: string, run: () => Promise<Result>): Promise<Result> {
    this.pass('before a statement');
    if (/handoffs/.test(text) && /update|insert/i.test(text)) this.time.touch();
    return this.time.busy(run);
  }

  async transaction<Result, Tx>(
    run: (work: (tx: Tx) => Promise<Result>) => Promise<Result>,
    work: (tx: Tx) => Promise<Result>,
  ): Promise<Result> {
    this.requireLife();
    const result = await this.time.busy(() =>
      run(async (tx) => {
        const done = await work(tx);
        this.pass('before a commit');
        return done;
      }),
    );
    this.pass('after a commit');
    return result;
  }
}

/** The embedded database as one of several processes sees it. */
export function throughGate(client: PGlite, gate: Gate): PGlite {
  return gated(client, gate);
}

type Client = Pick<PGlite, 'query' | 'exec'> & { transaction?: PGlite['transaction'] };

function gated<Target extends object>(target: Target, gate: Gate): Target {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (typeof value !== 'function') return value;
      if (name === 'query' || name === 'exec') {
        return (...args: unknown[]) =>
          gate.statement(String(args[0]), () => value.apply(of, args) as Promise<unknown>);
      }
      if (name === 'transaction') {
        return (work: (tx: Client) => Promise<unknown>) =>
          gate.transaction(
            (inside: (tx: Client) => Promise<unknown>) =>
              value.call(of, (tx: Client) => inside(tx)) as Promise<unknown>,
            (tx) => work(gated(tx, gate)),
          );
      }
      return value.bind(of);
    },
  });
}

import type { PGlite } from '@electric-sql/pglite';

type Queries = Pick<PGlite, 'query'>;

/** Counts what an embedded database is asked; begin and commit are not statements. */
export function countingStatements(): { wrap: (client: PGlite) => PGlite; during: Counted } {
  const asked: string[] = [];
  const counted = <Target extends Queries>(target: Target): Target =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name);
        if (typeof value !== 'function') return value;
        if (name === 'transaction') {
          return (work: (tx: Queries) => Promise<unknown>) =>
            value.call(of, (tx: Queries) => work(counted(tx)));
        }
        if (name === 'query') asked.push('');
        return value.bind(of);
      },
    });
  return {
    wrap: counted,
    async during(work) {
      const before = asked.length;
      await work();
      return asked.length - before;
    },
  };
}

type Counted = (work: () => Promise<unknown>) => Promise<number>;

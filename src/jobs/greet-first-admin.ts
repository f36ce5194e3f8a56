import type { Context } from '../context.ts';
import { UnavailableError } from '../errors.ts';
import { followFirstRun, isPastFirstRun, oweFirstRun } from '../leads/first-run.ts';
import type { Directory, Person } from '../team/directory.ts';
import { adoptLanguage } from '../team/workspace.ts';

const TRY_EVERY_MS = 60_000;

/**
 * Owes the first admin what there is to set up, and keeps it up to date until all of it is done. Call the result
 * whenever something may have changed; while Slack knows no admin or cannot be asked, it tries again.
 */
export function greetFirstAdmin(
  ctx: Context,
  directory: Directory,
  about: { admins: readonly string[]; takesFacts: boolean },
): () => Promise<void> {
  let stage: 'to greet' | 'to follow' | 'over' = 'to greet';
  let tryAgainAt = new Date(0);
  return async () => {
    if (stage === 'to greet') {
      if (ctx.now() < tryAgainAt) return;
      tryAgainAt = new Date(ctx.now().getTime() + TRY_EVERY_MS);
      if (!(await isPastFirstRun(ctx))) {
        const admin = await firstAdmin(directory, about.admins);
        if (!admin) return;
        if (admin.language) await adoptLanguage(ctx, admin.language);
        await oweFirstRun(ctx, admin.userId, about.takesFacts);
      }
      stage = (await followFirstRun(ctx, about.takesFacts)) ? 'over' : 'to follow';
    } else if (stage === 'to follow' && (await followFirstRun(ctx))) stage = 'over';
  };
}

/** The first of those that the configuration names, else of the admins of the Slack workspace. */
async function firstAdmin(directory: Directory, named: readonly string[]): Promise<Person | undefined> {
  try {
    for (const userId of named) {
      const person = await directory.find(userId);
      if (person?.mayAct) return person;
    }
    return (await directory.listAdmins())[0];
  } catch (error) {
    if (error instanceof UnavailableError) return undefined;
    throw error;
  }
}

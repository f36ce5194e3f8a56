import type { App } from '@slack/bolt';
import type { Context } from '../../../context.ts';
import { NotFoundError } from '../../../errors.ts';
import { changePerson, InvalidPersonError, rolesOf } from '../../../team/change-person.ts';
import type { Person } from '../../../team/directory.ts';
import { requireManager } from '../../../team/permissions.ts';
import { previewRemoval } from '../../../team/preview-removal.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { type Click, onButton } from '../../listen.ts';
import { type FormAnswer, onForm } from '../../on-form.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { updateView } from '../../update-view.ts';
import { noticeView } from '../../views/reject-view.ts';
import { personView } from '../../views/settings/person-view.ts';
import { readPerson } from '../../views/settings/read-person.ts';
import { readTrail, type Trail } from '../../views/settings/trail.ts';
import { peopleList, showPeopleAgain } from './people-list.ts';
import { absenceWanted, grantableRoles, personForm, rolesWanted } from './person-form.ts';

/** Who takes part and how: a list, and a form for each person. */
export function listenToPeople(app: App, deps: SlackDeps): void {
  onButton(app, deps, ACTION.openPeople, async (click) => {
    requireManager(click.ctx, 'see who takes part');
    const trail = click.isInForm ? { settingsViewId: click.viewId } : {};
    await showForm(deps, click, await peopleList(click.ctx, trail));
  });

  for (const actionId of [ACTION.peoplePage, ACTION.peoplePageBack]) {
    onButton(app, deps, actionId, async ({ ctx, viewId, metadata, value }) => {
      const view = await peopleList(ctx, { ...readTrail(metadata), page: Number(value) });
      if (viewId) await updateView(deps, viewId, view);
    });
  }

  onButton(app, deps, ACTION.editPerson, async (click) => {
    requireManager(click.ctx, 'change how others take part');
    const { standing, absence } = await personForm(click.ctx, click.value);
    const view = personView(standing, {
      absence,
      removal: await previewRemoval(click.ctx, click.value),
      mayGrant: grantableRoles(click.ctx),
      trail: { ...trailFrom(click), id: click.value },
    });
    await showForm(deps, click, view);
  });

  const about = { callbackId: VIEW.person, failed: () => say('Not saved') };
  onForm(app, deps, about, ({ values, metadata }) => {
    const read = readPerson(values);
    if ('errors' in read) return read;
    const trail = readTrail(metadata);
    return {
      async work(ctx): Promise<FormAnswer> {
        requireManager(ctx, 'change how others take part');
        const person = await colleague(deps, trail.id ?? '');
        const form = await personForm(ctx, person.userId);
        const wanted = absenceWanted(form, read.days, ctx.now());
        if ('errors' in wanted) return wanted;
        const roles = rolesWanted(ctx, rolesOf(form.standing.member), read.roles);
        try {
          await changePerson(ctx, person, { ...read.change, ...wanted, roles });
        } catch (error) {
          if (error instanceof InvalidPersonError) return { errors: error.faults as Record<string, string> };
          throw error;
        }
        deps.wake();
        return { after: () => showPeopleAgain(ctx, deps, trail) };
      },
    };
  });

  onButton(app, deps, ACTION.removePerson, async ({ ctx, value, metadata, viewId }) => {
    const owed = await removeFromAll(ctx, await colleague(deps, value));
    deps.wake();
    const trail = readTrail(metadata);
    if (viewId) await updateView(deps, viewId, noticeView(say('Removed'), removedSentence(value, owed)));
    await showPeopleAgain(ctx, deps, trail);
  });
}

/** Out of every role that whoever asks may take away. */
async function removeFromAll(ctx: Context, person: Person): Promise<number> {
  requireManager(ctx, 'change how others take part');
  const { standing } = await personForm(ctx, person.userId);
  const roles = rolesWanted(ctx, rolesOf(standing.member), []);
  return changePerson(ctx, person, { roles });
}

function trailFrom({ metadata, viewId }: Click): Trail {
  return { ...readTrail(metadata), listViewId: viewId };
}

function removedSentence(userId: string, owed: number): string {
  return say(
    '{who} has no role here any more. {owed, plural, =0 {No open lead had to go to somebody else.} one {# open lead goes to somebody else now.} other {# open leads go to others now.}}',
    { who: `<@${userId}>`, owed },
  );
}

/** @throws {NotFoundError} for somebody whom Slack does not know. */
async function colleague(deps: SlackDeps, userId: string): Promise<Person> {
  const person = await deps.directory.find(userId);
  if (person) return person;
  throw new NotFoundError(say('Slack does not know this person any more.'));
}

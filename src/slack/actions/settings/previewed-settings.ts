import { createHash } from 'node:crypto';
import type { App, types } from '@slack/bolt';
import { actorId, type Context } from '../../../context.ts';
import { DeadlinesNotMovedError } from '../../../sla/save-policies.ts';
import { type Promised, previewPromise, savePromise } from '../../../sla/save-promise.ts';
import { nextHolidays } from '../../../team/next-holidays.ts';
import { requireAdmin } from '../../../team/permissions.ts';
import { getSettings, requireSettings, type Settings } from '../../../team/save-settings.ts';
import { getWorkspace } from '../../../team/workspace.ts';
import { say } from '../../../words/say.ts';
import { ACTION, VIEW } from '../../action-ids.ts';
import { onButton } from '../../listen.ts';
import { type FormAnswer, onForm } from '../../on-form.ts';
import { refreshOverview } from '../../settings-overview.ts';
import { showForm } from '../../show-form.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import { updateView } from '../../update-view.ts';
import type { FormValues } from '../../views/form-values.ts';
import { type CalendarForm, calendarView, readCalendar } from '../../views/settings/calendar-view.ts';
import { type Preview, readApplyToOpen } from '../../views/settings/previewed.ts';
import { promiseView, readPromise } from '../../views/settings/promise-view.ts';
import { sayHolidays } from '../../views/settings/say-holidays.ts';
import { readTrail, type Trail } from '../../views/settings/trail.ts';
import { orFaults } from './on-settings-form.ts';

interface PreviewedForm<Form extends Promised> {
  actionId: string;
  callbackId: string;
  /** What the form begins with. */
  start: (ctx: Context, deps: SlackDeps, settings: Settings) => Promise<Form> | Form;
  view: (form: Form, about: { trail: Trail; preview?: Preview | undefined }) => types.ModalView;
  read: (values: FormValues) => Form;
  notes: (ctx: Context, form: Form) => string[];
}

/** Settings that move deadlines: the first time the form is sent it shows what it would change, the second saves it. */
export function listenToPreviewedSettings(app: App, deps: SlackDeps): void {
  listenTo(app, deps, {
    ...{ actionId: ACTION.openPromise, callbackId: VIEW.promise, view: promiseView, read: readPromise },
    async start(ctx, deps, { slaHours, inWorkingTime }) {
      const timeZone = await proposedZone(ctx, deps);
      return { slaHours, inWorkingTime, ...(timeZone ? { timeZone } : {}) };
    },
    notes: () => [],
  });
  listenTo(app, deps, {
    ...{ actionId: ACTION.openCalendar, callbackId: VIEW.calendar, view: calendarView, read: readCalendar },
    start: proposedCalendar,
    notes: (ctx, form) => [sayHolidays(nextHolidays(form, ctx.now()))],
  });
}

function listenTo<Form extends Promised>(app: App, deps: SlackDeps, of: PreviewedForm<Form>): void {
  onButton(app, deps, of.actionId, async (click) => {
    requireAdmin(click.ctx, 'change the settings');
    const form = await of.start(click.ctx, deps, await getSettings(click.ctx));
    const trail = click.isInForm ? { settingsViewId: click.viewId } : {};
    await showForm(deps, click, of.view(form, { trail }));
  });

  const about = { callbackId: of.callbackId, failed: () => say('Not saved') };
  onForm(app, deps, about, async ({ values, metadata, viewId }) => {
    const form = of.read(values);
    const trail = readTrail(metadata);
    const isPreviewed = trail.previewed === fingerprint(form);
    const applyToOpen = isPreviewed && readApplyToOpen(values);
    return {
      slow: applyToOpen
        ? say('The deadlines of open leads are being moved. This may take a moment.')
        : undefined,
      work: (ctx) =>
        orFaults(() => (isPreviewed ? save(ctx, form, trail, applyToOpen) : show(ctx, form, trail, viewId))),
    };
  });

  async function show(ctx: Context, form: Form, trail: Trail, viewId: string): Promise<FormAnswer> {
    requireAdmin(ctx, 'change the settings');
    await requireSettings(ctx, form);
    const shown = { ...trail, previewed: fingerprint(form) };
    const notes = of.notes(ctx, form);
    return {
      view: of.view(form, { trail: shown, preview: { notes } }),
      async after() {
        const deadlines = await previewPromise(ctx, form);
        await updateView(deps, viewId, of.view(form, { trail: shown, preview: { notes, deadlines } }));
      },
    };
  }

  async function save(ctx: Context, form: Form, trail: Trail, applyToOpen: boolean): Promise<FormAnswer> {
    const after = () => refreshOverview(ctx, deps, trail);
    const saved = (sentence: string) => ({ notice: { title: say('Saved'), sentence }, after });
    try {
      const { moved } = await savePromise(ctx, form, { applyToOpen });
      deps.wake();
      if (!applyToOpen) return { after };
      return saved(
        say(
          '{moved, plural, =0 {No open deadline had to move.} one {# open deadline has moved.} other {# open deadlines have moved.}}',
          {
            moved,
          },
        ),
      );
    } catch (error) {
      if (!(error instanceof DeadlinesNotMovedError)) throw error;
      deps.logger.error({ err: error }, 'the deadlines of open leads could not all be moved');
      deps.wake();
      return saved(error.message);
    }
  }
}

async function proposedCalendar(ctx: Context, deps: SlackDeps, settings: Settings): Promise<CalendarForm> {
  const { workingHours, timeZone, holidayRegion, holidays } = settings;
  return {
    ...{ workingHours, holidayRegion, holidays },
    timeZone: (await proposedZone(ctx, deps)) ?? timeZone,
  };
}

/** That of the first admin who opens a form, who confirms it by saving; none once somebody has. */
async function proposedZone(ctx: Context, deps: SlackDeps): Promise<string | undefined> {
  const { configuredAt, timeZone } = await getWorkspace(ctx);
  const userId = actorId(ctx);
  if (configuredAt || !userId) return undefined;
  return (await deps.directory.find(userId))?.timeZone ?? timeZone;
}

/** What a form holds may be longer than what a form can carry. */
function fingerprint(form: object): string {
  return createHash('sha256').update(JSON.stringify(form)).digest('base64url').slice(0, 22);
}

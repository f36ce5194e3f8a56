import type { App } from '@slack/bolt';
import { InvalidSettingsError, type Settings, saveSettings } from '../../../team/save-settings.ts';
import { say } from '../../../words/say.ts';
import { onForm } from '../../on-form.ts';
import { refreshOverview } from '../../settings-overview.ts';
import type { SlackDeps } from '../../slack-deps.ts';
import type { FormValues } from '../../views/form-values.ts';
import { readTrail } from '../../views/settings/trail.ts';

/** A form whose fields are settings: saved as typed, with what is wrong below each field. */
export function onSettingsForm(
  app: App,
  deps: SlackDeps,
  callbackId: string,
  read: (values: FormValues) => Partial<Settings>,
): void {
  onForm(app, deps, { callbackId, failed: () => say('Not saved') }, ({ values, metadata }) => ({
    work: (ctx) =>
      orFaults(async () => {
        await saveSettings(ctx, read(values));
        deps.wake();
        return { after: () => refreshOverview(ctx, deps, readTrail(metadata)) };
      }),
  }));
}

/** Errors of fields as Slack takes them. */
export async function orFaults<Answer>(
  work: () => Promise<Answer>,
): Promise<Answer | { errors: Record<string, string> }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidSettingsError) return { errors: error.faults as Record<string, string> };
    throw error;
  }
}

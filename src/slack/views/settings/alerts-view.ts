import type { types } from '@slack/bolt';
import type { Settings } from '../../../team/save-settings.ts';
import { say } from '../../../words/say.ts';
import { VIEW } from '../../action-ids.ts';
import { checkboxes, inputField, plainOption } from '../form-fields.ts';
import type { FormValues } from '../form-values.ts';
import { channelSelect, fieldOf, numberIn, tickedIn, wholeNumber } from './fields.ts';
import { formView } from './form-view.ts';
import type { Trail } from './trail.ts';

const FIELD = {
  also: 'also',
  pauseAfterLapses: 'pauseAfterLapses',
  pingsPerHour: 'pingsPerHour',
  poolChannelId: 'poolChannelId',
  fallbackChannelId: 'fallbackChannelId',
  fallbackUserId: 'fallbackUserId',
  managerIds: 'managerIds',
} as const;
const SWITCHES = ['usesMemberTimeZones', 'heedsSlackStatus', 'namesRepsInChannels'] as const;

export type AlertsForm = Pick<Settings, Exclude<keyof typeof FIELD, 'also'> | (typeof SWITCHES)[number]>;

/** Who hears what, and where leads and messages go that reach nobody. */
export function alertsView(form: AlertsForm, trail: Trail): types.ModalView {
  return formView({ callbackId: VIEW.alerts, title: say('Alerts and channels'), trail }, [
    inputField(FIELD.managerIds, say('Managers'), {
      hint: say('They hear of leads not decided in time, and see cost.'),
      optional: true,
      element: {
        type: 'multi_users_select',
        action_id: FIELD.managerIds,
        ...(form.managerIds.length > 0 ? { initial_users: form.managerIds } : {}),
      },
    }),
    inputField(FIELD.poolChannelId, say('Pool channel'), {
      hint: say('Where a lead goes when there is no rep: the first to accept gets it. Invite me there.'),
      optional: true,
      element: channelSelect(FIELD.poolChannelId, form.poolChannelId),
    }),
    inputField(FIELD.fallbackChannelId, say('Where messages go that cannot be delivered'), {
      hint: say('When a channel was archived or a person has left. Invite me there.'),
      optional: true,
      element: channelSelect(FIELD.fallbackChannelId, form.fallbackChannelId),
    }),
    inputField(FIELD.fallbackUserId, say('Or to a person'), {
      optional: true,
      element: {
        type: 'users_select',
        action_id: FIELD.fallbackUserId,
        ...(form.fallbackUserId ? { initial_user: form.fallbackUserId } : {}),
      },
    }),
    inputField(FIELD.pauseAfterLapses, say('Pause a rep after so many missed leads in a row'), {
      hint: say('0 to 20; 0 never pauses anybody.'),
      element: wholeNumber(FIELD.pauseAfterLapses, form.pauseAfterLapses),
    }),
    inputField(FIELD.pingsPerHour, say('Pings for one person within an hour'), {
      hint: say('0 to 60; what exceeds them comes as one summary. 0 is without limit.'),
      element: wholeNumber(FIELD.pingsPerHour, form.pingsPerHour),
    }),
    inputField(FIELD.also, say('Also'), {
      optional: true,
      element: checkboxes(
        FIELD.also,
        [
          plainOption('usesMemberTimeZones', say('Reps work in the time zone that Slack shows for them')),
          plainOption('heedsSlackStatus', say('A vacation or sick status in Slack means away')),
          plainOption('namesRepsInChannels', say('Messages in channels may name reps')),
        ],
        SWITCHES.filter((name) => form[name]),
      ),
    }),
  ]);
}

export function readAlerts(values: FormValues): AlertsForm {
  const ticked = tickedIn(values, FIELD.also);
  return {
    usesMemberTimeZones: ticked.includes('usesMemberTimeZones'),
    heedsSlackStatus: ticked.includes('heedsSlackStatus'),
    namesRepsInChannels: ticked.includes('namesRepsInChannels'),
    pauseAfterLapses: numberIn(values, FIELD.pauseAfterLapses),
    pingsPerHour: numberIn(values, FIELD.pingsPerHour),
    poolChannelId: fieldOf(values, FIELD.poolChannelId)?.selected_conversation ?? null,
    fallbackChannelId: fieldOf(values, FIELD.fallbackChannelId)?.selected_conversation ?? null,
    fallbackUserId: fieldOf(values, FIELD.fallbackUserId)?.selected_user ?? null,
    managerIds: fieldOf(values, FIELD.managerIds)?.selected_users ?? [],
  };
}

import type { types } from '@slack/bolt';
import { shownNextStep } from '../../../team/shown-defaults.ts';
import { formatList } from '../../../words/formats.ts';
import { say } from '../../../words/say.ts';
import { ACTION } from '../../action-ids.ts';
import { button, context, section } from '../../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../../messages/text.ts';
import type { SettingsOverview } from '../../settings-overview.ts';
import { nameOfMonth } from './figures-view.ts';
import { sayStageNames } from './say-stage-names.ts';

interface Area {
  name: string;
  /** How it stands, in one line of mrkdwn. */
  stands: string;
  label: string;
  actionId: string;
  value?: string;
}

const LONGEST_QUOTE = 150;

/** Everything that can be set, each with how it stands and a way in. */
export function overviewView(overview: SettingsOverview): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: say('Funnel settings') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      ...areasOf(overview).map(({ name, stands, label, actionId, value = 'settings' }) => ({
        ...section(`*${name}*\n${stands}`),
        accessory: button(label, actionId, value),
      })),
      context(
        say('`/funnel changes` shows who has changed what. `/funnel roles` gives roles to user groups.'),
      ),
    ],
  };
}

function areasOf(overview: SettingsOverview): Area[] {
  const { settings, policies, team, reasons, stageNames, goals, connections, schedules, keptMonths } =
    overview;
  return [
    {
      ...{ name: say('The promise'), label: say('Promise…'), actionId: ACTION.openPromise },
      stands: settings.inWorkingTime
        ? say('A lead is decided within {hours, plural, one {# hour} other {# hours}} of working time.', {
            hours: settings.slaHours,
          })
        : say('A lead is decided within {hours, plural, one {# hour} other {# hours}} by the wall clock.', {
            hours: settings.slaHours,
          }),
    },
    {
      ...{ name: say('Policies'), label: say('Policies…'), actionId: ACTION.openPolicies },
      stands: say('{policies, plural, one {One policy covers every lead.} other {# policies.}}', {
        policies,
      }),
    },
    {
      ...{ name: say('Working calendar'), label: say('Calendar…'), actionId: ACTION.openCalendar },
      stands: sayCalendar(overview),
    },
    {
      ...{ name: say('People and rotation'), label: say('People…'), actionId: ACTION.openPeople },
      stands: say(
        '{reps, plural, =0 {No reps yet} one {# rep} other {# reps}}{paused, plural, =0 {} one { (# paused)} other { (# paused)}}, {managers, plural, =0 {no managers} one {# manager} other {# managers}}.',
        { reps: team.reps, paused: team.paused, managers: team.managers },
      ),
    },
    {
      ...{ name: say('Alerts and channels'), label: say('Alerts…'), actionId: ACTION.openAlerts },
      stands: settings.poolChannelId
        ? say('Leads that find no rep go to {channel}.', { channel: `<#${settings.poolChannelId}>` })
        : say('No pool channel: a lead that finds no rep waits.'),
    },
    {
      ...{ name: say('Reasons to reject'), label: say('Reasons…'), actionId: ACTION.openReasons },
      stands: say('{reasons, plural, one {# reason} other {# reasons}} to choose from.', { reasons }),
    },
    {
      ...{ name: say('Names of stages'), label: say('Names…'), actionId: ACTION.openStageNames },
      stands: sayStageNames(stageNames),
    },
    {
      ...{ name: say('Texts and language'), label: say('Texts…'), actionId: ACTION.openWording },
      stands: say('After Accept: “{nextStep}”', {
        nextStep: escapeMrkdwn(oneLine(shownNextStep(settings.nextStep), LONGEST_QUOTE)),
      }),
    },
    {
      ...{ name: say('Goals'), label: say('Goals…'), actionId: ACTION.setGoals },
      stands: say(
        '{mqls, plural, =0 {No goal for MQLs} one {# MQL a month} other {# MQLs a month}}, {sqls, plural, =0 {no goal for SQLs} one {# SQL a month} other {# SQLs a month}}.',
        { mqls: goals.mqls ?? 0, sqls: goals.sqls ?? 0 },
      ),
    },
    {
      ...{ name: say('Budgets'), label: say('Budget…'), actionId: ACTION.editBudget, value: 'null' },
      stands: say('What may be spent in a month, in all and in each channel.'),
    },
    {
      ...{ name: say('Year and currency'), label: say('Year…'), actionId: ACTION.openFigures },
      stands: say('The fiscal year starts in {month}. Spend is in {currency}.', {
        month: nameOfMonth(settings.fiscalYearStart - 1),
        currency: settings.currency,
      }),
    },
    {
      ...{ name: say('CRM connections'), label: say('Connections…'), actionId: ACTION.openConnections },
      stands: say(
        '{connections, plural, =0 {Nothing is connected.} one {# connection.} other {# connections.}}',
        {
          connections,
        },
      ),
    },
    {
      ...{ name: say('Digests and scheduled reports'), label: say('Digest…'), actionId: ACTION.openDigest },
      stands: say(
        '{digests, plural, =0 {No digest} one {# digest} other {# digests}}, {reports, plural, =0 {no scheduled reports} one {# scheduled report} other {# scheduled reports}}. “Post this regularly…” below a report adds one.',
        schedules,
      ),
    },
    {
      ...{ name: say('Keeping leads'), label: say('Keeping…'), actionId: ACTION.openRetention },
      stands:
        keptMonths === null
          ? say('Leads are kept for ever.')
          : say('Leads are erased after {months, plural, one {# month} other {# months}} without news.', {
              months: keptMonths,
            }),
    },
  ];
}

function sayCalendar({ settings, isConfirmed }: SettingsOverview): string {
  const { workingHours, timeZone, holidayRegion } = settings;
  const facts = [
    say('{hours} in {zone}', { hours: escapeMrkdwn(workingHours), zone: escapeMrkdwn(timeZone) }),
    ...(holidayRegion ? [say('public holidays of {region}', { region: escapeMrkdwn(holidayRegion) })] : []),
  ];
  const stands = say('{facts}.', { facts: formatList(facts) });
  return isConfirmed ? stands : say('⚠️ Nobody has confirmed it yet: {stands}', { stands });
}

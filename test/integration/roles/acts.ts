/**
 * Everything that somebody can do to the bot, as a table: what it is, and how it is done. An act is tried by each of the
 * roles; what a role may, and in which words it is refused, stands in the snapshot beside the test.
 */

import { REPORT_NAMES } from '../../../src/reports/report-request.ts';
import { ACTION, SHORTCUT, VIEW } from '../../../src/slack/action-ids.ts';
import type { Choice } from '../../support/slack/elements.ts';
import { CONNECTION_ACTS } from './connection-acts.ts';
import type { Premises } from './premises.ts';

export type Act = {
  name: string;
  /** Nobody at all may. */
  never?: boolean;
} & (
  | { command: string; in?: string }
  | { press: string; value?: (is: Premises) => string; in?: string; onView?: string }
  /** The form is opened by an admin, as `opened` says, and sent by whoever tries. */
  | { send: string; opened: Opening; values?: Record<string, Choice> }
  | { shortcut: string }
);

type Opening = { command: string } | { press: string; value?: (is: Premises) => string; onView?: string };

const open = (is: Premises) => is.handoffs.open;
const summary = () => JSON.stringify({ name: 'summary', text: '' });
const page = (towards: string) => () => {
  const enteredAt = '2026-01-05T09:00:00.000Z';
  const from = { towards, enteredAt, leadId: 'L-OLD', mqlAt: enteredAt };
  return JSON.stringify({ name: 'leads', text: '2026-q1', from });
};
const leads = () => JSON.stringify({ name: 'leads', text: '2026-q1' });

const COMMANDS: readonly [name: string, text: string, channelId?: string][] = [
  ['/funnel', ''],
  ['/funnel and an unknown word', 'nonsense'],
  ...REPORT_NAMES.map((name): [string, string] => [`/funnel ${name}`, name]),
  ['/funnel pass-rate by rep', 'pass-rate by rep'],
  ['/funnel pass-rate of one rep', 'pass-rate rep=UREP'],
  ['/funnel report', 'report'],
  ['/funnel reps list', 'reps list'],
  ['/funnel reps add', 'reps add <@UNONE>'],
  ['/funnel reps add a user group', 'reps add <!subteam^S0SALES|@sales>'],
  ['/funnel reps remove', 'reps remove <@UHOLD>'],
  ['/funnel reps leave', 'reps leave'],
  ['/funnel reps weight', 'reps weight <@UHOLD> 2'],
  ['/funnel reps cap', 'reps cap <@UHOLD> 5 a day'],
  ['/funnel reps pause', 'reps pause <@UREP>'],
  ['/funnel reps resume', 'reps resume <@UHOLD>'],
  ['/funnel changes', 'changes'],
  ['/funnel roles', 'roles'],
  ['/funnel roles add … as managers', 'roles add <!subteam^S0SALES> as managers'],
  ['/funnel roles remove … as managers', 'roles remove <!subteam^S0LEADS> as managers'],
  ['/funnel queue', 'queue'],
  ['/funnel queue of another', 'queue <@UHOLD>'],
  ['/funnel lead', 'lead L-OPEN'],
  ['/funnel add', 'add'],
  ['/funnel mine', 'mine'],
  ['/funnel away', 'away'],
  ['/funnel away until friday', 'away until friday'],
  ['/funnel away for another', 'away <@UHOLD> until friday'],
  ['/funnel back', 'back'],
  ['/funnel back for another', 'back <@UHOLD>'],
  ['/funnel hours', 'hours Mon-Thu 09:00-17:00'],
  ['/funnel hours of another', 'hours <@UHOLD> Mon-Thu 09:00-17:00'],
  ['/funnel goal set', 'goal set 120 mqls'],
  ['/funnel spend', 'spend'],
  ['/funnel spend add', 'spend add 1500 2026-01 webinar'],
  ['/funnel spend budget', 'spend budget 5000 2026-01'],
  ['/funnel digest', 'digest'],
  ['/funnel digest here', 'digest here'],
  ['/funnel digest here, in a shared channel', 'digest here', 'CSHARED'],
  ['/funnel digest off', 'digest off'],
  ['/funnel digest preview', 'digest preview'],
  ['/funnel settings', 'settings'],
  ['/funnel policies', 'policies'],
  ['/funnel connections', 'connections'],
  ['/funnel help', 'help'],
];

const LEAD_BUTTONS: Act[] = [
  { name: 'Accept', press: ACTION.accept, value: open },
  { name: 'Accept, in the pool', press: ACTION.accept, value: (is) => is.handoffs.pool },
  { name: 'Reject', press: ACTION.reject, value: open },
  {
    name: 'Reject: send',
    send: VIEW.reject,
    opened: { press: ACTION.reject, value: open },
    values: { reason: 'spam' },
  },
  { name: 'Undo', press: ACTION.undo, value: (is) => is.handoffs.accepted },
  { name: 'Undo, one’s own before one was a guest', press: ACTION.undo, value: (is) => is.handoffs.byGuest },
  { name: 'Contacted', press: ACTION.contacted, value: (is) => is.handoffs.accepted },
  { name: 'Open card', press: ACTION.openCard, value: open },
  { name: 'Details…', press: ACTION.showLead, value: open },
  { name: 'Claim', press: ACTION.claim, value: (is) => is.handoffs.pool },
  { name: 'Snooze', press: ACTION.leadMenu, value: (is) => `snooze-1h ${open(is)}` },
  { name: 'Not mine…', press: ACTION.handOn, value: open },
  {
    ...{ name: 'Not mine: send', send: VIEW.handOn, opened: { press: ACTION.handOn, value: open } },
    values: { reason: 'No time for it' },
  },
  { name: 'Give to…', press: ACTION.give, value: open },
  { name: 'Give several…', press: ACTION.giveSeveral },
  {
    name: 'Give: send',
    send: VIEW.give,
    opened: { press: ACTION.give, value: open },
    values: { to: 'UREP' },
  },
  { name: 'Excuse…', press: ACTION.excuse, value: (is) => is.handoffs.late },
  {
    ...{ name: 'Excuse: send', send: VIEW.excuse, values: { reason: 'Spam' } },
    opened: { press: ACTION.excuse, value: (is) => is.handoffs.late },
  },
  { name: 'Correct…', press: ACTION.correct, value: (is) => is.handoffs.old },
  {
    ...{ name: 'Correct: send', send: VIEW.correct, values: { to: 'open', why: 'A slip' } },
    opened: { press: ACTION.correct, value: (is) => is.handoffs.old },
  },
  {
    ...{ name: 'Try a write-back again', press: ACTION.retryWriteBack },
    value: () => '019b8d4e-7c00-7000-8000-000000000001',
  },
  { name: 'Make MQL', press: ACTION.makeMql, value: () => 'lost L-LOST' },
  { name: 'Back to SQL', press: ACTION.makeSql, value: () => 'opportunity L-MOVED' },
  { name: 'Opportunity', press: ACTION.makeOpportunity, value: () => 'sql L-DONE' },
  { name: 'Won', press: ACTION.makeWon, value: () => 'sql L-DONE' },
  { name: 'Lost', press: ACTION.makeLost, value: () => 'sql L-DONE' },
  { name: 'Erase…', press: ACTION.eraseLead, value: () => 'L-DONE' },
  { name: 'Undo a stage, on the card', press: ACTION.undoMove, value: (is) => is.handoffs.moved },
  { name: 'Undo a stage, in the story', press: ACTION.undoMoveHere, value: () => 'L-MOVED' },
  { name: 'Open a lead known already', press: ACTION.openKnownLead, value: () => 'L-OPEN' },
  { name: 'My leads…', press: ACTION.openOwnLeads },
  {
    ...{ name: 'My leads: Opportunity', press: ACTION.ownLeadMenu, onView: 'mine' },
    value: (is) => `opportunity-from-sql ${is.handoffs.accepted}`,
  },
  {
    ...{ name: 'My leads: Details…', press: ACTION.ownLeadMenu, onView: 'mine' },
    value: (is) => `details ${is.handoffs.accepted}`,
  },
  { name: 'Add a lead…', press: ACTION.addLead },
  { name: 'Add a lead, from Slack’s menu', shortcut: SHORTCUT.addLead },
  { name: 'Make a lead of a message', shortcut: SHORTCUT.makeLead },
  { name: 'Add a lead: send', send: VIEW.addLead, opened: { command: 'add' }, values: { name: 'Cy Roth' } },
];

const REPORT_BUTTONS: Act[] = [
  { name: 'Share in channel', press: ACTION.share, value: summary },
  { never: true, name: 'Share, in a shared channel', press: ACTION.share, value: summary, in: 'CSHARED' },
  { never: true, name: 'Share what names people', press: ACTION.share, value: leads },
  { name: 'How is this counted', press: ACTION.explain, value: summary },
  {
    name: 'How cost is counted',
    press: ACTION.explain,
    value: () => JSON.stringify({ name: 'cost', text: '' }),
  },
  { name: 'Export CSV', press: ACTION.exportReport, value: leads },
  {
    name: 'Newer leads',
    press: ACTION.newerLeads,
    value: page('newer'),
  },
  {
    name: 'Older leads',
    press: ACTION.olderLeads,
    value: page('older'),
  },
  { name: 'Post this regularly…', press: ACTION.scheduleReport, value: summary },
  {
    ...{ name: 'Post regularly: send', send: VIEW.schedule, values: { channel: 'CSALES' } },
    opened: { press: ACTION.scheduleReport, value: summary },
  },
  {
    ...{
      never: true,
      name: 'Post regularly in a shared channel',
      send: VIEW.schedule,
      values: { channel: 'CSHARED' },
    },
    opened: { press: ACTION.scheduleReport, value: summary },
  },
  { name: 'Stop what a channel gets', press: ACTION.stopSchedule, value: (is) => is.scheduleId },
  { name: 'Reports…', press: ACTION.openReport },
  { name: 'Reports: send', send: VIEW.report, opened: { command: 'report' } },
  {
    ...{ name: 'Reports: send for cost', send: VIEW.report, opened: { command: 'report' } },
    values: { report: 'cost' },
  },
  { name: 'Set goals…', press: ACTION.setGoals },
  { name: 'Set goals: send', send: VIEW.goals, opened: { press: ACTION.setGoals }, values: { mqls: '120' } },
];

const MONEY_BUTTONS: Act[] = [
  { name: 'Add spend…', press: ACTION.addSpend },
  {
    ...{ name: 'Add spend: send', send: VIEW.spend, opened: { press: ACTION.addSpend } },
    values: { amount: '10', period: '2026-01' },
  },
  { name: 'Edit spend…', press: ACTION.editSpend, value: (is) => is.spend.key },
  { name: 'Delete spend', press: ACTION.deleteSpend, value: (is) => `${is.spend.version} ${is.spend.key}` },
  { name: 'Newer spend', press: ACTION.newerSpend, value: (is) => is.spend.cursor },
  { name: 'Older spend', press: ACTION.olderSpend, value: (is) => is.spend.cursor },
  { name: 'Budget…', press: ACTION.editBudget, value: () => 'null' },
  {
    ...{ name: 'Budget: send', send: VIEW.budget, values: { months: '2026-01', amount: '10' } },
    opened: { press: ACTION.editBudget, value: () => 'null' },
  },
];

const TEAM_BUTTONS: Act[] = [
  { name: 'I am away…', press: ACTION.goAway },
  { name: 'I am away: send', send: VIEW.away, opened: { press: ACTION.goAway } },
  { name: 'I am back', press: ACTION.comeBack },
  { name: 'Resume turns', press: ACTION.resume, value: () => 'UHOLD' },
  { name: 'Leave the rotation', press: ACTION.leaveRotation, value: () => 'UHOLD' },
  { name: 'Reps…', press: ACTION.openReps },
  { name: 'Reps: send', send: VIEW.reps, opened: { press: ACTION.openReps }, values: { reps: ['UNONE'] } },
  { name: 'People…', press: ACTION.openPeople },
  { name: 'People: next page', press: ACTION.peoplePage, value: () => '2' },
  { name: 'People: previous page', press: ACTION.peoplePageBack, value: () => '1' },
  { name: 'People: add…', press: ACTION.addPeople },
  {
    ...{ name: 'People: add a manager', send: VIEW.reps, opened: { press: ACTION.addPeople } },
    values: { reps: ['UNONE'], roles: ['manager'] },
  },
  { name: 'People: edit…', press: ACTION.editPerson, value: () => 'UHOLD' },
  {
    ...{ name: 'People: edit, send', send: VIEW.person, values: { weight: '2' } },
    opened: { press: ACTION.editPerson, value: () => 'UHOLD' },
  },
  {
    ...{ name: 'People: make an admin', send: VIEW.person, values: { roles: ['rep', 'admin'] } },
    opened: { press: ACTION.editPerson, value: () => 'UHOLD' },
  },
  { name: 'People: remove a rep', press: ACTION.removePerson, value: () => 'UHOLD' },
  { name: 'Digest…', press: ACTION.openDigest },
  {
    name: 'Digest: send',
    send: VIEW.digest,
    opened: { press: ACTION.openDigest },
    values: { channel: 'CSALES' },
  },
  {
    ...{
      never: true,
      name: 'Digest in a shared channel',
      send: VIEW.digest,
      opened: { press: ACTION.openDigest },
    },
    values: { channel: 'CSHARED' },
  },
  { name: 'Settings…', press: ACTION.openSettings },
  { name: 'Promise…', press: ACTION.openPromise },
  { name: 'Promise: send', send: VIEW.promise, opened: { press: ACTION.openPromise } },
  { name: 'Calendar…', press: ACTION.openCalendar },
  { name: 'Calendar: send', send: VIEW.calendar, opened: { press: ACTION.openCalendar } },
  { name: 'Alerts…', press: ACTION.openAlerts },
  { name: 'Alerts: send', send: VIEW.alerts, opened: { press: ACTION.openAlerts } },
  { name: 'Texts…', press: ACTION.openWording },
  { name: 'Texts: send', send: VIEW.wording, opened: { press: ACTION.openWording } },
  { name: 'Year…', press: ACTION.openFigures },
  { name: 'Year: send', send: VIEW.figures, opened: { press: ACTION.openFigures } },
  { name: 'Keeping…', press: ACTION.openRetention },
  { name: 'Keeping: send', send: VIEW.retention, opened: { press: ACTION.openRetention } },
  { name: 'Names…', press: ACTION.openStageNames },
  {
    ...{ name: 'Names: send', send: VIEW.stageNames, opened: { press: ACTION.openStageNames } },
    values: { sql: 'SAL' },
  },
  { name: 'Reasons…', press: ACTION.openReasons },
  { name: 'Reasons: menu', press: ACTION.reasonMenu, value: () => 'remove spam' },
  { name: 'Reasons: edit', press: ACTION.reasonMenu, value: () => 'edit spam' },
  { name: 'Reasons: add…', press: ACTION.addReason },
  {
    ...{ name: 'Reasons: send', send: VIEW.reason, opened: { press: ACTION.addReason } },
    values: { label: 'Competitor' },
  },
  { name: 'Policies…', press: ACTION.openPolicies },
  { name: 'Policies: menu', press: ACTION.policyMenu, value: () => 'edit 0', onView: 'policies' },
  { name: 'Policies: edit', press: ACTION.editPolicy, value: () => 'edit 0', onView: 'policies' },
  { name: 'Policies: add', press: ACTION.addPolicy, value: () => 'add', onView: 'policies' },
  { name: 'Policies: try on last quarter', press: ACTION.tryPolicies, onView: 'policies' },
  {
    ...{ name: 'Policies: one policy', send: VIEW.policy },
    opened: { press: ACTION.editPolicy, value: () => 'edit 0', onView: 'policies' },
  },
  { name: 'Policies: save', send: VIEW.policies, opened: { command: 'policies' } },
  { name: 'How leads come in', press: ACTION.explainIntake },
  { name: 'Send me a sample card', press: ACTION.sendSample },
  { name: 'Sample: Accept', press: ACTION.sampleAccept },
  { name: 'Sample: Reject', press: ACTION.sampleReject },
  { name: 'Sample: open again', press: ACTION.sampleAgain },
];

/** By what they are about. */
export const ACTS: Record<string, readonly Act[]> = {
  commands: COMMANDS.map(([name, command, channelId]) => ({
    ...{ name, command },
    ...(channelId ? { in: channelId, never: true } : {}),
  })),
  'buttons and forms of a lead': LEAD_BUTTONS,
  'buttons and forms of a report': REPORT_BUTTONS,
  'buttons and forms of spend': MONEY_BUTTONS,
  'buttons and forms of the team and the set-up': TEAM_BUTTONS,
  'buttons and forms of connections': CONNECTION_ACTS,
};

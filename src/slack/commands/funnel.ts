import type { App } from '@slack/bolt';
import { distance } from 'fastest-levenshtein';
import type { Context } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { countUnroutable } from '../../leads/lead-card.ts';
import { listFailedDeliveries } from '../../outbox/list-failed-deliveries.ts';
import { parsePeriod } from '../../reports/period.ts';
import { requireColleague } from '../../team/permissions.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { say } from '../../words/say.ts';
import { identify } from '../identify.ts';
import { whisperTo } from '../listen.ts';
import { helpMessage, isFor } from '../messages/help-message.ts';
import { problemSentences } from '../messages/problem-sentences.ts';
import { oneLine } from '../messages/text.ts';
import { refusalSentence } from '../refusal.ts';
import { sayIfSlow } from '../say-if-slow.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { addCommand } from './add.ts';
import { awayCommand, backCommand } from './away.ts';
import { changesCommand } from './changes.ts';
import type { Command, Invocation } from './command.ts';
import { connectionsCommand } from './connections.ts';
import { digestCommand } from './digest.ts';
import { goalCommand } from './goal.ts';
import { hoursCommand } from './hours.ts';
import { leadCommand } from './lead.ts';
import { mineCommand } from './mine.ts';
import { policiesCommand } from './policies.ts';
import { queueCommand } from './queue.ts';
import { REPORT_COMMANDS, runReportCommand } from './report.ts';
import { reportFormCommand } from './report-form.ts';
import { repsCommand } from './reps.ts';
import { rolesCommand } from './roles.ts';
import { settingsCommand } from './settings.ts';
import { spendCommand } from './spend.ts';

const FUNNEL_COMMAND = '/funnel';

/** More wrong letters, or more than half of them, are another word. */
const MOST_TYPOS = 3;

const helpCommand: Command = {
  name: 'help',
  usage: 'help',
  summary: () => say('what you can do here'),
  audience: 'everyone',
  run: async ({ ctx }) => {
    const { mqlDefinition } = await getWorkspace(ctx);
    return helpMessage(ctx.actor, COMMANDS, undefined, { problems: await problemsFor(ctx), mqlDefinition });
  },
};

export const COMMANDS: readonly Command[] = [
  ...REPORT_COMMANDS,
  goalCommand,
  reportFormCommand,
  repsCommand,
  rolesCommand,
  queueCommand,
  leadCommand,
  mineCommand,
  addCommand,
  awayCommand,
  backCommand,
  hoursCommand,
  spendCommand,
  digestCommand,
  settingsCommand,
  connectionsCommand,
  policiesCommand,
  changesCommand,
  helpCommand,
];

/** `/funnel …`: the one command. Unknown words get the help and the nearest match. */
export function listenToFunnel(app: App, deps: SlackDeps): void {
  app.command(FUNNEL_COMMAND, async ({ ack, command, respond }) => {
    await ack();
    const whisper = whisperTo(respond, deps);
    try {
      const { ctx, person } = await identify(deps, { userId: command.user_id, teamId: command.team_id });
      requireColleague(ctx);
      const invocation = { ctx, person, deps, channelId: command.channel_id, triggerId: command.trigger_id };
      const answer = await sayIfSlow(() => dispatch(command.text.trim(), invocation), whisper);
      if (answer !== undefined) await whisper(answer);
    } catch (error) {
      await whisper(refusalSentence(error, deps.logger));
    }
  });
}

async function dispatch(typed: string, invocation: Omit<Invocation, 'text'>) {
  const [, word = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(typed) ?? [];
  const name = word.toLowerCase();
  if (name === '') return runReportCommand('summary', { ...invocation, text: '' });
  const command = COMMANDS.find((known) => known.name === name);
  if (command) return command.run({ ...invocation, text: text.trim() });
  if (await isPeriod(typed, invocation)) return runReportCommand('summary', { ...invocation, text: typed });
  const { actor } = invocation.ctx;
  const [nearest] = COMMANDS.filter(({ audience }) => isFor(audience, actor))
    .map((known) => ({ name: known.name, far: distance(known.name, name) }))
    .sort((a, b) => a.far - b.far);
  const typedWord = oneLine(word, 40);
  const notUnderstood =
    nearest && nearest.far <= Math.min(MOST_TYPOS, name.length / 2)
      ? say('I do not know “{word}”. Did you mean {command}?', {
          word: typedWord,
          command: `\`/funnel ${nearest.name}\``,
        })
      : say('I do not know “{word}”.', { word: typedWord });
  return helpMessage(actor, COMMANDS, notUnderstood);
}

/** What only an admin can put right. */
async function problemsFor(ctx: Context): Promise<string[]> {
  if (ctx.actor.kind === 'person' && !ctx.actor.isAdmin) return [];
  return problemSentences(await listFailedDeliveries(ctx), await countUnroutable(ctx));
}

async function isPeriod(text: string, { ctx }: Pick<Invocation, 'ctx'>): Promise<boolean> {
  const { timeZone, fiscalYearStart } = await getWorkspace(ctx);
  try {
    parsePeriod(text, { now: ctx.now(), timeZone, fiscalYearStart });
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}

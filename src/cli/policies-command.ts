import { Command } from 'commander';
import type { Context } from '../context.ts';
import { previewPolicies } from '../sla/apply-policies.ts';
import { isSameList, policyListJson, readPolicyList } from '../sla/policy-schema.ts';
import { policySentence } from '../sla/policy-sentence.ts';
import { previewSentence } from '../sla/preview-sentence.ts';
import { savePolicies } from '../sla/save-policies.ts';
import { currentPolicies } from '../team/policy-list.ts';
import { counted } from './import-summary.ts';
import type { OpenContext } from './open-context.ts';
import { policyTable } from './policy-table.ts';
import { readPolicyFile } from './read-policy-file.ts';
import type { Terminal } from './terminal.ts';

interface ShowOptions {
  json?: boolean;
  workspace?: string;
}

interface SetOptions extends ShowOptions {
  applyToOpen?: boolean;
  dryRun?: boolean;
}

const EXAMPLES = `
Examples:
  npm run funnel -- policies --json > policies.json
  npm run funnel -- policies set policies.json --dry-run
  npm run funnel -- policies set policies.json --apply-to-open

In the file, in order (the first that covers a lead judges it; the last one covers every lead):
  [{ "name": "Demo requests", "when": "source = demo*; score >= 80", "decideWithin": "5 min", "clock": "wall",
     "remind": "75%, 1 min before", "contactWithin": "1 h",
     "then": ["tell rep", "tell managers", "wait 30 min", "hand on to the rotation"], "atMost": 2 },
   { "name": "Every lead", "decideWithin": "1 working day" }]
The clock is team (its working hours, the default), holder (the holder's own) or wall (nights and weekends too).`;

/** `funnel policies`: what is promised for which leads, and `policies set FILE` to change it. */
export function policiesCommand(open: OpenContext, terminal: Terminal): Command {
  const command = new Command('policies')
    .description('show the SLA policies, or set them from a file')
    .option('--json', 'print them as JSON, as `policies set` reads them')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, workspace }: ShowOptions) => {
      const rows = await open({ workspace }, ({ ctx }) => currentPolicies(ctx));
      terminal.answer(json ? JSON.stringify(policyListJson(rows), null, 2) : policyTable(rows));
    });
  command
    .command('set')
    .description('make the policies in a JSON file those that judge leads from now on')
    .argument('<file>', 'as `policies --json` prints it')
    .option('--apply-to-open', 'move the deadlines of open leads too (default: they keep their promise)')
    .option('--dry-run', 'say what would change and save nothing')
    .option('--json', 'print one JSON object')
    .option('--workspace <id>', 'the workspace (default: the only one there is)')
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .action(async (file: string, _: SetOptions, invoked: Command) => {
      const options: SetOptions = invoked.optsWithGlobals();
      const content = await readPolicyFile(file);
      await open({ workspace: options.workspace }, async ({ ctx }) => {
        const answer = await setPolicies(ctx, content, options);
        terminal.answer(options.json ? JSON.stringify(answer.json) : answer.text);
      });
    });
  return command;
}

async function setPolicies(
  ctx: Context,
  content: unknown,
  { applyToOpen = false, dryRun = false }: SetOptions,
) {
  const current = await currentPolicies(ctx);
  const rows = readPolicyList(content, current);
  const isSame = isSameList(current, rows);
  const preview = await previewPolicies(ctx, rows);
  const basedOn = current[0]?.effectiveFrom ?? ctx.now();
  const saves = !dryRun && (!isSame || applyToOpen);
  if (saves) await savePolicies(ctx, { rows, basedOn, applyToOpen });
  const sentences = rows.map((row, index) => `${index + 1}. ${policySentence(row)}.`);
  const outcome = outcomeOf({ isSame, applyToOpen, dryRun, count: rows.length });
  return {
    text: [...sentences, '', previewSentence(preview), outcome].join('\n'),
    json: {
      policies: rows.length,
      changed: !isSame,
      saved: saves,
      ...preview,
      appliedToOpen: saves && applyToOpen,
    },
  };
}

function outcomeOf(did: { isSame: boolean; applyToOpen: boolean; dryRun: boolean; count: number }): string {
  if (did.dryRun) return 'Nothing was saved. Next: run the same command without --dry-run.';
  if (did.applyToOpen) return 'Saved, and the deadlines of open leads follow.';
  if (did.isSame) return 'These are the policies already, so nothing was saved.';
  return `Saved: leads handed over from now on are judged by ${did.count === 1 ? 'this policy' : `these ${counted(did.count, 'policy', 'policies')}`}. Open leads keep the deadline that they were promised; --apply-to-open moves those too.`;
}

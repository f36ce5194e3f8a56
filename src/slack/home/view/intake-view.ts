import type { types } from '@slack/bolt';
import { say } from '../../../words/say.ts';
import { context, section } from '../../messages/message.ts';
import type { IntakeAbout } from '../../slack-deps.ts';

/** How leads come in, with a request that can be pasted as it is. `now` makes its lead a live one. */
export function intakeView({ takesFacts, port }: IntakeAbout, now: Date): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: say('Send leads') },
    close: { type: 'plain_text', text: say('Close') },
    blocks: [
      section(
        takesFacts
          ? say('*✅ INTAKE_TOKEN is set.* Your CRM or form can send stage changes, each with that token.')
          : say(
              '*⚠️ INTAKE_TOKEN is not set*, so no CRM can send leads. Whoever runs this app sets it (make one with `openssl rand -hex 24`) and starts the app again.',
            ),
      ),
      section(say('*Try it* on the machine of this app. It hands a lead over as real ones are:')),
      section(`\`\`\`${curlFor(port, now)}\`\`\``),
      section(
        say(
          '*For good*, your CRM posts the same to the address of this app; `GET /api/schema` there describes every field.',
        ),
      ),
      section(
        `${say('*Or import a CSV file*, any CRM’s export:')}\n\`\`\`npm run funnel -- import leads.csv --lead-id "Lead ID" --at "Changed at" --stage mql\`\`\``,
      ),
      context(say('`npm run funnel -- import --help` lists what a file may hold. The README has all of it.')),
    ],
  };
}

function curlFor(port: number, now: Date): string {
  const lead = { name: 'Ada Park', company: 'Acme', email: 'ada@acme.example' };
  const fact = { leadId: 'TRY-1', stage: 'mql', occurredAt: now.toISOString(), lead };
  return [
    `curl http://localhost:${port}/api/stage-changes \\`,
    `  -H "Authorization: Bearer $INTAKE_TOKEN" -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(fact)}'`,
  ].join('\n');
}

import type { types } from '@slack/bolt';
import { section } from '../../messages/message.ts';

/** How leads come in. */
export function intakeView(): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Send leads' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      section(
        '*1. A token.* Whoever runs this app sets `INTAKE_TOKEN` (make one with `openssl rand -hex 24`) and starts it again.',
      ),
      section('*2. From your CRM or form*, one request for each stage change, to the address of this app:'),
      section(
        '```POST /api/stage-changes\nAuthorization: Bearer <INTAKE_TOKEN>\nContent-Type: application/json\n\n{ "leadId": "L-77", "stage": "mql",\n  "occurredAt": "2026-01-05T09:00:00Z",\n  "lead": { "name": "Ada Park", "company": "Acme" } }```'.replace(
          '<INTAKE_TOKEN>',
          '&lt;INTAKE_TOKEN&gt;',
        ),
      ),
      section(
        '*Or from a file:* `npm run funnel -- import --help` tells how to read any CRM’s export. The README has all of it.',
      ),
    ],
  };
}

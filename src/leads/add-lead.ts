import type { z } from 'zod';
import { actorId, type Context, inTransaction } from '../context.ts';
import { retryingDeadlocks } from '../db/retry.ts';
import { InvalidInputError, NotAllowedError } from '../errors.ts';
import { enqueueDeliveries } from '../outbox/enqueue-deliveries.ts';
import { recordAudit } from '../team/audit.ts';
import type { Directory } from '../team/directory.ts';
import { requireColleague } from '../team/permissions.ts';
import { say } from '../words/say.ts';
import { SLACK_ORIGIN } from './decide-handoff.ts';
import { KnownLeadError, listLeadsByEmail, lockEmail } from './known-leads.ts';
import { NewLead } from './new-lead.ts';
import { recordWithin } from './record-stage-changes.ts';

/** Thrown for what stands in one field of the form. */
export class FieldError extends InvalidInputError {
  readonly field: keyof NewLead;

  constructor(field: keyof NewLead, message: string) {
    super(message);
    this.field = field;
  }
}

/** @throws {NotAllowedError} unless a rep, a manager or an admin asks. */
export function requireMayAdd(ctx: Context): void {
  requireColleague(ctx);
  if (ctx.actor.kind === 'system' || ctx.actor.isRep || ctx.actor.isManager) return;
  throw new NotAllowedError(
    say(
      'Only reps, managers and admins can add leads. Ask a manager to add you with `/funnel reps add @you`.',
    ),
  );
}

/**
 * Adds a lead that somebody met outside the CRM. Sent twice it is added once.
 * @throws {KnownLeadError} when there are leads of the same e-mail that whoever adds it has not seen, {FieldError} for an
 * owner who cannot take it.
 */
export async function addLead(
  ctx: Context,
  directory: Directory,
  input: z.input<typeof NewLead>,
): Promise<{ leadId: string }> {
  requireMayAdd(ctx);
  const lead = parsed(input);
  const leadId = leadIdOf(lead.id);
  const ownerEmail = lead.ownerId ? await emailOfOwner(directory, lead.ownerId) : undefined;
  const { name, company, email, phone, source, campaign, score, url, note } = lead;
  await retryingDeadlocks(() =>
    inTransaction(ctx, async (tx) => {
      if (email) await lockEmail(tx, email);
      if (email && email.toLowerCase() !== lead.knownEmail?.toLowerCase()) {
        const known = await listLeadsByEmail(tx, email, leadId);
        if (known.length > 0) throw new KnownLeadError(known);
      }
      const now = tx.now();
      const stage = lead.handOver ? 'mql' : 'lead';
      const createdAt = lead.createdAt && new Date(lead.createdAt) < now ? lead.createdAt : now.toISOString();
      const { recorded } = await recordWithin(
        tx,
        [
          {
            kind: 'stage',
            origin: SLACK_ORIGIN,
            eventId: lead.id,
            leadId,
            stage,
            reported: stage,
            occurredAt: now,
            actorId: actorId(tx) ?? undefined,
            note,
            lead: { name, company, email, phone, source, campaign, score, url, ownerEmail, createdAt },
          },
        ],
        now,
      );
      if (recorded === 0) return;
      await recordAudit(tx, 'lead added', leadId, { stage });
      await oweConfirmation(tx, leadId);
    }),
  );
  return { leadId };
}

/** A form has no conversation: that the lead is there is said in the direct messages of whoever sent it. */
async function oweConfirmation(ctx: Context, leadId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return;
  const { userId, isManager, isAdmin } = actor;
  const payload = { asked: true, leadId, isManager, isAdmin };
  await enqueueDeliveries(ctx, [
    { dedupeKey: `added:${leadId}`, kind: 'added', recipientId: userId, payload },
  ]);
}

/** Short enough to be typed after `/funnel lead`, from the part of the id that is random. */
function leadIdOf(id: string): string {
  return `S-${id.replaceAll('-', '').slice(-10)}`;
}

function parsed(input: z.input<typeof NewLead>): NewLead {
  const result = NewLead.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new FieldError(
    (issue?.path[0] ?? 'name') as keyof NewLead,
    issue?.message ?? say('Write it otherwise.'),
  );
}

async function emailOfOwner(directory: Directory, ownerId: string): Promise<string> {
  const person = await directory.find(ownerId);
  if (!person?.mayAct) {
    throw new FieldError(
      'ownerId',
      say('Guests, apps and deactivated people cannot take leads. Choose somebody else.'),
    );
  }
  if (person.email) return person.email;
  throw new FieldError(
    'ownerId',
    say(
      'Slack does not show me the e-mail of this person. Leave it empty, and give them the lead afterwards.',
    ),
  );
}

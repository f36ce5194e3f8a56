import type { types } from '@slack/bolt';
import type { StoryEntry, StoryMessage } from '../../leads/lead-story.ts';
import { whyInWords } from '../../leads/usual-why.ts';
import { reasonInWords } from '../../routing/reason-in-words.ts';
import { stayInWords } from '../../sla/stay-reason.ts';
import { say } from '../../words/say.ts';
import { stageName } from '../../words/stage-name.ts';
import { kindInWords } from './kinds-of-messages.ts';
import { resultTitle } from './lead-card-message.ts';
import type { Wording } from './message.ts';
import { line, text, user } from './rich-text.ts';
import { oneLine } from './text.ts';
import { timeInWords } from './times.ts';
import { whyNotSentInWords } from './why-not-sent.ts';

type Line = types.RichTextElement[];
type Entry<Kind> = Extract<StoryEntry, { kind: Kind }>;

const LONGEST_WORDS = 120;

/** Learnt this much later, it is worth saying when. */
const LATE_MS = 10 * 60_000;
/** What excuses a lead that is erased. */
const ERASURE_ORIGIN = 'erasure';

/** One thing that happened with a lead, without its time. */
export function storyLine(entry: StoryEntry, wording: Wording): Line {
  switch (entry.kind) {
    case 'fact':
      return factLine(entry, wording);
    case 'turn':
      return turnLine(entry);
    case 'turn-end':
      return line('Turn of {who} ended: {how}', { who: whom(entry.holderId), how: endWords(entry) });
    case 'message':
      return messageLine(entry.message);
    case 'audit':
      return auditLine(entry, wording);
  }
}

function factLine({ fact, reasonLabel }: Entry<'fact'>, wording: Wording): Line {
  if (fact.kind === 'excused' && fact.origin === ERASURE_ORIGIN) return line('🕊️ Excused, as it is erased');
  const what = factWords(fact);
  const told = fact.actorId
    ? by(what, fact.actorId)
    : line('{what} from {origin}', { what, origin: said(fact.origin) });
  const because = withWhy(told, factWhy(fact, reasonLabel));
  const isLate = fact.recordedAt.getTime() - fact.occurredAt.getTime() > LATE_MS;
  return isLate
    ? line('{what} (learnt {when})', {
        what: because,
        when: timeInWords(fact.recordedAt, wording.timeZone),
      })
    : because;
}

function factWords(fact: Entry<'fact'>['fact']): string {
  switch (fact.kind) {
    case 'undo':
      return fact.origin === 'correction' ? say('↩️ Decision voided') : say('↩️ Undone');
    case 'contacted':
      return say('📞 Contacted');
    case 'excused':
      return say('🕊️ Excused');
    case 'unmapped':
      return say('❔ Reported “{reported}”, which means no stage here', { reported: said(fact.reported) });
    case 'stage': {
      const { stage, reported } = fact;
      const isClick =
        fact.actorId !== undefined && (stage === 'sql' || stage === 'rejected' || stage === 'recycled');
      const named = isClick ? resultTitle(stage === 'sql' ? 'accepted' : stage) : stageName(stage);
      return reported === stage
        ? named
        : say('{stage} (reported “{reported}”)', { stage: named, reported: said(reported) });
    }
  }
}

function factWhy(fact: Entry<'fact'>['fact'], reasonLabel: string | undefined): string {
  if (fact.kind === 'excused') return said(whyInWords(fact.reason));
  if (fact.kind !== 'stage') return '';
  const reason = said(reasonLabel ?? '');
  const note = said(fact.note ?? '');
  return reason && note ? say('{reason}, {note}', { reason, note }) : reason || note;
}

function turnLine({ turn, routedTo, holderId, why }: Entry<'turn'>): Line {
  const who = routedTo === 'pool' ? text(say('the pool')) : whom(holderId);
  const reason = said(reasonInWords(why));
  return reason
    ? line('👤 Turn {turn}: {who}. {reason}', { turn, who, reason })
    : line('👤 Turn {turn}: {who}', { turn, who });
}

function endWords({ ended, by: userId, why }: Entry<'turn-end'>): Line {
  const reason = said(whyInWords(why ?? ''));
  switch (ended) {
    case 'decided':
      return by(say('decided'), userId);
    case 'lapsed':
      return line('not decided in time');
    case 'given':
      return withWhy(by(say('given to somebody else'), userId), reason);
    case 'handed-on':
      return withWhy(by(say('handed on'), userId), reason);
    case 'claimed':
      return by(say('claimed'), userId);
    case 'removed':
      return line('takes no leads any more');
    case 'void':
      return line('no longer an MQL');
  }
}

function messageLine({ kind, recipientId, state, lastError }: StoryMessage): Line {
  const sent = line('✉️ {kind} to {who}', { kind: kindInWords(kind), who: recipient(recipientId) });
  const why = said(whyNotSentInWords(lastError ?? ''));
  switch (state) {
    case 'failed':
      return why
        ? line('{sent} not delivered: {why}', { sent, why })
        : line('{sent} not delivered', { sent });
    case 'cancelled':
      return why ? line('{sent} not sent: {why}', { sent, why }) : line('{sent} not sent', { sent });
    default:
      return sent;
  }
}

function auditLine({ action, by: userId, detail }: Entry<'audit'>, wording: Wording): Line {
  switch (action) {
    case 'lead stayed':
      return line('Stays where it is: {why}', { why: said(stayInWords(detail.why)) });
    case 'lead snoozed': {
      const until = timeInWords(new Date(String(detail.until)), wording.timeZone);
      return line('{what} until {until}', { what: by(say('🔕 Snoozed'), userId), until });
    }
    case 'decision corrected': {
      const [was, to] = [decisionInWords(detail.was), decisionInWords(detail.to)];
      const why = said(String(detail.why ?? ''));
      const what = by(say('✏️ Corrected'), userId);
      return line('{what} from {was} to {to}: {why}', { what, was, to, why });
    }
    case 'lead erased':
      return by(say('🧹 Erased'), userId);
    default:
      return by(said(action), userId);
  }
}

function decisionInWords(state: unknown): string {
  return say(
    '{state, select, open {open} accepted {accepted} rejected {rejected} recycled {recycled} other {withdrawn}}',
    { state: String(state) },
  );
}

function by(what: string, userId: string | null): Line {
  return userId ? line('{what} by {who}', { what, who: user(userId) }) : [text(what)];
}

function withWhy(what: Line, why: string): Line {
  return why ? line('{what}: {why}', { what, why }) : what;
}

function whom(userId: string | null): types.RichTextElement {
  return userId ? user(userId) : text(say('nobody'));
}

function recipient(recipientId: string): types.RichTextElement {
  return /^[UW]/.test(recipientId) ? user(recipientId) : { type: 'channel', channel_id: recipientId };
}

function said(words: string): string {
  return oneLine(words, LONGEST_WORDS);
}

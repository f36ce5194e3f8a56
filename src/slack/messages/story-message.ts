import type { types } from '@slack/bolt';
import { type LeadProgress, moveUndoUntil } from '../../leads/lead-progress.ts';
import type { LeadStory } from '../../leads/lead-story.ts';
import { say } from '../../words/say.ts';
import { ACTION } from '../action-ids.ts';
import { managersButtons, row } from './lead-buttons.ts';
import { leadName, plainLeadName } from './lead-card-message.ts';
import { leadLines } from './lead-lines.ts';
import { button, context, header, type Message, type Wording } from './message.ts';
import { bold, richText } from './rich-text.ts';
import { moveButtons } from './stage-moves.ts';
import { storyLine } from './story-lines.ts';
import { cut } from './text.ts';
import { timeInWords } from './times.ts';

/** So many lines fit into one answer; the latest are shown. */
const MOST_LINES = 30;

interface StoryReader {
  userId: string | null;
  isManager: boolean;
  isAdmin?: boolean;
}

/** Everything that happened with one lead, the latest last, and what its reader may do about it. */
export function storyMessage(story: LeadStory, wording: Wording, reader: StoryReader): Message {
  const { card, entries } = story;
  const about = story.lead;
  const earlier = Math.max(0, entries.length - MOST_LINES);
  const lines = entries
    .slice(-MOST_LINES)
    .map((entry) => [bold(`${timeInWords(entry.at, wording.timeZone)}  `), ...storyLine(entry, wording)]);
  const buttons = buttonsFor(story, wording, reader);
  return {
    text: say('The story of {lead}, {count, plural, one {# entry} other {# entries}}.', {
      lead: leadName(about),
      count: entries.length,
    }),
    blocks: [
      header(cut(plainLeadName(about, 70), 150)),
      ...(earlier > 0
        ? [
            context(
              say('and {earlier, plural, one {# earlier entry} other {# earlier entries}} not shown', {
                earlier,
              }),
            ),
          ]
        : []),
      ...(card ? [] : [richText(leadLines(about))]),
      richText(lines),
      ...(buttons.length > 0 ? [row(...buttons)] : []),
    ],
  };
}

function buttonsFor(story: LeadStory, wording: Wording, reader: StoryReader): types.ActionsBlockElement[] {
  if (story.lead.erasedAt) return [];
  return [...handlingButtons(story, wording, reader), ...(reader.isAdmin ? [eraseButton(story.leadId)] : [])];
}

function eraseButton(leadId: string): types.Button {
  const plain = (words: string) => ({ type: 'plain_text' as const, text: words });
  return {
    ...button(say('Erase…'), ACTION.eraseLead, leadId, 'danger'),
    confirm: {
      title: plain(say('Erase this lead?')),
      text: plain(
        say(
          'Its name, address, notes and all else that says who it is are deleted, here and in every message about it. Figures stay. This cannot be undone.',
        ),
      ),
      confirm: plain(say('Erase')),
      deny: plain(say('Keep')),
      style: 'danger',
    },
  };
}

function handlingButtons(
  { card, progress, mayMove, leadId }: LeadStory,
  wording: Wording,
  { userId, isManager }: StoryReader,
): types.ActionsBlockElement[] {
  const moves =
    progress && mayMove ? [...undoButton(progress, wording), ...moveButtons(progress.stage, leadId)] : [];
  if (!card || card.state === 'void') return moves;
  const open = button(say('Open card'), ACTION.openCard, card.handoffId);
  if (!isManager) return card.holderId === userId ? [open, ...moves] : moves;
  const give = card.state === 'open' ? [button(say('Give to…'), ACTION.give, card.handoffId)] : [];
  return [open, ...give, ...managersButtons(card, wording), ...moves];
}

function undoButton(progress: LeadProgress, { now }: Wording): types.Button[] {
  const until = moveUndoUntil(progress);
  return until && until > now ? [button(say('Undo'), ACTION.undoMoveHere, progress.leadId)] : [];
}

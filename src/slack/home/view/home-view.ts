import type { types } from '@slack/bolt';
import { say } from '../../../words/say.ts';
import { series } from '../../../words/series.ts';
import { ACTION } from '../../action-ids.ts';
import type { Wording } from '../../messages/message.ts';
import { actions, button, context, header, plainSection, section } from '../../messages/message.ts';
import { escapeMrkdwn, oneLine } from '../../messages/text.ts';
import { dateToken } from '../../messages/times.ts';
import type { Home } from '../home.ts';
import { FIRST_PAGES, type HomePages, writePages } from '../pages.ts';
import { attentionBlocks, settingsBlocks } from './admin-blocks.ts';
import { ownBlocks } from './own-blocks.ts';
import { teamBlocks } from './team-blocks.ts';

/** The Home tab of one person. */
export function homeView(home: Home, pages: HomePages, wording: Wording): types.HomeView {
  return viewOf(blocksOf(home, shownPages(home, pages), wording), shownPages(home, pages));
}

/** Where the Home tab could not be put together: the words say why. */
export function brokenHomeView(sentence: string): types.HomeView {
  return viewOf([section(sentence)], FIRST_PAGES);
}

function viewOf(blocks: types.KnownBlock[], pages: HomePages): types.HomeView {
  return { type: 'home', private_metadata: writePages(pages), blocks };
}

/** A list may have become shorter than the page that was asked for. */
function shownPages(home: Home, pages: HomePages): HomePages {
  if (home.kind !== 'colleague') return FIRST_PAGES;
  return { own: home.own?.queue.page ?? pages.own, team: home.team?.queue.page ?? pages.team };
}

function blocksOf(home: Home, pages: HomePages, wording: Wording): types.KnownBlock[] {
  switch (home.kind) {
    case 'outsider':
      return [
        section(
          say('👋 Hello! This app is for members of this workspace, so there is nothing here for guests.'),
        ),
      ];
    case 'newcomer':
      return [...newcomerBlocks(home), footerBlock(home, wording)];
    case 'colleague':
      return [
        ...(home.admin ? attentionBlocks(home.admin) : []),
        ...(home.own ? ownBlocks(home.own, pages, wording) : []),
        ...leadButtons(home),
        ...(home.team ? teamBlocks(home.team, pages, wording) : []),
        ...(home.admin ? settingsBlocks() : []),
        footerBlock(home, wording),
      ];
  }
}

/** For reps, and for managers, who add leads too. */
function leadButtons({ own, team }: Extract<Home, { kind: 'colleague' }>): types.KnownBlock[] {
  if (!own?.isRep && !team) return [];
  return [
    actions(
      button(say('Add a lead…'), ACTION.addLead, 'home'),
      button(say('My leads…'), ACTION.openOwnLeads, 'home'),
    ),
  ];
}

function newcomerBlocks({
  managerIds,
  mqlDefinition,
}: Extract<Home, { kind: 'newcomer' }>): types.KnownBlock[] {
  const managers = managerIds.map((userId) => `<@${userId}>`);
  const definition = oneLine(mqlDefinition ?? '', 500);
  return [
    header(say('Leads go from marketing to sales here')),
    section(
      say(
        'Each lead that marketing has qualified goes to one sales rep, who accepts or rejects it in time. Managers see how that goes.',
      ),
    ),
    section(
      managers.length > 0
        ? say(
            '*To get leads yourself*, ask one of these to add you: {managers} with `/funnel reps add @you`.',
            { managers: series(managers) },
          )
        : say('*To get leads yourself*, ask a workspace admin to add you with `/funnel reps add @you`.'),
    ),
    ...(definition
      ? [plainSection(say('What counts as a qualified lead (MQL): {definition}', { definition }))]
      : []),
    section(say('`/funnel` shows how the team is doing, `/funnel help` what else you can ask.')),
  ];
}

/** It says when it was put together, so that it is compared without this. */
function footerBlock(
  home: Exclude<Home, { kind: 'outsider' }>,
  { timeZone, now }: Wording,
): types.ContextBlock {
  const { version, nextDigest } = home.footer;
  const none = home.kind === 'colleague' && home.team ? say('No digest is set up.') : '';
  const digest = nextDigest
    ? say('Next digest {when} in {channel}.', {
        when: dateToken(nextDigest.at, timeZone),
        channel: `<#${nextDigest.channelId}>`,
      })
    : none;
  const notes = [
    say('As of {when}.', { when: dateToken(now, timeZone) }),
    digest,
    say('Days in {timeZone}.', { timeZone: escapeMrkdwn(timeZone) }),
    '`/funnel help`.',
    say('Funnel {version}.', { version }),
  ];
  return context(notes.filter(Boolean).join(' '));
}

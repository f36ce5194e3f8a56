import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message, type MessageProps } from 'slack-blocks-to-jsx';
import { BOT, TEAM } from '../pretend/workspace.ts';
import { asLibraryBlock } from './as-library-block.ts';
import { dateTokenText } from './date-token.ts';
import { type Html, html, trusted } from './html.ts';
import { emojiCharacter } from './plain-text.ts';
import { pageUrl, type Viewer } from './viewer.ts';

const PERMALINK = new RegExp(`^https://${TEAM.domain}\\.slack\\.com/archives/(\\w+)/p(\\d+)`);
const ROOT_MARK = 'id="slack_blocks_to_jsx" data-theme="light" ';
const EMPTY_END = '<div class="slack_blocks_to_jsx--blocks"></div></div></div>';

/** Draws one block that nobody can operate. What the library cannot draw becomes a visible placeholder. */
export function libraryBlock(block: { type: string }, viewer: Viewer): Html {
  const { workspace } = viewer.slack;
  const props: MessageProps = {
    blocks: [asLibraryBlock(block)],
    name: BOT.realName,
    logo: '',
    withoutWrapper: true,
    hooks: hooksFor(viewer),
    data: {
      users: [
        ...workspace.people.map(({ id, name }) => ({ id, name })),
        { id: BOT.userId, name: BOT.realName },
      ],
      channels: workspace.channels.map(({ id, name }) => ({ id, name })),
    },
  };
  try {
    const markup = renderToStaticMarkup(createElement(Message, props));
    // The page itself is the library's one root: the id may stand only once in a document.
    if (!markup.endsWith(EMPTY_END)) return trusted(markup.replace(ROOT_MARK, ''));
  } catch {
    // A block that Slack would have refused; the placeholder shows it.
  }
  return html`<p class="placeholder">Slack shows a <code>${block.type}</code> block here; this page cannot draw it.</p>`;
}

function hooksFor(viewer: Viewer): NonNullable<MessageProps['hooks']> {
  const { slack, person } = viewer;
  const locale = slack.localeOf(person.id);
  const datesIn = locale.startsWith('en') ? 'en-GB' : locale;
  return {
    // Of what only looks like an emoji, as in 09:00–17:00, the library gives the colons with the name.
    emoji: ({ name }) => emojiCharacter(`:${name.replace(/^:|:$/g, '')}:`),
    date: ({ timestamp, format, fallback }) => {
      const instant = new Date(Number(timestamp) * 1000);
      const isValid = !Number.isNaN(instant.getTime());
      const text = isValid ? dateTokenText(format, instant, person.timeZone, slack.now(), datesIn) : fallback;
      return isValid ? createElement('time', { dateTime: instant.toISOString() }, text) : text;
    },
    link: ({ href, children }) => {
      const [, channelId, digits] = PERMALINK.exec(href) ?? [];
      if (channelId && digits) {
        const url = `${pageUrl(viewer, channelId)}#m${digits}`;
        return createElement('a', { href: url, className: 'slack_link' }, children);
      }
      if (!/^(https?|mailto|tel):/.test(href)) return createElement('span', {}, children);
      return createElement(
        'a',
        { href, className: 'slack_link', target: '_blank', rel: 'noopener noreferrer' },
        children,
      );
    },
  };
}

import { describe, expect, test } from 'vitest';
import { noticeView, rejectView } from '../../src/slack/views/reject-view.ts';
import { settingsView } from '../../src/slack/views/settings-view.ts';
import { DEFAULT_REJECTION_REASONS } from '../../src/team/workspace-defaults.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { asLines } from './as-lines.ts';
import { SETTINGS } from './some-settings.ts';

describe('a modal', () => {
  test.each([
    ['to reject a lead', rejectView('Ada Park, Acme', 'h-1', DEFAULT_REJECTION_REASONS)],
    ['with a notice', noticeView('Already decided', 'This lead was already accepted by <@U0REP>.')],
    ['with settings never changed', settingsView(SETTINGS.fresh)],
    ['with settings that are filled in', settingsView(SETTINGS.filled)],
  ])('%s', (_, view) => {
    expect(slackFaults('modal', view)).toEqual([]);
    expect(asLines(view)).toMatchSnapshot();
  });
});

import { describe, expect, test } from 'vitest';
import { dryRunSentences } from '../../src/reports/sentences/dry-run-sentences.ts';
import { dryRunMessage } from '../../src/slack/messages/dry-run-message.ts';
import { dryRunView } from '../../src/slack/views/dry-run-view.ts';
import { slackFaults } from '../support/slack-limits.ts';
import { aDryRun } from './a-dry-run.ts';
import { asLines } from './as-lines.ts';
import { expectShown } from './expect-shown.ts';
import { HOSTILE } from './hostile.ts';

describe('a dry run', () => {
  test('as a message', () => {
    const message = dryRunMessage(aDryRun());
    expectShown('response', message);
  });

  test('without data', () => {
    expect(asLines(dryRunMessage(aDryRun({ handoffs: 0, tried: null, inForce: null })))).toMatchSnapshot();
  });

  test('as a modal', () => {
    const view = dryRunView(dryRunSentences(aDryRun()));
    expect(slackFaults('modal', view)).toEqual([]);
    expect(asLines({ text: view.title.text, blocks: view.blocks })).toMatchSnapshot();
  });

  test('with a rep of a hostile name', () => {
    for (const name of Object.values(HOSTILE)) {
      const answer = aDryRun({ repNames: { U0REP: name } });
      expect(slackFaults('response', dryRunMessage(answer))).toEqual([]);
      expect(slackFaults('modal', dryRunView(dryRunSentences(answer)))).toEqual([]);
    }
  });
});

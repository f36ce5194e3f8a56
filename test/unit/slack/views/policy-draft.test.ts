import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../../../src/errors.ts';
import { fromRows } from '../../../../src/sla/policy-schema.ts';
import {
  changesOf,
  decodeDraft,
  encodeDraft,
  movePolicy,
  type PolicyDraft,
  putPolicy,
  removePolicy,
  startDraft,
} from '../../../../src/slack/views/policy-draft.ts';
import { NEW_POLICY } from '../../../../src/slack/views/policy-view.ts';
import { aPolicyRow } from '../../../support/policy-rows.ts';

const CURRENT = ['A', 'B', 'C'].map((name, position) => aPolicyRow({ name, position }));
const BASE = fromRows(CURRENT);
const DRAFT = startDraft(new Date(0), BASE);
const WEBINAR = { ...NEW_POLICY, name: 'Webinar', when: 'source = webinar', decideWithin: '2 h' };

const names = (draft: PolicyDraft) => draft.policies.map(({ text }) => text.name).join('');

describe('a draft of the policies', () => {
  it('begins as what is so, and changes nothing', () => {
    expect(changesOf(DRAFT, BASE)).toBeUndefined();
    expect(encodeDraft(DRAFT, BASE)).toBe('{"on":0,"list":[0,1,2]}');
  });

  it('keeps the last policy last', () => {
    expect(names(movePolicy(DRAFT, 0, 1))).toBe('BAC');
    expect(names(movePolicy(DRAFT, 1, -1))).toBe('BAC');
    for (const [index, by] of [
      [0, -1],
      [1, 1],
      [2, -1],
      [3, -1],
    ] as const) {
      expect(movePolicy(DRAFT, index, by)).toBe(DRAFT);
    }
    expect(names(putPolicy(DRAFT, null, WEBINAR))).toBe('ABWebinarC');
    expect(names(removePolicy(DRAFT, 0))).toBe('BC');
    expect(removePolicy(DRAFT, 2)).toBe(DRAFT);
  });

  it('says what it changes', () => {
    const draft = putPolicy(movePolicy(DRAFT, 0, 1), null, WEBINAR);
    expect(changesOf(draft, BASE)).toEqual({
      added: ['Webinar'],
      changed: [],
      removed: [],
      isReordered: true,
    });
    const other = putPolicy(removePolicy(DRAFT, 0), 0, { ...WEBINAR, name: 'B2' });
    expect(changesOf(other, BASE)).toEqual({
      added: [],
      changed: ['B2'],
      removed: ['A'],
      isReordered: false,
    });
    expect(changesOf(putPolicy(DRAFT, 1, { ...(BASE[1] ?? WEBINAR) }), BASE)).toBeUndefined();
  });

  it('comes back as the modal carries it', () => {
    const draft = putPolicy(putPolicy(movePolicy(DRAFT, 0, 1), null, WEBINAR), 0, { ...WEBINAR, name: 'X' });
    expect(decodeDraft(encodeDraft(draft, BASE), CURRENT)).toEqual(draft);
  });

  it('is refused when the policies have changed meanwhile', () => {
    const later = CURRENT.slice(1).map((row) => ({ ...row, effectiveFrom: new Date(5) }));
    expect(() => decodeDraft(encodeDraft(DRAFT, BASE), later)).toThrow(ConflictError);
  });

  it('points to the file when Slack cannot carry it', () => {
    let draft = DRAFT;
    for (let count = 0; count < 12; count += 1)
      draft = putPolicy(draft, null, { ...WEBINAR, name: `W${count}`, when: `source = ${'x'.repeat(90)}` });
    expect(encodeDraft(draft, BASE).length).toBeLessThanOrEqual(2_900);
    draft = putPolicy(draft, null, { ...WEBINAR, when: `source = ${'x'.repeat(900)}` });
    expect(() => encodeDraft(draft, BASE)).toThrow(/policies --json > policies\.json/);
  });
});

import { randomUUID } from 'node:crypto';
import { type SlackBlock, type SlackText, withBlockIds } from './block.ts';

/** A modal or Home tab as an app sends it. */
export type ViewDraft = {
  type: 'modal' | 'home';
  title?: SlackText;
  submit?: SlackText;
  close?: SlackText;
  blocks: readonly SlackBlock[];
  callback_id?: string;
  private_metadata?: string;
  external_id?: string;
  notify_on_close?: boolean;
  clear_on_close?: boolean;
};

export type View = ViewDraft & {
  id: string;
  hash: string;
  userId: string;
  /** Where the person was when the view opened. */
  channelId: string;
};

export type ViewChange = { ok: true; view: View } | { ok: false; error: string };

const DEEPEST_STACK = 3;

export type ViewStore = {
  open(userId: string, channelId: string, draft: ViewDraft): ViewChange;
  push(userId: string, channelId: string, draft: ViewDraft): ViewChange;
  update(key: { viewId?: string; externalId?: string; hash?: string }, draft: ViewDraft): ViewChange;
  publish(userId: string, draft: ViewDraft, hash?: string): ViewChange;
  find(viewId: string): View | undefined;
  stackOf(userId: string): readonly View[];
  homeOf(userId: string): View | undefined;
  closeTop(userId: string): void;
  closeAll(userId: string): void;
};

/** Each person's stack of modals and Home tab, with the errors Slack answers when they are misused. */
export function createViewStore(onChange: () => void): ViewStore {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stackOf = (userId: string) => stacks.get(userId) ?? [];
  const all = () => [...homes.values(), ...[...stacks.values()].flat()];

  function create(userId: string, channelId: string, draft: ViewDraft): View {
    return {
      ...draft,
      blocks: withBlockIds(draft.blocks),
      id: `V${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
      hash: randomUUID(),
      userId,
      channelId,
    };
  }

  function setStack(userId: string, stack: View[]): void {
    stacks.set(userId, stack);
    onChange();
  }

  function add(userId: string, channelId: string, draft: ViewDraft, below: readonly View[]): ViewChange {
    if (below.length >= DEEPEST_STACK) return { ok: false, error: 'push_limit_reached' };
    const view = create(userId, channelId, draft);
    setStack(userId, [...below, view]);
    return { ok: true, view };
  }

  return {
    open: (userId, channelId, draft) => add(userId, channelId, draft, []),
    push: (userId, channelId, draft) => add(userId, channelId, draft, stackOf(userId)),
    update(key, draft) {
      const before = all().find(
        (view) =>
          view.id === key.viewId || (key.externalId !== undefined && view.external_id === key.externalId),
      );
      if (!before) return { ok: false, error: 'not_found' };
      if (key.hash !== undefined && key.hash !== before.hash) return { ok: false, error: 'hash_conflict' };
      const view = { ...create(before.userId, before.channelId, draft), id: before.id };
      if (homes.get(view.userId) === before) homes.set(view.userId, view);
      setStack(
        view.userId,
        stackOf(view.userId).map((other) => (other === before ? view : other)),
      );
      return { ok: true, view };
    },
    publish(userId, draft, hash) {
      const before = homes.get(userId);
      if (hash !== undefined && before && hash !== before.hash) return { ok: false, error: 'hash_conflict' };
      const view = { ...create(userId, '', draft), id: before?.id ?? `V0HOME${userId}` };
      homes.set(userId, view);
      onChange();
      return { ok: true, view };
    },
    find: (viewId) => all().find((view) => view.id === viewId),
    stackOf,
    homeOf: (userId) => homes.get(userId),
    closeTop: (userId) => setStack(userId, stackOf(userId).slice(0, -1)),
    closeAll: (userId) => setStack(userId, []),
  };
}

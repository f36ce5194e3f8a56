import { SYSTEM } from '../../context.ts';
import { getWorkspace } from '../../team/workspace.ts';
import { conversing } from '../../words/voice.ts';
import { identify } from '../identify.ts';
import { refusalSentence } from '../refusal.ts';
import type { SlackDeps } from '../slack-deps.ts';
import { slackErrorCode } from '../web-client.ts';
import { composeHome, type HomeAbout, type HomeFigures } from './compose-home.ts';
import { FIRST_PAGES, type HomePages } from './pages.ts';
import { brokenHomeView, homeView } from './view/home-view.ts';

interface Visitor {
  userId: string;
  teamId?: string | undefined;
}

export interface HomeTabs {
  /** Somebody looks at theirs, or acted in it: shows it as it is now. */
  open(who: Visitor, pages?: HomePages): Promise<void>;
  /** Somebody acted elsewhere: shows theirs anew, if they looked at it lately. */
  showAgain(who: Visitor): Promise<void>;
  /** Shows anew what has changed for those who looked lately. Returns when to look again, where it was too soon. */
  refresh(): Promise<Date | undefined>;
}

interface Tab {
  who: Visitor;
  seenAt: Date;
  pages: HomePages;
  figures: HomeFigures;
  countedAt: Date;
  /** What is shown, as Slack calls it and as we compare it. */
  hash?: string | undefined;
  shown?: string;
  /** One after the other, so that what is put together later is shown later. */
  work: Promise<void>;
}

/**
 * Slack says when a Home tab is opened and never when it is left. Whoever has not looked for a quarter of an hour sees
 * it anew on coming back, since opening it says so again; twenty at a time, four rounds a minute, keep well below what
 * Slack takes of these calls, and each of them costs a look at the leads only.
 */
const LATELY_MS = 15 * 60_000;
const ROUND_MS = 15_000;
const MOST_REFRESHED = 20;
const MOST_REMEMBERED = 500;
const FIGURES_KEPT_MS = 5 * 60_000;

type HomeDeps = Omit<SlackDeps, 'homes' | 'intake' | 'connections' | 'bring' | 'leaseMs' | 'wakeSoon'>;

export function createHomeTabs(deps: HomeDeps, about: HomeAbout): HomeTabs {
  const tabs = new Map<string, Tab>();
  const system = deps.contextFor(SYSTEM);
  let nextRoundAt = new Date(0);

  function tabOf(who: Visitor): Tab {
    const { userId } = who;
    const now = system.now();
    const tab: Tab = tabs.get(userId) ?? {
      ...{ who, seenAt: now, pages: FIRST_PAGES, figures: {}, countedAt: now, work: Promise.resolve() },
    };
    // The one that was looked at last stands last.
    tabs.delete(userId);
    tabs.set(userId, tab);
    for (const known of tabs.keys()) if (tabs.size > MOST_REMEMBERED) tabs.delete(known);
    Object.assign(tab, { who, seenAt: now });
    return tab;
  }

  function inTurn(tab: Tab, work: () => Promise<void>): Promise<void> {
    tab.work = tab.work.then(() => conversing(work));
    return tab.work;
  }

  async function put(tab: Tab, { isAsked }: { isAsked: boolean }): Promise<void> {
    const { userId } = tab.who;
    const { ctx } = await identify(deps, tab.who);
    const now = ctx.now();
    if (isAsked || now.getTime() - tab.countedAt.getTime() > FIGURES_KEPT_MS) {
      Object.assign(tab, { figures: {}, countedAt: now });
    }
    const workspace = await getWorkspace(ctx);
    const { pages, figures } = tab;
    const home = await composeHome(ctx, deps, about, { workspace, pages, figures });
    const view = homeView(home, pages, { timeZone: workspace.timeZone, now });
    const shown = comparable(view.blocks);
    if (!isAsked && shown === tab.shown) return;
    // Unasked, what another process has shown since is newer: Slack refuses ours by its hash.
    const hash = isAsked ? undefined : tab.hash;
    const answer = await deps.client.views.publish({ user_id: userId, view, ...(hash ? { hash } : {}) });
    Object.assign(tab, { shown, hash: answer.view?.hash });
  }

  async function putOrSayWhy(tab: Tab): Promise<void> {
    try {
      await put(tab, { isAsked: true });
    } catch (error) {
      const sentence = refusalSentence(error, deps.logger);
      try {
        await deps.client.views.publish({ user_id: tab.who.userId, view: brokenHomeView(sentence) });
      } catch (refusal) {
        deps.logger.warn({ err: refusal }, 'a Home tab could not be shown');
      }
    }
  }

  async function putUnasked(tab: Tab): Promise<void> {
    try {
      await put(tab, { isAsked: false });
    } catch (error) {
      if (slackErrorCode(error) === 'hash_conflict') tabs.delete(tab.who.userId);
      else deps.logger.warn({ err: error }, 'a Home tab could not be shown anew');
    }
  }

  return {
    open(who, pages) {
      const tab = tabOf(who);
      tab.pages = pages ?? FIRST_PAGES;
      return inTurn(tab, () => putOrSayWhy(tab));
    },
    async showAgain(who) {
      const tab = tabs.get(who.userId);
      if (!tab || isForgotten(tab, system.now())) return;
      await inTurn(tab, () => putOrSayWhy(tab));
    },
    async refresh() {
      const now = system.now();
      for (const [userId, tab] of tabs) if (isForgotten(tab, now)) tabs.delete(userId);
      if (tabs.size === 0) return undefined;
      if (now < nextRoundAt) return nextRoundAt;
      nextRoundAt = new Date(now.getTime() + ROUND_MS);
      const latest = [...tabs.values()].slice(-MOST_REFRESHED);
      for (const tab of latest) await inTurn(tab, () => putUnasked(tab));
      return undefined;
    },
  };
}

function isForgotten({ seenAt }: Tab, now: Date): boolean {
  return now.getTime() - seenAt.getTime() > LATELY_MS;
}

/** Without what time alone changes: words for Slack clients that cannot say an instant, and the footer's "as of". */
function comparable(blocks: readonly object[]): string {
  return JSON.stringify(blocks.slice(0, -1), (key, value: unknown) =>
    key === 'fallback' ? undefined : value,
  );
}

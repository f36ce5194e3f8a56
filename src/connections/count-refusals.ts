import { noteRefused } from './note-request.ts';

export type NoteRefusal = (...args: Parameters<typeof noteRefused>) => Promise<void>;

const WINDOW_MS = 60_000;
const MOST_NOTED = 20;

/**
 * Notes refused requests, of which anybody can send any number: so many a minute are written down, the others are counted
 * in memory and written down with the next.
 */
export function countRefusals(): NoteRefusal {
  const windows = new Map<string, { endsAt: number; noted: number; unnoted: number }>();
  return async (ctx, connectionId, why) => {
    const now = ctx.now().getTime();
    const window = windows.get(connectionId);
    const isOpen = window !== undefined && window.endsAt > now && window.endsAt - now <= WINDOW_MS;
    if (isOpen && window.noted >= MOST_NOTED) {
      window.unnoted += 1;
      return;
    }
    const unnoted = window?.unnoted ?? 0;
    const noted = isOpen ? window.noted + 1 : 1;
    windows.set(connectionId, { endsAt: isOpen ? window.endsAt : now + WINDOW_MS, noted, unnoted: 0 });
    await noteRefused(ctx, connectionId, why, 1 + unnoted);
  };
}

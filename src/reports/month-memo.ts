import { LRUCache } from 'lru-cache';
import type { Executor } from '../db/client.ts';

/** What one question came to for one month, or the part of it within a period. */
export interface KnownMonth {
  /** How often its days had changed: it holds as long as that is so. */
  stamp: string;
  /** By the clock alone it holds from one instant to the other, both included, in ms. */
  askedAt: number;
  changesAt: number;
  cell: unknown;
}

export type MonthMemo = LRUCache<string, KnownMonth>;

/** About so many numbers, of 8 bytes each. */
const MOST_NUMBERS = 8_000_000;

const memos = new WeakMap<Executor, MonthMemo>();

/** What this process knows of the months of a database. */
export function monthMemoOf(db: Executor): MonthMemo {
  const memo = memos.get(db) ?? new LRUCache<string, KnownMonth>({ maxSize: MOST_NUMBERS });
  memos.set(db, memo);
  return memo;
}

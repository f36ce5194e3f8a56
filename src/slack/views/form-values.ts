import type { ViewStateValue } from '@slack/bolt';

/** What stands in the fields of a form, by block and action. */
export type FormValues = Record<string, Record<string, ViewStateValue>>;

import { z } from 'zod';

/** Which page of each list is shown. The view carries it, so that whichever process takes the next click knows it. */
const HomePages = z.object({ own: z.number().int().min(1), team: z.number().int().min(1) });
export type HomePages = z.infer<typeof HomePages>;

export const FIRST_PAGES: HomePages = { own: 1, team: 1 };

export function writePages(pages: HomePages): string {
  return JSON.stringify(pages);
}

export function readPages(written: string | undefined): HomePages {
  try {
    return HomePages.catch(FIRST_PAGES).parse(JSON.parse(written ?? ''));
  } catch {
    return FIRST_PAGES;
  }
}

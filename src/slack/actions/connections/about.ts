import { z } from 'zod';

/** Which connection a form is about, and the view below it, which shows it anew afterwards. */
const about = z.object({ id: z.string().optional(), viewId: z.string().optional() });

export type About = z.infer<typeof about>;

export function writeAbout({ id, viewId }: { id?: string | undefined; viewId?: string | undefined }): string {
  return JSON.stringify({ id, viewId });
}

export function readAbout(metadata: string): About {
  return about.parse(JSON.parse(metadata || '{}'));
}

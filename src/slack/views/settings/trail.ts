import { z } from 'zod';

/** What a form of the settings was opened from, so that it shows there what has changed. The form carries it. */
const Trail = z.object({
  /** The list of all settings. */
  settingsViewId: z.string().optional(),
  /** A list of people or reasons, and on which of its pages. */
  listViewId: z.string().optional(),
  page: z.number().int().optional(),
  /** What the form is about: a person or a reason; absent: a new one. */
  id: z.string().optional(),
  /** What was shown when somebody last looked at what it would change. */
  previewed: z.string().optional(),
});
export type Trail = z.infer<typeof Trail>;

export function writeTrail(trail: Trail): string {
  return JSON.stringify(trail);
}

/** Blank where the form was opened by a command or from the Home tab. */
export function readTrail(metadata: string | undefined): Trail {
  return metadata ? Trail.parse(JSON.parse(metadata)) : {};
}

import type { SystemSettings } from '../../connections/system-settings.ts';
import { CRM_SYSTEMS, type CrmSystem } from '../../vocabulary.ts';
import { SYSTEMS } from './systems.ts';

/** HubSpot signs with the secret of its own app; the others take ours. */
const GIVES_SECRET: readonly CrmSystem[] = ['hubspot'];

/** What can be set of each system's connections. */
export const SYSTEM_SETTINGS = Object.fromEntries(
  CRM_SYSTEMS.map((system) => [system, settingsOf(system)]),
) as Record<CrmSystem, SystemSettings>;

function settingsOf(system: CrmSystem): SystemSettings {
  const { options: schema, fields } = SYSTEMS[system];
  const fallbacks: Record<string, unknown> = schema.parse({});
  return {
    fields,
    givesSecret: GIVES_SECRET.includes(system),
    options: Object.keys(schema.shape).map((name) => ({ name, fallback: inText(fallbacks[name]) })),
    readOptions(typed) {
      const given = Object.entries(typed)
        .filter(([, text]) => text.trim() !== '')
        .map(([name, text]) => [name, Array.isArray(fallbacks[name]) ? listIn(text) : text.trim()]);
      const parsed = schema.safeParse(Object.fromEntries(given));
      if (parsed.success) return { options: Object.fromEntries(given) };
      const faults: Record<string, string> = {};
      for (const issue of parsed.error.issues) faults[String(issue.path[0] ?? '')] ??= issue.message;
      return { faults };
    },
  };
}

function inText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function listIn(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

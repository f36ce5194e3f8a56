import { z } from 'zod';
import { CRM_SYSTEMS, type CrmSystem } from '../../vocabulary.ts';
import { CRM_ADAPTERS, type KnownSystem } from './adapters.ts';
import { CUSTOM_FIELDS, custom } from './custom.ts';

/** Every system that leads are received from. */
export const SYSTEMS: Readonly<Record<CrmSystem, KnownSystem>> = {
  ...CRM_ADAPTERS,
  custom: { adapter: custom, options: z.object({}), fields: CUSTOM_FIELDS },
};

export function isSystem(name: string): name is CrmSystem {
  return (CRM_SYSTEMS as readonly string[]).includes(name);
}

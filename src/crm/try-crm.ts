import type { Connection } from '../connections/connection.ts';
import { AppError } from '../errors.ts';
import { CrmRefusal } from './crm-refusal.ts';
import type { OpenCrms } from './open-crm.ts';

/** Asks a CRM for something small: undefined where it answers, else what is wrong, in its own words where it has some. */
export async function tryCrm(openCrm: OpenCrms, connection: Connection): Promise<string | undefined> {
  try {
    await openCrm(connection)?.writer.check();
    return undefined;
  } catch (error) {
    if (error instanceof CrmRefusal || error instanceof AppError) return error.message;
    throw error;
  }
}

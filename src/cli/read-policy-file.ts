import { readFile } from 'node:fs/promises';
import { InvalidInputError } from '../errors.ts';

/** What a file of policies holds, not yet checked. @throws {InvalidInputError} that says why it cannot be read. */
export async function readPolicyFile(file: string): Promise<unknown> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    throw new InvalidInputError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InvalidInputError(
      `${file} is not JSON: ${(error as Error).message}. npm run funnel -- policies --json shows the form.`,
      { cause: error },
    );
  }
}

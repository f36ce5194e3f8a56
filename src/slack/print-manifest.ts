import { readFileSync } from 'node:fs';
import { AppError } from '../errors.ts';
import { httpManifest } from './http-manifest.ts';

const [publicAddress] = process.argv.slice(2);

if (publicAddress === undefined) {
  console.error(
    'Give the public address of the bot: npm run manifest -- https://bot.example.com. For Socket Mode, which needs none, use manifest.yml as it is.',
  );
  process.exit(2);
}
try {
  const socketManifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  process.stdout.write(httpManifest(socketManifest, publicAddress));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.message);
  process.exit(2);
}

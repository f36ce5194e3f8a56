import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';

// A program of its own, run once per folder: making a database takes half a gigabyte that the process would not give back.
const [, , folder] = process.argv;
const client = await PGlite.create(String(folder));
await client.close();

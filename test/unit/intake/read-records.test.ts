import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, readRecords } from '../../../src/intake/csv/read-records.ts';
import { UnreadText } from '../../../src/intake/csv/unread-text.ts';

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function reading(text: string, size = text.length): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of readRecords(new UnreadText(inPieces(text, size)), ',')) records.push(record);
  return records;
}

const WELL = [
  '1,b,y',
  '"2","b","y"',
  '3,"two\nlines",y',
  '4,"a ""b""",y',
  '5,5" pipe,y',
  '6,"""a""",é',
  '',
  '7,"b" ,y',
];
const BROKEN = ['1,"open,y', '2,b', '3,b,y,z', '4,"a"b,y', '"open,5,y', '6,b,"'];
const rows = fc.array(fc.constantFrom(...WELL), { maxLength: 6 });
const end = fc.constantFrom('\n', '\r\n', '\r');

describe('readRecords', () => {
  it('reads the same however the text is cut into pieces', async () => {
    const lines = fc.array(fc.constantFrom(...WELL, ...BROKEN), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, end, fc.integer({ min: 1, max: 9 }), async (content, lineEnd, size) => {
        const text = ['a,b,c', ...content].join(lineEnd);
        expect(await reading(text, size)).toEqual(await reading(text));
      }),
    );
  });

  it('loses one row to one that is broken', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...BROKEN),
        rows,
        end,
        async (before, broken, after, lineEnd) => {
          const text = (content: readonly string[]) => ['a,b,c', ...content, ''].join(lineEnd);
          const all = await reading(text([...before, broken, ...after]));
          const well = await reading(text([...before, ...after]));
          expect(all.filter((row) => row.cells).map((row) => row.cells)).toEqual(
            well.map((row) => row.cells),
          );
          expect(all.filter((row) => row.fault)).toHaveLength(1);
        },
      ),
    );
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CsvOptions, type CsvRow, readCsv } from '../../../src/intake/csv/read-csv.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'funnel-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function reading(content: string | Buffer, options?: CsvOptions) {
  const file = path.join(folder, 'file.csv');
  await writeFile(file, content);
  const { header, delimiter, rows } = await readCsv(file, options);
  const read: CsvRow[] = [];
  for await (const row of rows) read.push(row);
  return { header, delimiter, rows: read };
}

const lines = (rows: CsvRow[]) => rows.map((row) => [row.line, row.cells ?? row.fault]);
const brokenQuote = 'A quote is not closed, or a closed one is followed by more text.';

describe('readCsv', () => {
  it.each([
    ['comma', 'id,at\n1,2\n', ','],
    ['semicolon', 'id;at\n1;2\n', ';'],
    ['tab', 'id\tat\n1\t2\n', '\t'],
    ['bar', 'id|at\n1|2\n', '|'],
    ['the one under which the wanted columns appear', 'id;at;a,b,c,d\n1;2;3\n', ';'],
    ['the one that Excel declares', 'sep=;\nid;at\n1;2\n', ';'],
  ])('tells the delimiter from the header: %s', async (_, content, delimiter) => {
    const read = await reading(content, { columns: ['id', 'at'] });
    expect(read.delimiter).toBe(delimiter);
    expect(read.rows[0]?.cells?.slice(0, 2)).toEqual(['1', '2']);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFid,name\n1,Zoë\n', 'utf8')],
    ['UTF-16, little end first', Buffer.from('\uFEFFid,name\n1,Zoë\n', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\uFEFFid,name\n1,Zoë\n', 'utf16le').swap16()],
  ])('reads %s', async (_, content) => {
    expect(await reading(content)).toMatchObject({ header: ['id', 'name'], rows: [{ cells: ['1', 'Zoë'] }] });
  });

  it.each(['\n', '\r\n', '\r'])(
    'counts physical lines ended by %j, quoted and empty ones too',
    async (end) => {
      const { rows } = await reading(['id,name', '1,"two', 'lines"', '', ' , ', '2,b', '3,c'].join(end));
      expect(lines(rows)).toEqual([
        [2, ['1', `two${end}lines`]],
        [6, ['2', 'b']],
        [7, ['3', 'c']],
      ]);
    },
  );

  it('keeps a quote within an unquoted field and halves a doubled one within quotes', async () => {
    const { rows } = await reading('id,name\n1,5" pipe\n2,"a ""b"" c"\n3,="007"\n');
    expect(rows.map((row) => row.cells?.[1])).toEqual(['5" pipe', 'a "b" c', '="007"']);
  });

  it('refuses a row of another width and goes on', async () => {
    const { rows } = await reading('id,name\n1\n2,b,c\n3,d\n');
    expect(lines(rows)).toEqual([
      [2, 'It has 1 field where the header has 2.'],
      [3, 'It has 3 fields where the header has 2.'],
      [4, ['3', 'd']],
    ]);
  });

  it('makes an unclosed quote one refused row at its line', async () => {
    const { rows } = await reading('id,name,x\n1,"open,y\n2,b,y\n3,"c, d",y\n4,"last');
    expect(lines(rows)).toEqual([
      [2, brokenQuote],
      [3, ['2', 'b', 'y']],
      [4, ['3', 'c, d', 'y']],
      [5, 'A quote is opened here and never closed.'],
    ]);
  });

  it('gives back the rows that an unclosed quote swallowed up to another quote', async () => {
    const { rows } = await reading('id,name,x\n1,"open,y\n2,b,y\n3,c,d"\n4,e,y\n');
    expect(rows.map((row) => row.line)).toEqual([2, 3, 4, 5]);
    expect(rows.filter((row) => row.cells).map((row) => row.cells?.[0])).toEqual(['2', '3', '4']);
  });

  it('makes each of many rows with an unclosed quote one refused row', async () => {
    const broken = Array.from({ length: 20 }, (_, at) => `${at},"open`).join('\n');
    const { rows } = await reading(`id,name\n${broken}\n20,b\n`);
    expect(rows.map((row) => row.line)).toEqual(Array.from({ length: 21 }, (_, at) => at + 2));
    expect(rows.filter((row) => row.cells)).toEqual([{ line: 22, cells: ['20', 'b'] }]);
  });

  it('keeps together a row of another width whose quoted lines are no rows', async () => {
    const { rows } = await reading('id,name,x\n1,"two\nlines"\n2,b,y\n');
    expect(lines(rows)).toEqual([
      [2, 'It has 2 fields where the header has 3.'],
      [4, ['2', 'b', 'y']],
    ]);
  });

  it('lets blanks follow a closing quote, and nothing else', async () => {
    const { rows } = await reading('id,name\n"1" ,"a ""b"""  \n2,"a"b\n"3"x,b\n"" , \n4,"""c"" d"\n');
    expect(lines(rows)).toEqual([
      [2, ['1', 'a "b"']],
      [3, brokenQuote],
      [4, brokenQuote],
      [6, ['4', '"c" d']],
    ]);
  });

  it('makes a line of any length one refused row', async () => {
    const { rows } = await reading(
      `id,name\n1,${'x'.repeat(3_000_000)}\r\n2,b\n3,${','.repeat(1_100_000)}\n4,c`,
    );
    expect(lines(rows)).toEqual([
      [2, 'The row is over 1 MiB long.'],
      [3, ['2', 'b']],
      [4, 'The row is over 1 MiB long.'],
      [5, ['4', 'c']],
    ]);
  });

  it('notices an unclosed quote in a file that is longer than it reads at once', async () => {
    const tail = Array.from({ length: 150_000 }, (_, at) => `${at},b`).join('\n');
    const { rows } = await reading(`id,name\n0,"open\n${tail}\n`);
    expect(rows).toHaveLength(150_001);
    expect(rows.filter((row) => row.fault)).toEqual([
      { line: 2, fault: 'A quote is opened here and never closed.' },
    ]);
  });

  it('refuses a row whose bytes are not UTF-8', async () => {
    const { rows } = await reading(Buffer.from('id,name\n1,Zoë\n2,b\n', 'latin1'));
    expect(lines(rows)).toEqual([
      [2, expect.stringContaining('not UTF-8')],
      [3, ['2', 'b']],
    ]);
  });

  it('keeps together the lines of a row that is not UTF-8', async () => {
    const { rows } = await reading(Buffer.from('id,name\n1,"Zoë\nPark, Ada"\n2,b\n', 'latin1'));
    expect(rows.map((row) => row.line)).toEqual([2, 4]);
  });

  it.each([
    ['an empty file', '', /is empty/],
    ['nothing but blank lines', '\n\n', /no header line/],
    ['a binary file', Buffer.from([1, 0, 2, 0]), /binary/],
    ['a workbook', Buffer.from('PK\u0003\u0004rest'), /workbook/],
    ['a missing column', 'Lead Id,at\n', /no column "lead_id"\. Did you mean "Lead Id"\? .*"Lead Id", "at"/],
    ['a column named twice', 'lead_id,lead_id\n', /2 columns are called "lead_id" \(numbers 1, 2\)/],
  ])('names the cause when it cannot read %s', async (_, content, message) => {
    await expect(reading(content, { columns: ['lead_id'] })).rejects.toThrow(message);
  });

  it('names the cause when there is no file, or a folder', async () => {
    await expect(readCsv(path.join(folder, 'none.csv'))).rejects.toThrow(/There is no file .*none\.csv/);
    await expect(readCsv(folder)).rejects.toThrow(/is a folder/);
  });

  it('finds a column in another case, the exact one first', async () => {
    await expect(reading('ID,Id,at\n1,2,3\n', { columns: ['Id', 'AT'] })).resolves.toBeDefined();
    await expect(reading('ID,iD,at\n1,2,3\n', { columns: ['id'] })).rejects.toThrow(/2 columns are called/);
  });

  it('gives back every cell that a well-formed file was written from', async () => {
    const unit = fc.constantFrom('a', ' ', '"', ',', ';', '\n', '\r\n', 'é');
    const cell = fc.string({ unit, maxLength: 6 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), async (table) => {
        const content = [['a', 'b', 'c'], ...table].map((row) => row.map(quoted).join(',')).join('\r\n');
        const { rows } = await reading(content);
        const filled = (row: readonly string[]) => row.some((text) => text.trim() !== '');
        expect(rows.map((row) => row.cells)).toEqual(table.filter(filled));
      }),
    );
  });
});

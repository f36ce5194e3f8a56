import { describe, expect, it } from 'vitest';
import { cellFault, cleanCell, idFault } from '../../../src/intake/csv/clean-cell.ts';

describe('cleanCell', () => {
  it.each([
    ['="00123"', '00123'],
    ["'00123", '00123'],
    ["'+1 555 0100", '+1 555 0100'],
    ["'t Hooft", "'t Hooft"],
    ['\u00A0 Acme\u00A0', 'Acme'],
    ['=SUM(A1)', '=SUM(A1)'],
  ])('makes %s into %s', (cell, expected) => {
    expect(cleanCell(cell)).toBe(expected);
  });
});

describe('cellFault', () => {
  it.each(['#N/A', '#REF!', '#value!'])('refuses %s, an error of the spreadsheet', (text) => {
    expect(cellFault(text)).toMatch(/an error of the spreadsheet/);
  });

  it('accepts a text that begins with the same sign', () => {
    expect(cellFault('#42')).toBeUndefined();
  });
});

describe('idFault', () => {
  it.each(['1.23457E+12', '1,23457E+12', '5E+15'])('refuses %s, whose digits are lost', (text) => {
    expect(idFault(text)).toMatch(/its digits are lost/);
  });

  it.each(['123457', '5E12', 'L-1'])('accepts %s', (text) => {
    expect(idFault(text)).toBeUndefined();
  });
});

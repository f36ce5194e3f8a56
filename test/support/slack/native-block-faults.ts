/** Slack's rules for the blocks that carry data: tables and charts. */
import { countFaults, lengthFaults } from './element-faults.ts';
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from './json.ts';

const cellBudget = 10_000;

export function tableFaults(block: JsonObject, path: string): string[] {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  return [
    ...countFaults(block.rows, `${path}.rows`, 1, 100),
    ...rows.flatMap((row, r) => [
      ...countFaults(row, `${path}.rows[${r}]`, 1, 20),
      ...cellsOf(row).flatMap((cell, c) =>
        cellFaults(cell, `${path}.rows[${r}][${c}]`, ['raw_text', 'rich_text']),
      ),
    ]),
    ...(block.column_settings === undefined
      ? []
      : countFaults(block.column_settings, `${path}.column_settings`, 1, 20)),
    ...budgetFaults(rows, path),
  ];
}

export function dataTableFaults(block: JsonObject, path: string): string[] {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  const width = cellsOf(rows[0]).length;
  const pageSize = block.page_size;
  return [
    ...(stringOf(block.caption).length > 0 || isObject(block.caption) ? [] : [`${path}.caption is required`]),
    ...countFaults(block.rows, `${path}.rows`, 2, 101),
    ...rows.flatMap((row, r) => [
      ...countFaults(row, `${path}.rows[${r}]`, 1, 20),
      ...(cellsOf(row).length === width ? [] : [`${path}.rows[${r}] has another length than the header`]),
      ...cellsOf(row).flatMap((cell, c) =>
        cellFaults(
          cell,
          `${path}.rows[${r}][${c}]`,
          r === 0 ? ['raw_text', 'raw_number'] : ['raw_text', 'raw_number', 'rich_text'],
        ),
      ),
    ]),
    ...(pageSize === undefined || (typeof pageSize === 'number' && pageSize >= 1 && pageSize <= 100)
      ? []
      : [`${path}.page_size must be 1 to 100`]),
    ...budgetFaults(rows, path),
  ];
}

export function chartFaults(block: JsonObject, path: string): string[] {
  const chart = objectOf(block.chart);
  const type = stringOf(chart.type);
  const title = stringOf(block.title);
  return [
    ...(title.length > 0 ? lengthFaults(title, `${path}.title`, 50) : [`${path}.title is required`]),
    ...(type === 'pie'
      ? pieFaults(chart, `${path}.chart`)
      : ['bar', 'line', 'area'].includes(type)
        ? seriesFaults(chart, `${path}.chart`)
        : [`${path}.chart.type is "${type}", must be pie, bar, line or area`]),
  ];
}

function pieFaults(chart: JsonObject, path: string): string[] {
  return [
    ...countFaults(chart.segments, `${path}.segments`, 1, 6),
    ...objectsOf(chart.segments).flatMap((segment, i) => [
      ...labelFaults(segment.label, `${path}.segments[${i}].label`),
      ...(typeof segment.value === 'number' && segment.value > 0
        ? []
        : [`${path}.segments[${i}].value must be greater than 0`]),
    ]),
  ];
}

function seriesFaults(chart: JsonObject, path: string): string[] {
  const axis = objectOf(chart.axis_config);
  const categories = Array.isArray(axis.categories) ? axis.categories : [];
  const series = objectsOf(chart.series);
  const names = series.map((one) => stringOf(one.name));
  return [
    ...countFaults(axis.categories, `${path}.axis_config.categories`, 1, 20),
    ...categories.flatMap((name, i) => labelFaults(name, `${path}.axis_config.categories[${i}]`)),
    ...lengthFaults(axis.x_label, `${path}.axis_config.x_label`, 50),
    ...lengthFaults(axis.y_label, `${path}.axis_config.y_label`, 50),
    ...countFaults(chart.series, `${path}.series`, 1, 6),
    ...(new Set(names).size === names.length ? [] : [`${path}.series must have unique names`]),
    ...series.flatMap((one, i) => [
      ...labelFaults(one.name, `${path}.series[${i}].name`),
      ...pointFaults(one.data, categories, `${path}.series[${i}].data`),
    ]),
  ];
}

function pointFaults(data: unknown, categories: unknown[], path: string): string[] {
  const points = objectsOf(data);
  const labels = points.map((point) => point.label);
  const matches =
    labels.length === categories.length && categories.every((category) => labels.includes(category));
  return [
    ...(matches ? [] : [`${path} must have exactly one point per category`]),
    ...points.flatMap((point, i) =>
      typeof point.value === 'number' && Number.isFinite(point.value)
        ? []
        : [`${path}[${i}].value must be a number`],
    ),
  ];
}

function labelFaults(value: unknown, path: string): string[] {
  return stringOf(value).length > 0 ? lengthFaults(value, path, 20) : [`${path} must not be empty`];
}

function cellsOf(row: unknown): unknown[] {
  return Array.isArray(row) ? row : [];
}

function cellFaults(cell: unknown, path: string, kinds: readonly string[]): string[] {
  if (!isObject(cell)) return [`${path} must be a cell`];
  const type = stringOf(cell.type);
  if (!kinds.includes(type)) return [`${path} has the unsupported type "${type}"`];
  if (type === 'raw_text' && stringOf(cell.text).length === 0) return [`${path}.text must not be empty`];
  return [];
}

function budgetFaults(rows: unknown[], path: string): string[] {
  const used = rows.flatMap(cellsOf).reduce<number>((sum, cell) => sum + cellLength(cell), 0);
  return used > cellBudget ? [`${path} has ${used} characters over all cells, at most ${cellBudget}`] : [];
}

function cellLength(cell: unknown): number {
  if (Array.isArray(cell)) return cell.reduce<number>((sum, part) => sum + cellLength(part), 0);
  if (!isObject(cell)) return 0;
  const own = typeof cell.text === 'string' ? cell.text.length : 0;
  return own + cellLength(cell.elements) + (typeof cell.value === 'number' ? String(cell.value).length : 0);
}

import type { Report } from './report.ts';

const width = 1000;
const panelWidth = 480;
const gap = 20;
const margin = 10;
const rowHeight = 20;
const titleHeight = 46;
const labelWidth = 190;
const font = 'font-family="system-ui, sans-serif"';

interface Panel {
  title: string;
  note: string;
  rows: { name: string; value: number; text: string; isOurs: boolean }[];
}

/** One panel a scenario, one bar a relay, as an SVG image that reads on light and on dark pages. */
export function plot(report: Report): string {
  const panels = report.scenarios.flatMap((scenario) => panelOf(report, scenario.id) ?? []);
  const heights: number[] = [];
  for (let i = 0; i < panels.length; i += 2) {
    heights.push(
      Math.max(...panels.slice(i, i + 2).map(({ rows }) => rows.length)) * rowHeight + titleHeight + 24,
    );
  }
  let y = 10;
  const parts = panels.map((panel, i) => {
    const drawn = draw(panel, margin + (i % 2) * (panelWidth + gap), y);
    if (i % 2 === 1) y += heights[(i - 1) / 2] as number;
    return drawn;
  });
  const height = 10 + heights.reduce((sum, each) => sum + each, 0);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Benchmarks of relays">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

function panelOf({ scenarios, contestants, table }: Report, id: string): Panel | null {
  const scenario = scenarios.find((other) => other.id === id);
  const byRelay = table.get(id);
  if (scenario === undefined || byRelay === undefined) return null;
  const column = scenario.columns.find(({ key }) => key === scenario.plot.key);
  const rows = [...byRelay].flatMap(([relay, measures]) => {
    const value = measures[scenario.plot.key];
    if (value === undefined || value === null || Number.isNaN(value)) return [];
    const name = contestants.find((other) => other.id === relay)?.name ?? relay;
    const text = figure(value, column?.digits ?? 0);
    return [{ name: relay === 'ours' ? 'this relay, SQLite' : name, value, text, isOurs: relay === 'ours' }];
  });
  return {
    title: `${scenario.title}: ${column?.title ?? ''}`,
    note: scenario.plot.more ? 'more is better' : 'less is better',
    rows,
  };
}

function draw({ title, note, rows }: Panel, x: number, y: number): string {
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  const barRoom = panelWidth - labelWidth - 70;
  const lines = rows.map(({ name, value, text, isOurs }, i) => {
    const top = y + titleHeight + i * rowHeight;
    const length = Math.max(1, (value / most) * barRoom);
    return `<text x="${x + labelWidth - 6}" y="${top + 12}" ${font} font-size="11" fill="#1b2733" text-anchor="end">${escapeXml(name)}</text>
<rect x="${x + labelWidth}" y="${top + 2}" width="${length.toFixed(1)}" height="${rowHeight - 6}" fill="${isOurs ? '#b3261e' : '#8fa3b5'}"/>
<text x="${(x + labelWidth + length + 6).toFixed(1)}" y="${top + 12}" ${font} font-size="11" fill="#1b2733">${escapeXml(text)}</text>`;
  });
  return `<text x="${x}" y="${y + 18}" ${font} font-size="15" font-weight="600" fill="#1b2733">${escapeXml(title)}</text>
<text x="${x}" y="${y + 34}" ${font} font-size="11" fill="#55677a">${note}</text>
${lines.join('\n')}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A number with so many digits after the point. */
export function figure(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

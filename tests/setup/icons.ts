import { readFileSync, writeFileSync } from 'node:fs';
import { startBrowser } from '../e2e/browser.ts';

/** Draws the icons that an installed page has from client/public/icon.svg: `npm run icons`. */
const folder = new URL('../../client/public/', import.meta.url);
const svg = readFileSync(new URL('icon.svg', folder), 'utf8');
const ground = /fill="(#[0-9a-f]{6})"/.exec(svg)?.[1] ?? '#ffffff';

interface Drawn {
  name: string;
  size: number;
  /** How much of the square the picture takes; what is below 1 stands on a full ground, so that any shape cut out is filled. */
  part: number;
}

const icons: Drawn[] = [
  { name: 'icon-192.png', size: 192, part: 1 },
  { name: 'icon-512.png', size: 512, part: 1 },
  // Android cuts a circle of 80 % out of it.
  { name: 'icon-maskable-512.png', size: 512, part: 0.8 },
  // iOS rounds the corners itself and shows no transparency.
  { name: 'apple-touch-icon.png', size: 180, part: 0.92 },
];

const browser = await startBrowser();
try {
  const page = await browser.newPage();
  for (const { name, size, part } of icons) {
    await page.setViewportSize({ width: size, height: size });
    const background = part < 1 ? ground : 'transparent';
    const src = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${background}"><img src="${src}" width="${size * part}" height="${size * part}">`,
    );
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
    writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}

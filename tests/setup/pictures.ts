import { mkdirSync } from 'node:fs';
import { enter, startBrowser, visitor } from '../e2e/browser.ts';
import { command, dataFolder, startServer } from '../e2e/server.ts';

/** Makes the pictures of the readmes from the running product: `node tests/setup/pictures.ts`. */
const target = new URL('../../docs/images/', import.meta.url).pathname;
mkdirSync(target, { recursive: true });
const data = dataFolder();
const server = await startServer({ dataDir: data.dir, args: ['--demo'] });
const browser = await startBrowser();
try {
  const env = { DATA_DIR: data.dir, PORT: String(server.port), HOST: '127.0.0.1' };
  const id = command('link', ['--list'], env).out.split('\t')[0] ?? '';
  const link = command('link', ['--role', 'recorder', '--dialogue', id], env).out;
  const first = await visitor(browser);
  const second = await visitor(browser);
  await enter(first.page, link, 'Phạm Thị Ghi Chép');
  await enter(second.page, link, 'Lê Văn Biên Bản');
  const text = second.page.locator('.ProseMirror');
  const heading = text.getByText('NỘI DUNG HỘI NGHỊ').first();
  await heading.scrollIntoViewIfNeeded();
  await text.locator('p', { hasText: 'tuyên bố lý do' }).first().click();
  await second.page.keyboard.press('End');
  await second.page.locator('li[data-petition]').nth(3).click();
  const here = first.page.locator('.ProseMirror');
  await first.page.getByText('Đã lưu tại hội trường').first().waitFor();
  await here
    .getByText('NỘI DUNG HỘI NGHỊ')
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await first.page.locator('li[data-petition]').nth(1).waitFor();
  await first.page.screenshot({ path: `${target}hall.png` });
  const screen = await visitor(browser, { width: 1920, height: 1080 });
  await screen.page.goto(command('link', ['--role', 'screen', '--dialogue', id], env).out);
  await screen.page.getByText('Đề nghị xã').first().waitFor();
  await screen.page.screenshot({ path: `${target}screen.png` });
} finally {
  await browser.close();
  await server.stop();
  data.remove();
}

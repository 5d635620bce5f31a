import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer } from './peer.ts';
import { addPerson, linkTo } from './person-kit.ts';
import { command, dataFolder, type ServerProcess, startServer } from './server.ts';

/* The server is lost, and the only device that kept the dialogue has it sealed by the PIN of a person nobody knows now. */
const pin = '704812';
let hall: TestHall;
let device: Visitor;
let server: ServerProcess | undefined;
const folder = dataFolder();

beforeAll(async () => {
  hall = await openHall();
  device = await visitor(hall.browser);
});
afterAll(async () => {
  await hall?.close();
  await server?.kill();
  folder.remove();
});

test('the old PIN opens what a device sealed for a lost server, and the new server gets it', async () => {
  const { page } = device;
  const mai = await addPerson(hall, { name: 'Y Mai' });
  await page.goto(await linkTo(hall, mai.duty));
  await page.getByRole('button', { name: 'Để sau', exact: true }).click();
  await page.locator('.ProseMirror p').first().click();
  await page.keyboard.insertText(' Quokkavar ');
  await page.getByText('Đã lưu tại hội trường').first().waitFor();
  await page.goto(`${hall.server.url}/me`);
  await page.getByLabel('Mã PIN mới', { exact: true }).fill(pin);
  await page.getByLabel('Nhập lại mã PIN mới').fill(pin);
  await page.getByRole('button', { name: 'Đặt mã PIN', exact: true }).click();
  await page.getByText('Đã khóa bằng mã PIN của bạn').waitFor();
  const plain = () =>
    page.evaluate(async () =>
      (await indexedDB.databases())
        .map(({ name = '' }) => name)
        .filter((name) => /^doi-thoai\/[^@]*$/.test(name)),
    );
  await expect.poll(plain).toEqual([]);

  await hall.server.kill();
  rmSync(hall.dataDir, { recursive: true });
  server = await startServer({ dataDir: folder.dir, port: hall.server.port });
  await enter(page, server.organizerLink, 'Lê Văn Phòng');
  await page.goto(`${server.url}/rebuild`);
  await page.getByText('Máy này không giữ buổi nào mà máy chủ chưa có.').waitFor();
  const field = page.getByLabel(/Mã PIN của khóa lập ngày/);
  await field.fill('111222');
  await page.keyboard.press('Enter');
  await page.getByText('Mã PIN này không mở được.').waitFor();
  await field.fill(pin);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Đưa lên máy chủ/ }).click();
  await page.getByText(/Đã dựng lại “Đối thoại với hội viên Hội Nông dân”/).waitFor();

  const made = command('link', ['--role', 'recorder', '--dialogue', hall.dialogueId], {
    DATA_DIR: folder.dir,
    PORT: String(server.port),
    HOST: '127.0.0.1',
  });
  const cookie = await joinAs(made.out, 'Người kiểm tra');
  const minutes = await openPeer(server.url, cookie, roomName(hall.dialogueId, 'minutes'));
  await expect.poll(() => minutes.doc.getXmlFragment('body').toString()).toContain('Quokkavar');
  minutes.close();
  expect(device.errors).toEqual([]);
}, 60_000);

import type { RunningServer } from '../main.ts';
import { qrInTerminal } from '../qr-codes.ts';
import { sayTo } from '../terminal.ts';

const say = sayTo(process.stdout);

/** Prints where the product is, how a new device comes to trust it, a QR of the address, and, with `withLink`, the organizer's one-time link. */
export async function greet(server: RunningServer, withLink: boolean): Promise<void> {
  const { home, network, byName, door, homeDoor } = server.addresses();
  say(`Đối Thoại đang chạy: ${home}/`, `Đối Thoại is running: ${home}/`);
  for (const address of network)
    if (address !== home) say(`Trong mạng hội trường: ${address}/`, `In the hall’s network: ${address}/`);
  if (byName)
    say(
      `Theo tên máy (khóa truy cập passkey cần tên, không dùng được với địa chỉ số): ${byName}/`,
      `By the machine’s name (passkeys need a name, not an address of numbers): ${byName}/`,
    );
  const authority = server.certificate?.authority;
  if (authority) {
    say(
      `Thiết bị mới: mở ${door}/ (mã QR dưới đây) để cài chứng thư gốc, một lần cho mỗi thiết bị.`,
      `A new device: open ${door}/ (the QR code below) to trust this server, once on each device.`,
    );
    say(
      `Dấu vân tay SHA-256 của chứng thư gốc:\n${authority.fingerprint}`,
      'SHA-256 fingerprint of the root certificate: the line above.',
    );
  }
  process.stdout.write(`${qrInTerminal(`${door ?? network[0] ?? home}/`)}\n`);
  for (const { vi, en } of server.certificate?.warnings() ?? []) say(vi, en);
  if (!withLink) {
    say(
      'Liên kết của người tổ chức: tạo bằng lệnh link --role organizer.',
      'The organizer’s link: make it with the command link --role organizer.',
    );
    return;
  }
  // On this machine by the plain page: its own browser may not trust the server yet, and nobody listens in between.
  const link = `${server.linkOrigin?.() ?? homeDoor ?? home}/join#${await server.organizerToken()}`;
  say(
    `Liên kết một lần của người tổ chức (24 giờ): ${link}`,
    `The organizer’s one-time link (24 hours): ${link}`,
  );
}

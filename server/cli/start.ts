import { parseArgs } from 'node:util';
import { Refusal } from '../api/context.ts';
import { buildClientIfStale } from '../client-build.ts';
import { ConfigError, readConfig } from '../config.ts';
import { keyFile, SigningKeyError } from '../freeze/key.ts';
import { startServer } from '../main.ts';
import { DataFolderError, StoreInUseError } from '../store/sqlite/database.ts';
import { NewerDataError } from '../store/sqlite/schema.ts';
import { networkAddresses, sayTo, terminalQr } from '../terminal.ts';

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Says why the server does not start; false when the reason is unknown. */
function explain(error: unknown, port: number, dataDir: string): boolean {
  if (error instanceof ConfigError) complain(error.vi, error.message);
  else if (error instanceof StoreInUseError)
    complain(
      `Thư mục dữ liệu ${dataDir} đang được một máy chủ Đối Thoại khác sử dụng. Hãy tắt máy chủ đó, hoặc đặt DATA_DIR khác.`,
      `The data folder ${dataDir} is in use by another Đối Thoại server. Stop that one, or set another DATA_DIR.`,
    );
  else if (error instanceof DataFolderError)
    complain(
      `Không dùng được thư mục dữ liệu ${dataDir}. Hãy kiểm tra DATA_DIR: phải là thư mục ghi được, không phải tệp.`,
      `The data folder ${dataDir} cannot be used. Check DATA_DIR: it must be a folder that can be written, not a file.`,
    );
  else if (error instanceof SigningKeyError)
    complain(
      `Khóa ký ${keyFile} trong ${dataDir} không đọc được hoặc đã hỏng. Hãy chép lại tệp này từ bản sao lưu. Nếu không còn bản sao lưu nào, chuyển tệp đi nơi khác rồi chạy lại: máy sẽ tạo khóa mới, các hồ sơ cũ vẫn kiểm tra được.`,
      `The signing key ${keyFile} in ${dataDir} cannot be read or is damaged. Restore this file from a backup. If there is none, move the file away and start again: a new key is made, earlier records can still be verified.`,
    );
  else if (error instanceof NewerDataError)
    complain(
      'Dữ liệu này do phiên bản mới hơn ghi. Hãy chạy phiên bản mới; dữ liệu không bị thay đổi.',
      'These data were written by a newer version. Run the newer version; the data were not touched.',
    );
  else if (errorCode(error) === 'EADDRINUSE')
    complain(
      `Cổng ${port} đang được chương trình khác sử dụng. Hãy tắt chương trình đó, hoặc chạy với cổng khác: PORT=8081 npm start`,
      `Port ${port} is taken by another program. Stop it, or start with another port: PORT=8081 npm start`,
    );
  else if (errorCode(error) === 'EACCES' || errorCode(error) === 'EADDRNOTAVAIL')
    complain(
      `Không mở được địa chỉ hoặc thư mục (${errorCode(error)}). Hãy kiểm tra HOST, PORT và quyền ghi vào ${dataDir}.`,
      `The address or the folder could not be opened (${errorCode(error)}). Check HOST, PORT and the right to write in ${dataDir}.`,
    );
  else return false;
  return true;
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false } } });
  const config = readConfig(process.env);
  try {
    const server = await startServer(config, async () => {
      if (await buildClientIfStale()) say('Đã dựng xong giao diện.', 'The client was built.');
    });
    if (values.demo) {
      await server.loadDemo().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        complain(
          'Đã có dữ liệu nên không nạp dữ liệu minh họa.',
          'There are data already; the demonstration was not loaded.',
        );
      });
    }
    await greet(server.port, config.host, await server.organizerToken());
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      await server.close();
      say('Đã lưu tất cả và dừng.', 'All is stored; stopped.');
      process.exit(0);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    if (!explain(error, config.port, config.dataDir)) throw error;
    process.exit(1);
  }
}

/** Prints where the product is, a QR of the hall's address, and the organizer's one-time link. */
async function greet(port: number, host: string, token: string): Promise<void> {
  const reachable = host === '0.0.0.0' || host === '::';
  const local = reachable ? '127.0.0.1' : host;
  const lan = reachable ? networkAddresses() : [];
  const hall = `http://${lan[0] ?? local}:${port}/`;
  say(`Đối Thoại đang chạy: http://${local}:${port}/`, `Đối Thoại is running: http://${local}:${port}/`);
  for (const address of lan)
    say(
      `Trong mạng hội trường: http://${address}:${port}/`,
      `In the hall’s network: http://${address}:${port}/`,
    );
  process.stdout.write(`${await terminalQr(hall)}\n`);
  say(
    `Liên kết một lần của người tổ chức (24 giờ): http://${local}:${port}/join#${token}`,
    `The organizer’s one-time link (24 hours): http://${local}:${port}/join#${token}`,
  );
}

try {
  await start();
} catch (error) {
  if (!explain(error, 0, '')) {
    complain('Máy chủ không khởi động được:', 'The server could not start:');
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
  process.exit(1);
}

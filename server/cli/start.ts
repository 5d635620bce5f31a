import { parseArgs } from 'node:util';
import { Refusal } from '../api/context.ts';
import { buildClientIfStale } from '../build-client.ts';
import { ConfigError, readConfig } from '../config.ts';
import { isDiskFull, isNotStored } from '../disk-full.ts';
import { keyFile, SigningKeyError } from '../freeze/key.ts';
import { readHttpsSettings } from '../https/settings.ts';
import { startServer } from '../main.ts';
import { ReceiptKeyError, receiptKeyFile } from '../receipt/key.ts';
import { StoreDamagedError } from '../store/sqlite/check.ts';
import { sayTo } from '../terminal.ts';
import { dataWords } from './data-words.ts';
import { explainDamage } from './explain-damage.ts';
import { greet } from './greet.ts';

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Says why the server does not start; false when the reason is unknown. */
function explain(error: unknown, port: number, dataDir: string): boolean {
  const aboutData = dataWords(error, dataDir);
  if (aboutData) complain(...aboutData);
  else if (error instanceof ConfigError) complain(error.vi, error.message);
  else if (error instanceof SigningKeyError)
    complain(
      `Khóa ký ${keyFile} trong ${dataDir} không đọc được hoặc đã hỏng. Hãy chép lại tệp này từ bản sao lưu. Nếu không còn bản sao lưu nào, chuyển tệp đi nơi khác rồi chạy lại: máy sẽ tạo khóa mới, các hồ sơ cũ vẫn kiểm tra được.`,
      `The signing key ${keyFile} in ${dataDir} cannot be read or is damaged. Restore this file from a backup. If there is none, move the file away and start again: a new key is made, earlier records can still be verified.`,
    );
  else if (error instanceof ReceiptKeyError)
    complain(
      `Khóa của mã tra cứu ${receiptKeyFile} trong ${dataDir} không đọc được hoặc đã hỏng. Hãy chép lại tệp này từ bản sao lưu. Nếu không còn bản sao lưu nào, chuyển tệp đi nơi khác rồi chạy lại: mã trên các phiếu đã phát sẽ không dùng được nữa, hãy in phiếu mới.`,
      `The key of the receipts' codes ${receiptKeyFile} in ${dataDir} cannot be read or is damaged. Restore this file from a backup. If there is none, move the file away and start again: codes on receipts that were given out open nothing any more, print them anew.`,
    );
  else if (errorCode(error) === 'EADDRINUSE') {
    // HTTP_PORT is taken as easily as PORT.
    const taken = error instanceof Error && 'port' in error ? Number(error.port) : port;
    complain(
      `Cổng ${taken} đang được chương trình khác sử dụng. Hãy tắt chương trình đó, hoặc chạy với cổng khác: PORT=8081 npm start`,
      `Port ${taken} is taken by another program. Stop it, or start with another port: PORT=8081 npm start`,
    );
  } else if (errorCode(error) === 'EACCES' || errorCode(error) === 'EADDRNOTAVAIL')
    complain(
      `Không mở được địa chỉ hoặc thư mục (${errorCode(error)}). Hãy kiểm tra HOST, PORT và quyền ghi vào ${dataDir}.`,
      `The address or the folder could not be opened (${errorCode(error)}). Check HOST, PORT and the right to write in ${dataDir}.`,
    );
  else if (isDiskFull(error))
    complain(
      `Đĩa chứa thư mục dữ liệu ${dataDir} đã đầy nên máy chủ chưa chạy được; dữ liệu vẫn nguyên vẹn. Hãy xóa bớt tệp rồi chạy lại.`,
      `The disk of the data folder ${dataDir} is full, so the server cannot run; the data are whole. Remove some files, then start again.`,
    );
  else if (errorCode(error).startsWith('ERR_PARSE_ARGS'))
    complain(
      'Lệnh chưa đúng. Cách dùng: npm start -- [--https] [--demo] [--no-link]',
      'Wrong use. Use: npm start -- [--https] [--demo] [--no-link]',
    );
  else return false;
  return true;
}

async function start(): Promise<void> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      https: { type: 'boolean', default: false },
      // For services, whose output is a log: a link has no place in it.
      'no-link': { type: 'boolean', default: false },
    },
  });
  const config = readConfig(process.env);
  const https = readHttpsSettings(process.env, values.https);
  try {
    const prepareClient = async () => {
      if (await buildClientIfStale()) say('Đã dựng xong giao diện.', 'The client was built.');
    };
    const server = await startServer(config, prepareClient, https);
    if (values.demo) {
      await server.loadDemo().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        complain(
          'Đã có dữ liệu nên không nạp dữ liệu minh họa.',
          'There are data already; the demonstration was not loaded.',
        );
      });
    }
    let stopping = false;
    const stop = async () => {
      const drained = server.drain();
      if (stopping) return;
      stopping = true;
      await drained;
      await server.close().catch((error: unknown) => {
        if (!isDiskFull(error) && !isNotStored(error)) throw error;
        complain(
          'Đĩa đã đầy nên những chữ gõ sau cùng chưa lưu được ở máy chủ. Chữ vẫn còn trên các máy và tự gửi lại khi máy chủ chạy lại có chỗ.',
          'The disk is full, so what was typed last is not stored on the server. It is still on the devices, which send it again once the server runs and has room.',
        );
        process.exit(1);
      });
      say('Đã lưu tất cả và dừng.', 'All is stored; stopped.');
      process.exit(0);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    await greet(server, !values['no-link']);
  } catch (error) {
    if (error instanceof StoreDamagedError) await explainDamage(config, error);
    else if (!explain(error, config.port, config.dataDir)) throw error;
    process.exit(1);
  }
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

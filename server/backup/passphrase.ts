import { StringDecoder } from 'node:string_decoder';
import { BackupError } from './error.ts';

/** The environment's name for it; an argument would be seen by everybody in the list of processes. */
export const passphraseVariable = 'BACKUP_PASSPHRASE';

/** What the environment says, or null. */
export function passphraseOf(env: Record<string, string | undefined>): string | null {
  return env[passphraseVariable] || null;
}

const enter = ['\r', '\n', '\u0004'];
const erase = ['\u007f', '\b'];
const interrupt = '\u0003';

/** One line typed at the terminal, which shows nothing of it. */
async function askHidden(input: NodeJS.ReadStream, question: string): Promise<string> {
  // First: whoever types as soon as the question stands there must not see it either.
  input.setRawMode(true);
  process.stderr.write(`${question} `);
  const decoder = new StringDecoder('utf8');
  let typed: string[] = [];
  try {
    for await (const piece of input.iterator({ destroyOnReturn: false })) {
      for (const character of decoder.write(piece)) {
        if (enter.includes(character)) return typed.join('');
        if (character === interrupt) throw new BackupError('stopped');
        if (erase.includes(character)) typed = typed.slice(0, -1);
        else typed.push(character);
      }
    }
    return typed.join('');
  } finally {
    input.setRawMode(false);
    input.pause();
    process.stderr.write('\n');
  }
}

/** The passphrase for a backup that is there: the environment's, or typed; null where nobody can type. */
export async function givenPassphrase(): Promise<string | null> {
  const given = passphraseOf(process.env);
  if (given !== null || !process.stdin.isTTY) return given;
  return askHidden(process.stdin, 'Mật khẩu của bản sao lưu / Passphrase of the backup:');
}

/** The passphrase for a new backup, typed twice. Throws BackupError('notTheSame'), BackupError('needsPassphrase'). */
export async function newPassphrase(): Promise<string> {
  const given = passphraseOf(process.env);
  if (given !== null) return given;
  if (!process.stdin.isTTY) throw new BackupError('needsPassphrase');
  const first = await askHidden(process.stdin, 'Mật khẩu mới / New passphrase:');
  const second = await askHidden(process.stdin, 'Nhập lại mật khẩu / Again:');
  if (first.normalize('NFC') !== second.normalize('NFC')) throw new BackupError('notTheSame');
  return first;
}

/** RFC 9285: bytes in the signs that a QR code packs tightest, two bytes in three signs. */
const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const values = new Map([...signs].map((sign, value) => [sign, value]));

/** Bytes as text. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    const value = isPair ? ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
    text += signs.charAt(value % 45) + signs.charAt(Math.floor(value / 45) % 45);
    if (isPair) text += signs.charAt(Math.floor(value / 2025));
  }
  return text;
}

/** The bytes of a text, or null when it is none. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  for (let at = 0, to = 0; at < text.length; at += 3, to += 2) {
    const some = [...text.slice(at, at + 3)].map((sign) => values.get(sign) ?? Number.NaN);
    const [low = 0, middle = 0, high = 0] = some;
    const value = low + middle * 45 + high * 2025;
    const isPair = some.length === 3;
    if (Number.isNaN(value) || value > (isPair ? 0xffff : 0xff)) return null;
    if (isPair) bytes.set([value >> 8, value & 0xff], to);
    else bytes[to] = value;
  }
  return bytes;
}

import { createHash } from 'node:crypto';
import type { AuthorityToTrust } from './certificate.ts';

/** A UUID that is always the same for a text, so that a profile taken again replaces itself (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    .toUpperCase();
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string) => text.replace(/[&<>]/g, (letter) => escapes[letter] ?? '');

/** A configuration profile that brings an iPhone or iPad the authority; not signed, as the device would not know the signer. */
export function appleProfile({ name, der, fingerprint }: AuthorityToTrust): string {
  const label = escapeXml(name);
  const base64 = Buffer.from(der).toString('base64');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>doithoai.hall.${uuidOf(fingerprint)}</string>
  <key>PayloadUUID</key><string>${uuidOf(`profile ${fingerprint}`)}</string>
  <key>PayloadDisplayName</key><string>${label}</string>
  <key>PayloadDescription</key><string>Chứng thư gốc của máy chủ Đối Thoại trong hội trường. SHA-256: ${fingerprint}</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>doithoai.hall.${uuidOf(fingerprint)}.root</string>
      <key>PayloadUUID</key><string>${uuidOf(`root ${fingerprint}`)}</string>
      <key>PayloadDisplayName</key><string>${label}</string>
      <key>PayloadCertificateFileName</key><string>doi-thoai.crt</string>
      <key>PayloadContent</key><data>${base64}</data>
    </dict>
  </array>
</dict>
</plist>
`;
}

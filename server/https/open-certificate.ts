import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { CertificateSource } from './certificate.ts';
import { machineNames } from './names.ts';
import { openOfficeCertificate } from './office-certificate.ts';
import type { HttpsSettings } from './settings.ts';

/** Opens the certificate that the settings ask for. Rejects with CertificateError. */
export async function openCertificate(
  settings: HttpsSettings,
  { dataDir, hosts }: Config,
): Promise<CertificateSource> {
  const now = Date.now;
  if (settings.office) return openOfficeCertificate({ ...settings.office, hosts, now });
  // Its library is loaded where it is needed only.
  const { openOwnCertificate } = await import('./own-certificate.ts');
  return openOwnCertificate({ dir: join(dataDir, 'https'), names: () => machineNames(hosts), now });
}

import { Hono } from 'hono';
import type { CertificateSource } from './certificate.ts';
import type { Listening } from './listen.ts';
import { trustRoutes } from './trust-routes.ts';

/**
 * `/address`: where devices of the hall find the server, for links and QR codes, as the organizer's browser may stand at
 * an address that opens on its own machine only. And the pages about trust, where there is an authority to trust.
 */
export function addressRoutes(certificate: CertificateSource | null, hall: () => Listening): Hono {
  const app = new Hono().get('/address', (c) => {
    const { home, network, door } = hall().addresses();
    c.header('cache-control', 'no-store');
    return c.json({ origin: network[0] ?? home, door });
  });
  if (!certificate) return app;
  return app.route(
    '/',
    trustRoutes({
      authority: certificate.authority,
      port: () => hall().doors.port,
      door: () => hall().addresses().door ?? '',
    }),
  );
}

const local = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|\/|$)/i;

/** Whether an address opens on the server's own machine only: no phone gets there. */
export function opensHereOnly(address: string): boolean {
  return local.test(address);
}

/** Whether a text is the address of a server: `http://192.168.1.5:8080`. */
export function isServerAddress(address: string): boolean {
  return /^https?:\/\/[^\s/#?]+\/?$/.test(address.trim());
}

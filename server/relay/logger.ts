/** What the relay asks of a logger; pino's is one. Lines hold room names, opaque subjects and codes, never content. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

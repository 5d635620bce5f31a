export function writeReport(..._x: unknown[]): void {}

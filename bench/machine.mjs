import { cpus, release, totalmem, type } from 'node:os';
import { readFileSync } from 'node:fs';

/** What the figures were taken on. */
export function machine() {
  const all = cpus();
  const name = /^PRETTY_NAME="(.+)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  return `${all[0].model.trim()}, ${all.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${name}, ${type()} ${release()}`;
}

// What is inside of what is shipped: an SBOM (CycloneDX) and the licences. Without dates or random
// numbers, so that two builds are the same.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENV, ROOT } from './run.mjs';

const TARGET = 'wasm32-unknown-unknown';

/** Every crate that the program is linked from; what only runs while compiling is not. */
function crates() {
  const args = ['metadata', '--locked', '--features', 'small-allocator', '--format-version', '1', '--filter-platform', TARGET];
  const { packages, resolve } = JSON.parse(
    execFileSync('cargo', args, { cwd: ROOT, env: ENV, maxBuffer: 1e9, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const byId = new Map(packages.map((it) => [it.id, it]));
  const nodes = new Map(resolve.nodes.map((it) => [it.id, it]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || byId.get(id).targets.some(({ kind }) => kind.includes('proc-macro'))) return;
    found.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  const own = packages.find(({ name }) => name === 'ledgerbee-embed');
  visit(own.id);
  found.delete(own.id);
  const list = [...found].map((id) => byId.get(id));
  return list.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The texts a crate comes with, unless Apache-2.0 is enough, whose text the package has. */
function texts({ license, manifest_path: manifest }) {
  if (/\bOR Apache-2\.0$|^Apache-2\.0 OR\b/.test(license)) return [];
  const folder = dirname(manifest);
  const names = readdirSync(folder).filter((name) => /^licen[cs]e/i.test(name) && !/apache/i.test(name));
  if (!names.length) throw new Error(`inside: ${folder} has no licence`);
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/**
 * @param {string} folder to write to
 * @param {{ name: string, version: string, license: string, description: string }} own
 */
export function writeInside(folder, own) {
  const list = crates();
  const rust = /channel = "(.+)"/.exec(readFileSync(join(ROOT, 'rust-toolchain.toml'), 'utf8'))[1];
  const std = { name: 'std', version: rust, license: 'MIT OR Apache-2.0', description: "Rust's standard library" };
  const component = ({ name, version, license, description }, purl) => ({
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    description: description?.replace(/\s+/g, ' ').trim(),
    licenses: [{ expression: license.replace(/^\((.*)\)$/, '$1') }],
    purl,
  });
  const self = component(own, `pkg:npm/${own.name}@${own.version}`);
  const parts = [component(std, `pkg:generic/rust-std@${rust}`), ...list.map((it) => component(it, `pkg:cargo/${it.name}@${it.version}`))];
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: self },
    components: parts,
    dependencies: [{ ref: self['bom-ref'], dependsOn: parts.map((part) => part['bom-ref']) }],
  };
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);

  const entries = [
    `What is inside of ledgerbee-embed ${own.version}, and its licences. Where Apache-2.0 is one of them, it is\nused under that; the text is in LICENSE-APACHE.`,
    ...[std, ...list].map((it) => [`${it.name} ${it.version}: ${it.license}`, ...(it === std ? [] : texts(it))].join('\n\n')),
  ];
  writeFileSync(join(folder, 'LICENSES.txt'), `${entries.join(`\n\n${'-'.repeat(78)}\n`)}\n`);
}

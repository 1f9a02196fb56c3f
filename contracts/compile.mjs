// Compiles contracts/arena/*.sol to artifacts/arena/NAME.json ({"abi", "bytecode"}), unless that was done already for
// the same sources (those of contracts/src, which they inherit, among them), packages and settings.
// Usage: node contracts/compile.mjs [NAME...]   (also writes the ABI of each NAME to src/Cordon.Arena/Abi, for bindings)
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceFolder = join(root, 'contracts');
const outputFolder = join(root, 'artifacts', 'arena');
const require = createRequire(import.meta.url);

const settings = {
  evmVersion: 'cancun',
  optimizer: { enabled: true, runs: 200 },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
};

const solidity = folder => readdirSync(join(sourceFolder, folder), { recursive: true })
  .filter(name => name.endsWith('.sol'))
  .sort()
  .map(name => [`${folder}/${name}`, { content: readFileSync(join(sourceFolder, folder, name), 'utf8') }]);
const sources = Object.fromEntries(solidity('arena'));
const inherited = Object.fromEntries(solidity('src'));

const versions = ['solc', '@openzeppelin/contracts'].map(name => require(`${name}/package.json`).version);
const stamp = createHash('sha256')
  .update(JSON.stringify([versions, settings, sources, inherited]))
  .digest('hex');
const stampFile = join(outputFolder, 'stamp');
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) finish();

function finish() {
  for (const name of process.argv.slice(2)) {
    const { abi } = JSON.parse(readFileSync(join(outputFolder, `${name}.json`), 'utf8'));
    const lines = abi.map(entry => `  ${JSON.stringify(entry)}`).join(',\n');
    writeFileSync(join(root, 'src', 'Cordon.Arena', 'Abi', `${name}.json`), `[\n${lines}\n]\n`);
  }
  process.exit(0);
}

function resolve(path) {
  try {
    return inherited[path] ? { contents: inherited[path].content }
      : { contents: readFileSync(require.resolve(path), 'utf8') };
  } catch {
    return { error: `${path} is neither in contracts nor in a package` };
  }
}

const solc = require('solc');
const input = { language: 'Solidity', sources, settings };
const output = JSON.parse(solc.compile(JSON.stringify(input), { import: resolve }));
const errors = (output.errors ?? []).filter(e => e.severity !== 'info');
if (errors.length > 0) {
  for (const error of errors) console.error(error.formattedMessage.trimEnd());
  process.exit(1);
}

// Written beside and moved into place: another process never reads half an artifact.
const fresh = `${outputFolder}.${process.pid}`;
mkdirSync(fresh, { recursive: true });
for (const [file, contracts] of Object.entries(output.contracts).filter(([file]) => file in sources)) {
  for (const [name, { abi, evm }] of Object.entries(contracts)) {
    const artifact = { contractName: name, sourceName: file, abi, bytecode: `0x${evm.bytecode.object}` };
    writeFileSync(join(fresh, `${name}.json`), `${JSON.stringify(artifact, null, 2)}\n`);
  }
}
writeFileSync(join(fresh, 'stamp'), stamp);
try {
  rmSync(outputFolder, { recursive: true, force: true });
  renameSync(fresh, outputFolder);
} catch (error) {
  // Another process was faster; what it made is as good when its stamp says so.
  rmSync(fresh, { recursive: true, force: true });
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) throw error;
}
finish();

// Compiles contracts/arena/*.sol to artifacts/arena/NAME.json ({"abi", "bytecode"}), unless that was done already for
// the same sources, compiler and settings. Usage: node contracts/compile.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceFolder = join(root, 'contracts', 'arena');
const outputFolder = join(root, 'artifacts', 'arena');
const require = createRequire(import.meta.url);

const settings = {
  evmVersion: 'shanghai',
  optimizer: { enabled: true, runs: 200 },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
};

const sources = Object.fromEntries(readdirSync(sourceFolder)
  .filter(name => name.endsWith('.sol'))
  .sort()
  .map(name => [name, { content: readFileSync(join(sourceFolder, name), 'utf8') }]));

const stamp = createHash('sha256')
  .update(JSON.stringify([require('solc/package.json').version, settings, sources]))
  .digest('hex');
const stampFile = join(outputFolder, 'stamp');
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

const solc = require('solc');
const input = { language: 'Solidity', sources, settings };
const output = JSON.parse(solc.compile(JSON.stringify(input)));
const errors = (output.errors ?? []).filter(e => e.severity !== 'info');
if (errors.length > 0) {
  for (const error of errors) console.error(error.formattedMessage.trimEnd());
  process.exit(1);
}

// Written beside and moved into place: another process never reads half an artifact.
const fresh = `${outputFolder}.${process.pid}`;
mkdirSync(fresh, { recursive: true });
for (const [file, contracts] of Object.entries(output.contracts)) {
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

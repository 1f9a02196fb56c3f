// Writes what the C# side needs of the contracts, from forge's out/ and the npm artifacts of Safe:
// src/Cordon.Contracts/Abi/NAME.json, the ABI, which the binding generator reads, and
// src/Cordon.Contracts/Code/NAME.json, creation code, runtime code and where the runtime has immutables.
// Usage: node contracts/tools/export.mjs [--check]   (--check writes nothing and fails on a difference)
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const target = join(root, 'src', 'Cordon.Contracts');
const isCheck = process.argv.includes('--check');

const ours = ['AttestationGate', 'BountyVault', 'CircuitBreaker', 'CordonGovernor', 'Engagement', 'GovernorArbitrator',
  'GuardianStake', 'IncidentRegistry', 'RecoveryDesk', 'ReviewedProxyAdmin', 'SafeHarbor', 'SecurityBudget',
  'TimelockController', 'UpgradeReview', 'WatchStream'];
// Interfaces, which have an ABI and no code.
const interfaces = { Erc20: 'IERC20Metadata' };
const safes = {
  MultiSend: 'libraries/MultiSend.sol/MultiSend',
  MultiSendCallOnly: 'libraries/MultiSendCallOnly.sol/MultiSendCallOnly',
  Safe: 'Safe.sol/Safe',
  SafeProxy: 'proxies/SafeProxy.sol/SafeProxy',
  SafeProxyFactory: 'proxies/SafeProxyFactory.sol/SafeProxyFactory',
  SafeFallbackHandler: 'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler',
};

const read = path => JSON.parse(readFileSync(join(root, path), 'utf8'));

const abiText = abi => `[\n${abi.map(entry => '  ' + JSON.stringify(entry)).join(',\n')}\n]\n`;

function fromForge(name) {
  const artifact = read(`contracts/out/${name}.sol/${name}.json`);
  const places = Object.values(artifact.deployedBytecode.immutableReferences ?? {})
    .flat().map(({ start, length }) => [start, length]).sort((a, b) => a[0] - b[0]);
  return {
    abi: artifact.abi,
    code: { creation: artifact.bytecode.object, runtime: artifact.deployedBytecode.object, immutables: places },
  };
}

function fromSafe(name) {
  const path = `node_modules/@safe-global/safe-smart-account/build/artifacts/contracts/${safes[name]}.json`;
  const { abi, bytecode, deployedBytecode } = read(path);
  // Hardhat does not tell where immutables are; the compiler leaves each as PUSH32 of zeros.
  const places = [...deployedBytecode.matchAll(/7f0{64}/g)]
    .filter(({ index }) => index % 2 === 0)
    .map(({ index }) => [index / 2, 32]);
  return { abi, code: { creation: bytecode, runtime: deployedBytecode, immutables: places } };
}

let differences = 0;
function put(folder, name, text) {
  const path = join(target, folder, `${name}.json`);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (isCheck) {
    console.error(`${folder}/${name}.json differs from the build; run: ./cordon contracts export`);
    differences += 1;
    return;
  }
  mkdirSync(join(target, folder), { recursive: true });
  writeFileSync(path, text);
}

const line = (key, value, end = ',') => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}${end}\n`;
for (const name of [...ours, ...Object.keys(safes)].sort()) {
  const { abi, code } = name in safes ? fromSafe(name) : fromForge(name);
  put('Abi', name, abiText(abi));
  put('Code', name,
    `{\n${line('creation', code.creation)}${line('runtime', code.runtime)}${line('immutables', code.immutables, '')}}\n`);
}
for (const [name, source] of Object.entries(interfaces)) {
  const { abi } = read(`contracts/out/${source}.sol/${source}.json`);
  put('Abi', name, abiText(abi));
}
process.exitCode = differences > 0 ? 1 : 0;

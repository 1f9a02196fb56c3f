#!/usr/bin/env node
// Runs solc's SMTChecker (CHC engine, z3) over proofs/*.sol. Every assertion must be proved: an unproved one, an
// unsupported construct or a missing solver fails. Usage: prove.cjs [NAME]
'use strict';
const fs = require('fs');
const path = require('path');
const solc = require('solc');
const smtchecker = require('solc/smtchecker');
const smtsolver = require('solc/smtsolver');

const root = path.dirname(__dirname);
const wanted = process.argv[2] ?? '';
const remap = name => name.startsWith('@openzeppelin/') ? `node_modules/${name}` : name;
const readImport = name => {
  const file = path.join(root, remap(name));
  return fs.existsSync(file) ? { contents: fs.readFileSync(file, 'utf8') } : { error: `${name} is missing` };
};

const z3 = smtsolver.availableSolvers.find(solver => solver.command === 'z3');
if (z3 === undefined) {
  console.error("proving needs z3; run 'apt-get install z3' as root");
  process.exit(3);
}

let failed = 0;
let proved = 0;
const isWanted = file => file.endsWith('Proof.sol') && file.includes(wanted);
for (const file of fs.readdirSync(path.join(root, 'proofs')).filter(isWanted)) {
  const name = `proofs/${file}`;
  const contract = path.basename(file, '.sol');
  const started = Date.now();
  const input = {
    language: 'Solidity',
    sources: { [name]: { content: fs.readFileSync(path.join(root, name), 'utf8') } },
    settings: {
      modelChecker: {
        contracts: { [name]: [contract] },
        divModNoSlacks: false,
        engine: 'chc',
        showProvedSafe: true,
        showUnproved: true,
        showUnsupported: true,
        solvers: ['smtlib2'],
        targets: ['assert'],
        timeout: 120_000,
      },
      outputSelection: { '*': { '*': [] } },
    },
  };
  const smtSolver = smtchecker.smtCallback(smtsolver.smtSolver, z3);
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport, smtSolver }));
  for (const message of output.errors ?? []) {
    const text = message.formattedMessage.trimEnd();
    if (message.message.includes('Assertion violation check is safe!')) proved++;
    else if (message.severity !== 'info') { failed++; console.error(text); }
  }
  console.log(`${contract}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`${proved} proved, ${failed} failed`);
process.exit(failed === 0 && proved > 0 ? 0 : 1);

// What a bot on forta-agent looks like that watches for the common signs of an attack: large token transfers,
// flash loans, and a contract that loses tokens while it gains none. It counts what it looks at and, when the process
// ends, says how many transactions it judged in how much time: from its first transaction to its last, so that the
// start of the process is not held against it.
const { Finding, FindingSeverity, FindingType } = require('forta-agent');

const TRANSFER = 'event Transfer(address indexed from, address indexed to, uint256 value)';
const FLASH_LOANS = [
  'event FlashLoan(address indexed target, address indexed initiator, address indexed asset, uint256 amount, '
    + 'uint256 premium, uint16 referralCode)', // Aave V2
  'event FlashLoan(address indexed recipient, address indexed token, uint256 amount, uint256 feeAmount)', // Balancer
];
const LARGE = 10n ** 24n; // a million whole tokens of 18 decimals
const OUTFLOW = 10n ** 22n;

const seen = { transactions: 0, findings: 0, firstMs: 0, lastMs: 0 };

async function handleTransaction(event) {
  seen.firstMs ||= performance.now();
  const findings = [];
  const flows = new Map();
  for (const transfer of event.filterLog(TRANSFER)) {
    const amount = transfer.args.value.toBigInt();
    const { from, to } = transfer.args;
    if (amount >= LARGE) findings.push(finding('LARGE-TRANSFER', `${amount} of ${transfer.address} moved`, 'Info'));
    add(flows, `${from.toLowerCase()} ${transfer.address}`, -amount);
    add(flows, `${to.toLowerCase()} ${transfer.address}`, amount);
  }

  const loans = event.filterLog(FLASH_LOANS);
  if (loans.length > 0) findings.push(finding('FLASH-LOAN', `${loans.length} flash loans`, 'Info'));

  const gainers = new Set([...flows].filter(([, amount]) => amount > 0n).map(([key]) => key.split(' ')[0]));
  for (const [key, amount] of flows) {
    const [account, token] = key.split(' ');
    if (amount <= -OUTFLOW && account !== event.from && !gainers.has(account)) {
      findings.push(finding('OUTFLOW', `${account} lost ${-amount} of ${token}`, loans.length ? 'High' : 'Low'));
    }
  }

  seen.transactions++;
  seen.findings += findings.length;
  seen.lastMs = performance.now();
  return findings;
}

function add(flows, key, amount) {
  flows.set(key, (flows.get(key) ?? 0n) + amount);
}

function finding(alertId, description, severity) {
  return Finding.fromObject({
    name: alertId,
    description,
    alertId,
    severity: FindingSeverity[severity],
    type: FindingType.Suspicious,
  });
}

process.on('exit', () => {
  const seconds = (seen.lastMs - seen.firstMs) / 1000;
  process.stderr.write(`${JSON.stringify({ ...seen, seconds })}\n`);
});

// Another comparison names another bot of this folder; forta-agent always loads this file.
module.exports = process.env.CORDON_BENCH_BOT ? require(`./${process.env.CORDON_BENCH_BOT}`) : { handleTransaction };

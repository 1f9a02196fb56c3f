// The rule of the latency comparison: more than an amount of a token leaves a watched contract in one transaction.
// forta-agent hands over the transactions of a block; the watched contracts and the amount come from the environment.
const { Finding, FindingSeverity, FindingType } = require('forta-agent');

const TRANSFER = 'event Transfer(address indexed from, address indexed to, uint256 value)';
const watched = new Set((process.env.CORDON_BENCH_WATCHED ?? '').toLowerCase().split(','));
const limit = BigInt(process.env.CORDON_BENCH_OUTFLOW ?? 0);

async function handleTransaction(event) {
  return event.filterLog(TRANSFER)
    .filter(({ args }) => watched.has(args.from.toLowerCase()) && args.value.toBigInt() >= limit)
    .map(({ address, args }) => Finding.fromObject({
      name: 'outflow',
      description: `${args.from} lost ${args.value} of ${address}`,
      alertId: 'OUTFLOW',
      severity: FindingSeverity.High,
      type: FindingType.Suspicious,
    }));
}

module.exports = { handleTransaction };

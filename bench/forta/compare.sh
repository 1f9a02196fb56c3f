#!/usr/bin/env bash
# Compares the speed of Cordon with that of forta-agent 0.1.48: same blocks, same local server, same machine, one run.
#   bench/forta/compare.sh [BLOCKS]   the recorded blocks, repeated to that many (default 1120: 221,240 transactions)
# Needs CORDON_DATA (default ../shared/data beside the repository), Node.js and the .NET SDK.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/bench/forta
data=${CORDON_DATA:-$root/../shared/data}/blocks
count=${1:-1120}
first=1000000
last=$((first + count - 1))
work=$(mktemp -d)
servers=()

finish() {
    ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null || true
    rm -rf "$work" "$here/forta.config.json"
}
trap finish EXIT

lacks() { echo "compare: $*" >&2; exit 3; }

[[ -d $data ]] || lacks "no recorded blocks at $data; set CORDON_DATA"
command -v npm >/dev/null || lacks "needs Node.js with npm"
[[ -d $here/node_modules/forta-agent ]] || (cd "$here" && npm ci --no-audit --no-fund >&2)
dotnet build "$root/tests/Cordon.RpcServer" -c Release -v quiet -clp:NoSummary >&2
"$root/cordon" version >&2 # builds the program that users run
serve=$root/tests/Cordon.RpcServer/bin/Release/net10.0/Cordon.RpcServer
cordon=$root/.cordon/app/cordon

# start_server NAME OPTIONS...: prints the URL of a server of the blocks that were traced with logs.
start_server() {
    local name=$1 deadline=$((SECONDS + 120))
    shift
    "$serve" --blocks "$data" --dialect geth --first $first --count "$count" "$@" >"$work/$name" 2>&1 &
    servers+=($!)
    until grep -q serves "$work/$name"; do
        kill -0 "${servers[-1]}" 2>/dev/null && ((SECONDS < deadline)) || lacks "the server did not start"
        sleep 0.2
    done
    url=$(grep -o 'http://[^ ]*' "$work/$name")
}

# row TITLE TRANSACTIONS SECONDS: one line of the result; TIMES holds the processor time of the run.
row() {
    local cpu
    cpu=$(awk '{ print $1 + $2 }' "$work/times")
    awk -v title="$1" -v tx="$2" -v s="$3" -v cpu="$cpu" -v fs="${forta_seconds:-$3}" -v fc="${forta_cpu:-$cpu}" \
        -v ft="${forta_tx:-$2}" 'BEGIN {
            printf "%-52s %8d tx %8.2f s %9.0f tx/s %6.1f x | cpu %7.2f s %6.1f x\n",
                title, tx, s, tx / s, (tx / s) / (ft / fs), cpu, (tx / cpu) / (ft / fc) }'
}

# Cordon's own summary: 'N blocks, N transactions in N s (N tx/s)'.
run_cordon() {
    local title=$1 summary
    shift
    TIMEFORMAT='%U %S'
    { time "$cordon" scan --min-severity medium --format jsonl "$@" >"$work/signals" 2>"$work/summary"; } \
        2>"$work/times"
    summary=$(grep -oE '[0-9,]+ transactions in [0-9.,]+ s' "$work/summary" | tr -d ,)
    row "$title" "$(cut -d' ' -f1 <<<"$summary")" "$(cut -d' ' -f4 <<<"$summary")"
}

start_server logs --missing debug_ --missing trace_
logs_url=$url
start_server traces
traces_url=$url

uptime
printf '{"jsonRpcUrl":"%s"}' "$logs_url" >"$here/forta.config.json"
TIMEFORMAT='%U %S'
{ time (cd "$here" && HOME=$work node node_modules/forta-agent/dist/cli/index.js run --range $first..$last --nocache \
    >"$work/forta" 2>"$work/seen"); } 2>"$work/times"
forta_tx=$(grep -oE '"transactions":[0-9]+' "$work/seen" | cut -d: -f2)
forta_seconds=$(grep -oE '"seconds":[0-9.]+' "$work/seen" | cut -d: -f2)
forta_cpu=$(awk '{ print $1 + $2 }' "$work/times")
row "forta-agent 0.1.48, logs" "$forta_tx" "$forta_seconds"

comparable=(--detector flash-loan --detector abnormal-outflow)
run_cordon "Cordon, same server, logs, comparable detectors" --rpc "$logs_url" --blocks $first..$last "${comparable[@]}"
run_cordon "Cordon, same server, logs, all detectors" --rpc "$logs_url" --blocks $first..$last
run_cordon "Cordon, same server, logs and traces, all" --rpc "$traces_url" --blocks $first..$last
# The same blocks as files, as often as makes that number: what Cordon does without a server in between.
mkdir "$work/pack"
node - "$data" "$work/pack" "$count" $first <<'SCRIPT'
// The recorded blocks with logs in their traces, uncompressed and renumbered, as the server serves them.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { gunzipSync } = require('node:zlib');
const [data, pack, count, first] = process.argv.slice(2);
const blocks = readdirSync(data).filter(name => name.endsWith('.json.gz'))
  .map(name => JSON.parse(gunzipSync(readFileSync(`${data}/${name}`))))
  .filter(block => !block.traces?.some(trace => trace.action));
const hash = number => `0x${number.toString(16).padStart(64, '0')}`;
let lines = [];
for (let i = 0; i < Number(count); i++) {
  const block = blocks[i % blocks.length];
  const number = Number(first) + i;
  const place = { blockNumber: `0x${number.toString(16)}`, blockHash: hash(number) };
  const receipts = block.receipts.map(receipt => (
    { ...receipt, ...place, logs: receipt.logs?.map(log => ({ ...log, ...place })) }));
  const transactions = block.block.transactions.map(transaction => ({ ...transaction, ...place }));
  const header = { number: place.blockNumber, hash: place.blockHash, parentHash: hash(number - 1), transactions };
  lines.push(JSON.stringify({ ...block, block: { ...block.block, ...header }, receipts }));
  if (lines.length === 40 || i === count - 1) {
    writeFileSync(`${pack}/${number}.jsonl`, `${lines.join('\n')}\n`);
    lines = [];
  }
}
SCRIPT
run_cordon "Cordon, files with logs and traces, all detectors" --file "$work/pack"

#!/usr/bin/env bash
# Compares how long Cordon and forta-agent 0.1.48 take from the broadcast of a transaction to an alert about it: the
# same transactions on the same chain at the same time, one clock, an equivalent rule (much leaves a watched contract).
#   bench/forta/latency.sh [COUNT]    how many transactions (default 20; about 8 s each)
# forta-agent sees transactions when they are in a block; Cordon sees them when they are announced.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/bench/forta
command -v npm >/dev/null || { echo "latency: needs Node.js with npm" >&2; exit 3; }
[[ -d $root/node_modules/@foundry-rs/anvil ]] || (cd "$root" && npm ci --no-audit --no-fund >&2)
[[ -d $here/node_modules/forta-agent ]] || (cd "$here" && npm ci --no-audit --no-fund >&2)
dotnet run --project "$root/bench/Cordon.Bench" -c Release -- rival "$here" "${1:-20}"

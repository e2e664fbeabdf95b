#!/usr/bin/env bash
# Times models of this library and of R's forecast package on the same series in one run,
# each on one core: milliseconds a series for fit and forecast with the 95 % interval.
#
#   examples/bench/speed.sh DIR [SET] [ROWS]
#
# DIR is the folder of shared data, SET one of its sets (m3_monthly), ROWS how many series
# of its core are taken (20). R and the package are installed where they are missing, with
# apt-get, which takes Debian or Ubuntu and the right to install.
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 3 ]; then
	echo "usage: speed.sh DIR [SET] [ROWS]" >&2
	exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd) set=${2:-m3_monthly} rows=${3:-20}
file=$data/$set.csv.gz
case $set in m3_*) file=$data/m3.csv.gz ;; esac
[ -r "$file" ] || { echo "speed.sh: cannot read $file" >&2; exit 2; }

if ! command -v Rscript >/dev/null || ! Rscript -e 'library(forecast)' >/dev/null 2>&1; then
	if [ "$(id -u)" = 0 ]; then as=; else as=sudo; fi
	$as apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends r-cran-forecast
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(cd "$here/.." && GOWORK=off go build -o "$scratch/bench" ./bench)

models=ets,theta,auto
if grep -qx arima <<<"$("$scratch/bench" -models)"; then models=ets,theta,arima,auto; fi
"$scratch/bench" -times -set "$set" -rows "$rows" -model "$models" "$file" >"$scratch/ours"
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 Rscript "$here/speed.R" "$file" "$set" "$rows" >"$scratch/theirs"

echo "$set, $rows series, one core, milliseconds a series with the 95 % interval"
Rscript -e 'cat("R", paste(R.version$major, R.version$minor, sep = "."), "with forecast", as.character(packageVersion("forecast")), "\n")'
awk -F '\t' '
	NR == FNR { r[$1] = $2; all += $2; next }
	FNR == 1 { printf "%-8s %10s %12s %8s %12s %8s\n", "model", "ours", "R", "ratio", "allocations", "kB"; next }
	{
		name = $1; theirs = r[name]
		if (name == "auto") { theirs = all; name = "auto *" }
		printf "%-8s %10.3f %12.1f %7.0fx %12d %8.0f\n", name, $2, theirs, theirs / $2, $3, $4
	}
' "$scratch/theirs" "$scratch/ours"
echo "* beside R's ets, thetaf and auto.arima together, the members of its best combination"

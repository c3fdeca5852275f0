# Shared by the scripts beside it: find the repository, make or reuse .venv.
# shellcheck shell=bash
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$root/.venv"

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
      2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  echo "talkup-local needs Python 3.11, 3.12 or 3.13: install one, or set PYTHON to it" >&2
  return 1
}

# The repository's own configuration is in force wherever a script is called from.
use_config() {
  export TALKUP_CONFIG="${TALKUP_CONFIG:-$root/config.toml}"
}

# ensure EXTRAS: install the package with these extras unless just that was done before.
# What `llm` needs is compiled once per machine, as a wheel that bundles can carry too.
ensure() {
  local extras=$1 stamp="$venv/.installed-$1" python llm=()
  if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    echo "making $venv with $("$python" --version)" >&2
    "$python" -m venv "$venv"
  fi
  if [ ! -f "$stamp" ] || [ "$root/pyproject.toml" -nt "$stamp" ]; then
    echo "installing talkup-local${extras:+ with $extras} (the first time takes a minute or more)" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade pip
    if [[ ",$extras," == *,llm,* ]]; then
      echo "compiling llama.cpp, unless this machine did before (some minutes)" >&2
      llm=("$("$venv/bin/python" "$root/scripts/portable_wheel.py")")
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
      --editable "$root${extras:+[$extras]}" "${llm[@]}"
    touch "$stamp"
  fi
}

# All tests, file by file in as many processes as there are processors, four at the most;
# pytest with arguments runs as it does by itself.
run_tests() {
  local spread=()
  [ $# -gt 0 ] || spread=(--numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder)
  "$venv/bin/python" -m pytest "${spread[@]}" "$@"
}

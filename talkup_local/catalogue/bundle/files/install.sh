#!/usr/bin/env bash
# Install talkup-local from the bundle that this file came in. Uses no network.
[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@" # a medium without modes: sh install.sh
set -euo pipefail
umask 022
unset CDPATH PYTHONHOME PYTHONPATH # they lead elsewhere
PATH=${PATH:-}:/usr/sbin:/usr/bin:/sbin:/bin # su leaves out what makes users

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
unit_file=/etc/systemd/system/talkup-local.service
if [[ $EUID -eq 0 ]]; then
  prefix=/opt/talkup-local
else
  prefix=${HOME:-/nonexistent}/.local/share/talkup-local
fi
python="" unit=ask yes=no
trust=(--trusted /etc/talkup-local/trusted
  --trusted "${XDG_CONFIG_HOME:-${HOME:-/nonexistent}/.config}/talkup-local/trusted")

usage() {
  cat <<END
Usage: $here/install.sh [options]

  --prefix DIR          where to install; $prefix by default
  --key FILE            public key of whom you trust; the bundle must be signed by it
  --fingerprint SHA256:…  the same, by its fingerprint
  --python PATH         a Python that this bundle has wheels for, by default the first found
  --unit yes|no|ask     start it as a systemd service (as root); asks on a terminal by default
  --yes                 ask nothing; an unknown signer is refused all the same
  --help                this text
END
}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --prefix | --key | --fingerprint | --python | --unit)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      case $1 in
        --prefix) prefix=$2 ;;
        --python) python=$2 ;;
        --unit) unit=$2 ;;
        *) trust+=("$1" "$2") ;;
      esac
      shift 2
      ;;
    --yes) yes=yes && shift ;;
    --help) usage && exit 0 ;;
    *) fail "there is no option $1; see --help" ;;
  esac
done
prefix=$(realpath -ms -- "$prefix")
[[ $prefix != *[\"\\\$\`[:cntrl:]]* ]] || fail "${prefix@Q} is no name for a folder"
[[ $unit =~ ^(yes|no|ask)$ ]] || fail "--unit is yes, no or ask"
if [[ $EUID -ne 0 || ! -d /run/systemd/system ]]; then
  [[ $unit != yes ]] || fail "--unit yes needs root and systemd"
  unit=no
fi
case $prefix in # what a service can't see, or a unit not name
  *[!A-Za-z0-9/._-]* | /home/* | /root/* | /run/user/* | /tmp/* | /var/tmp/*)
    [[ $unit != yes ]] || fail "a service can't be started from $prefix"
    unit=no
    ;;
esac

# -- which Python --------------------------------------------------------------------

version_of() {
  "$1" -I -c 'import sys, venv; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true
}

wanted=() candidates=("$python")
for file in "$here"/requirements/*.txt; do
  [[ -e $file ]] || fail "requirements: is missing; unpack the bundle anew"
  wanted=("$(basename "$file" .txt)" "${wanted[@]}") # the newest first
done
[[ -n $python ]] || candidates=("${wanted[@]/#/python}" python3)
version=""
for candidate in "${candidates[@]}"; do
  found=$(version_of "$candidate")
  if [[ -n $found && " ${wanted[*]} " == *" $found "* ]]; then
    version=$found python=$candidate
    break
  fi
done
[[ -n $version ]] ||
  fail "this bundle is for Python ${wanted[*]}; found none of them, with its venv, among ${candidates[*]}. See --python"

# -- nothing is done before all is checked -------------------------------------------

[[ $yes == no ]] || exec </dev/null
release=$("$python" -I "$here/check.py" "$here" --prefix "$prefix" "${trust[@]}")
echo "the bundle is whole, and signed by whom you trust"

mkdir -p "$prefix/releases" 2>/dev/null || fail "$prefix can't be written; see --prefix"
exec 9<"$prefix"
if command -v flock >/dev/null && ! flock -n 9; then
  fail "another installation into $prefix is under way"
fi

# -- a release of its own; whatever goes wrong, it goes again ------------------------

new=$prefix/releases/$release
made=()
clean_up() {
  local status=$?
  trap '' INT TERM HUP # half a release must not stay
  [[ ${#made[@]} -eq 0 ]] || rm -rf -- "${made[@]}"
  rmdir --ignore-fail-on-non-empty -- "$prefix/releases" "$prefix" 2>/dev/null || true
  [[ $status -eq 0 ]] || echo "install.sh: nothing was installed" >&2
}
quietly() { # what Python says of a Ctrl-C goes with the release
  "$@" 2>"$new/.incomplete" || { cat -- "$new/.incomplete" >&2 && return 1; }
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# one whose Python went away with an update of the system is made anew
if [[ ! -e $new/.incomplete ]] && "$new/bin/python" -I -c 'import talkup_local' 2>/dev/null; then
  echo "$release is there already"
else
  rm -rf -- "$new"
  made+=("$new")
  mkdir "$new"
  touch "$new/.incomplete"
  echo "installing $release for Python $version"
  quietly "$python" -I -m venv --without-pip "$new"
  pip=("$here"/wheels/pip-*.whl) # it works from its wheel
  PIP_CONFIG_FILE=/dev/null quietly "$new/bin/python" -I "${pip[0]}/pip" --isolated install \
    --quiet --no-input --disable-pip-version-check --no-cache-dir --no-index \
    --only-binary :all: --require-hashes --find-links "$here/wheels" \
    --requirement "$here/requirements/$version.txt"
fi
if [[ ! -e $prefix/config.toml ]]; then
  made+=("$prefix/config.toml")
  cp -- "$here/config.toml" "$prefix/config.toml"
fi
talkup() { TALKUP_CONFIG=$prefix/config.toml "$new/bin/talkup-local" "$@"; }
cd -- "$prefix"
talkup config check >/dev/null
talkup bundle place "$here"
rm -f -- "$new/.incomplete"

echo
talkup doctor || echo "(what the doctor found can be mended later)"
echo

# -- from here on it is in force -----------------------------------------------------

[[ -e $prefix/bin ]] || made+=("$prefix/bin")
mkdir -p "$prefix/bin"
cat >"$prefix/bin/.talkup-local" <<END
#!/bin/sh
: "\${TALKUP_CONFIG:=$prefix/config.toml}"
export TALKUP_CONFIG
exec "$prefix/current/bin/talkup-local" "\$@"
END
chmod 755 "$prefix/bin/.talkup-local"
mv -f -- "$prefix/bin/.talkup-local" "$prefix/bin/talkup-local"
ln -sfn "releases/$release" "$prefix/.current"
sync -f "$prefix" 2>/dev/null || sync # a power cut after the switch must not find half of it
trap '' INT TERM HUP # between the switch and its end nothing may come
mv -Tf -- "$prefix/.current" "$prefix/current"
trap - EXIT INT TERM HUP
echo "installed: $prefix/bin/talkup-local"

start_unit() {
  sed "s|/opt/talkup-local|$prefix|g" "$here/deploy/talkup-local.service" >"$unit_file"
  if command -v systemd-sysusers >/dev/null; then
    install -D -m 644 "$here/deploy/talkup-local.sysusers.conf" /etc/sysusers.d/talkup-local.conf
    systemd-sysusers
  elif ! getent passwd talkup-local >/dev/null; then
    useradd --system --no-create-home --home-dir /var/lib/talkup-local \
      --shell /usr/sbin/nologin talkup-local
  fi
  systemctl daemon-reload
  systemctl enable --quiet talkup-local
  systemctl restart talkup-local
  echo "started: systemctl status talkup-local"
}

if [[ $unit == ask ]]; then
  if [[ $yes == yes ]]; then
    unit=yes
  elif [[ -t 0 ]]; then
    read -r -p "Start it as a service, now and with the system? [y/N] " answer
    if [[ $answer == [yY]* ]]; then unit=yes; fi
  fi
fi
if [[ $unit == yes ]]; then
  start_unit
elif [[ -e $unit_file ]]; then
  echo "the service runs the earlier release until: systemctl restart talkup-local"
fi

#!/bin/sh
# Install the Debian or Ubuntu packages named that are missing: as root itself, otherwise by
# printing the command. Elsewhere there is nothing to do.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0

is_installed() {
  status=$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null || true)
  [ "$status" = "install ok installed" ]
}

missing=
for package in "$@"; do
  # Since Debian 13 and Ubuntu 24.04 the names of some libraries end in t64.
  is_installed "$package" || is_installed "${package}t64" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
  echo "some packages are missing; install them with: sudo apt-get install$missing" >&2
  exit 0
fi
echo "installing$missing"
apt-get update -qq || { echo "apt-get update failed: see above; needed are$missing" >&2; exit 1; }
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null \
  || { echo "apt-get install failed: see above; needed are$missing" >&2; exit 1; }

#!/bin/sh
# Install the Debian or Ubuntu packages named that are missing: as root itself, otherwise by
# printing the command. Elsewhere there is nothing to do.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=
for package in "$@"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "the window needs some packages: sudo apt-get install$missing" >&2
fi

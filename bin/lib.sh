# Shared by the commands in this folder; sourced, not run.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

in_ci() { [ "${CI:-}" = true ]; }
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# need COMMAND PACKAGE: makes sure a command is there, installing Debian's package where that is possible.
# Returns 1 where it is not; the caller decides whether that is an error.
need() {
  command -v "$1" >/dev/null && return 0
  may_install || return 1
  say "installing $2 (Debian package) for $1"
  keep_services_stopped
  { apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1 \
    || { apt-get update >/dev/null 2>&1 && apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1; }; } || true
  command -v "$1" >/dev/null
}

# Debian starts the services of a package it installs, unless this file says no; we only want the programs.
keep_services_stopped() {
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; }
}

need_or_die() {
  need "$1" "$2" || die "missing: $1. Install it (Debian: apt-get install $2) and run this again."
}

java_major() { "$1" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'; }

# A JDK 17 or later and Maven 3.8.7 or later, or a message that says what to install.
need_build_tools() {
  need_or_die javac openjdk-17-jdk-headless
  need_or_die mvn maven
  local major
  major=$(java_major java)
  [ "${major:-0}" -ge 17 ] || die "java: version $major (expected: 17 or later; set JAVA_HOME and PATH)"
}

# Prints the home of a JDK that is newer than the default one, for the second test run; fails if there is none.
second_jdk() {
  local default home major
  default=$(java_major java)
  for home in "${SECOND_JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    major=$(java_major "$home/bin/java")
    if [ "${major:-0}" -ge 21 ] && [ "$major" != "$default" ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

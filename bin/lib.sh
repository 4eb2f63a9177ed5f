# What the commands in this folder share; sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command_name=$(basename "$0")
needed_java=17

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$command_name: $1"
  exit "${2:-1}"
}

in_ci() { [[ ${CI:-} == true ]]; }

can_install() { [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; }

# Installs Debian packages; fails if that cannot be done. Debian would start the services of a package at once, unless
# policy-rc.d says no; only the programs are wanted.
install_packages() {
  local policy=/usr/sbin/policy-rc.d own_policy=''
  say "installing $* ..."
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && own_policy=$policy
  fi
  local done=0
  apt_install "$@" || { apt-get update -qq >/dev/null && apt_install "$@"; } || done=1
  [[ -z $own_policy ]] || rm -f "$own_policy"
  return "$done"
}

apt_install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }

# The major version of a java program.
version_of() { "$1" -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1; }

# The homes of all JDKs that can be found, one a line: JAVA_HOME, the one on the PATH, and those that are installed.
jdks() {
  local javac home candidates=("${JAVA_HOME:-}")
  if javac=$(command -v javac); then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$javac" 2>/dev/null || echo "$javac")")")")
  fi
  if [[ -x /usr/libexec/java_home ]]; then
    candidates+=("$(/usr/libexec/java_home -v "$needed_java+" 2>/dev/null || true)")
  fi
  candidates+=(/usr/lib/jvm/*)
  for home in "${candidates[@]}"; do
    if [[ -n $home && -x $home/bin/javac && -x $home/bin/java ]]; then
      echo "$home"
    fi
  done
}

# The home of the first JDK of at least that version, other than the given one if any.
find_jdk() {
  local least=$1 not=${2:-} home version
  while read -r home; do
    version=$(version_of "$home/bin/java")
    if [[ ${version:-0} -ge $least && $version != "$not" ]]; then
      echo "$home"
      return
    fi
  done < <(jdks)
}

# The oldest one that serves; which ones there are depends on the release of Debian or Ubuntu.
install_jdk() {
  local version
  apt-get update -qq >/dev/null || true
  for version in 17 21 25; do
    if apt-cache show "openjdk-$version-jdk-headless" >/dev/null 2>&1; then
      install_packages "openjdk-$version-jdk-headless" && return
    fi
  done
  fail "apt-get has no JDK $needed_java or later"
}

# Sets JAVA_HOME to a JDK that is new enough.
require_jdk() {
  local home
  home=$(find_jdk "$needed_java")
  if [[ -z $home ]]; then
    can_install || fail "no JDK $needed_java or later found (expected: JAVA_HOME, or javac on the PATH; on Debian: apt-get install openjdk-17-jdk-headless)"
    install_jdk
    home=$(find_jdk "$needed_java")
    [[ -n $home ]] || fail "no JDK $needed_java or later found, although one was installed"
  fi
  export JAVA_HOME=$home
}

require_maven() {
  command -v mvn >/dev/null && return
  can_install || fail "no Maven found (expected: mvn 3.8.7 or later on the PATH; on Debian: apt-get install maven)"
  install_packages maven || fail "apt-get could not install maven"
}

# Installs a program where it may, with the packages that are named; without it, in CI that is an error, elsewhere what
# needs it is skipped.
require_tool() {
  local tool=$1
  shift
  command -v "$tool" >/dev/null && return
  if can_install && install_packages "$@" && command -v "$tool" >/dev/null; then
    return
  fi
  if in_ci; then
    fail "no $tool found (expected: on the PATH; on Debian: apt-get install $*)"
  fi
  say "skipping what needs $tool: not on the PATH (on Debian: apt-get install $*)"
}

# require_file PATTERN PACKAGE...: the same for a file that is on no PATH, such as a module of a program.
require_file() {
  local pattern=$1
  shift
  compgen -G "$pattern" >/dev/null && return
  if can_install && install_packages "$@" && compgen -G "$pattern" >/dev/null; then
    return
  fi
  if in_ci; then
    fail "no $pattern found (on Debian: apt-get install $*)"
  fi
  say "skipping what needs $pattern: not there (on Debian: apt-get install $*)"
}

# What lzn, run.sh and gpu-check.sh have in common: the locale, the JDK, Python, and the library, built
# where it is not that of its sources. The scripts read this file; Python calls it: library.sh current|build

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
kit=$root/lzn-lib/target/kit

say() {
  echo "${program:-library.sh}: $*" >&2
}

fail() {
  say "$@"
  exit 1
}

# In the C locale Java cannot name a file whose path has other letters than ASCII's.
speak_utf8() {
  local found
  if [[ $(locale charmap 2>/dev/null) == ANSI_X3.4-1968 ]]; then
    found=$(locale -a 2>/dev/null | grep -iE '^(C|en_US)\.utf-?8$' | head -n 1 || true)
    [[ -z $found ]] || export LC_ALL=$found
  fi
}

# Sets java to the one to use: that of JAVA_HOME, as for Maven, or else the one on the path.
find_java() {
  local needed="JDK 17 or newer is needed: install one, or set JAVA_HOME to it"
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
    [[ -x $java ]] || fail "$needed (JAVA_HOME is $JAVA_HOME, which has no bin/java)"
  else
    java=$(command -v java) || fail "$needed (there is no java on the path)"
  fi
}

# Sets python to one to use.
find_python() {
  for python in ${PYTHON:+"$PYTHON"} python3 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
      return
    fi
  done
  fail "Python 3.9 or newer is needed, and neither python3 nor python is one;" \
    "install it, or name it: PYTHON=/path/to/python3 environment/$program"
}

# Exports the settings of native.env that the environment does not have.
set_native() {
  local name value
  while IFS='=' read -r name value; do
    if [[ -n $name && $name != '#'* && -z ${!name+set} ]]; then
      export "$name=$value"
    fi
  done < "$root/environment/native.env"
}

# Whether the library's jar is there, no source is newer, and it was built with these arguments.
is_current() {
  local jar newer
  for jar in "$kit"/lzn-lib-*.jar; do
    [[ -f $jar && $(arguments_then) == "${LZN_MAVEN_ARGS:-}" ]] || return 1
    newer=$(find "$root/pom.xml" "$root/lzn-lib/pom.xml" "$root/lzn-lib/src/main" -newer "$jar")
    [[ -z $newer ]] || return 1
    ! committed_since
    return
  done
}

arguments_then() {
  cat "$kit/.arguments" 2>/dev/null || true
}

# A jar of changed sources says so; once they are committed it is built again, to name the commit.
committed_since() {
  local code=$kit/code.properties
  grep -qs '^changed=true$' "$code" \
    && ! grep -qs "^commit=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)\$" "$code"
}

# Builds the library unless it is current; of several that start at once, one builds.
# Arguments are Maven's. Programs that run keep their jar: Maven puts the new one in its place whole.
build() {
  command -v mvn > /dev/null \
    || fail "Maven 3.8 or newer is needed to build the library: install it (no mvn on the path)"
  mkdir -p "$root/environment/.state"
  (
    take_lock
    is_current || build_alone "$@"
  ) 9>> "$root/environment/.state/library.lock"
}

build_alone() {
  local start=$root/environment/.state/library.start
  say "building the library"
  touch "$start"
  # A kit of other arguments or another pom.xml may have jars that this one must not have.
  if [[ $(arguments_then) != "${LZN_MAVEN_ARGS:-}" || -n $(find "$root/pom.xml" "$root/lzn-lib/pom.xml" \
      -newer "$kit" 2>/dev/null) ]]; then
    rm -rf "$kit"
  fi
  # shellcheck disable=SC2086 # the arguments are words
  mvn -B -ntp -f "$root/pom.xml" -DskipTests -Dspotless.check.skip=true "$@" ${LZN_MAVEN_ARGS:-} \
    package 9>&- || fail "Maven could not build the library"
  printf '%s' "${LZN_MAVEN_ARGS:-}" > "$kit/.arguments"
  touch -r "$start" "$kit"/lzn-lib-*.jar
}

# Locks file 9 until it is closed. Linux has flock; macOS has Perl.
take_lock() {
  if command -v flock > /dev/null; then
    flock -n 9 || { waiting; flock 9; }
  else
    perl -MFcntl=:flock -e 'open(F, ">>&=9") or die; exit !flock(F, LOCK_EX | LOCK_NB)' \
      || { waiting; perl -MFcntl=:flock -e 'open(F, ">>&=9") or die; flock(F, LOCK_EX) or die'; }
  fi
}

waiting() {
  say "waiting: another process is building the library"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  set -euo pipefail
  case ${1:-} in
    current) is_current ;;
    build) build ;;
    *) fail "expected current or build, got \"${1:-}\"" ;;
  esac
fi

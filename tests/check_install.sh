#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs, moves the tree, and builds a user's program against it: by find_package, by pkg-config (where it is), and
# as a sub-project. The tool is installed and not exported; all versions agree.
# usage: check_install.sh SOURCE_FOLDER BUILD_FOLDER CMAKE
set -eu
source=$1 build=$2 cmake=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cmake" --install "$build" --prefix "$work/first" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
mv "$work/first" "$work/moved"
grep -rq mailwire_tool "$work/moved"/lib*/ && { echo "the tool is exported"; exit 1; }

mkdir "$work/user"
cat > "$work/user/main.c" <<'END'
#include <mailwire/mailwire.h>
#include <string.h>
int main(void)
{
  return mw_version_number() == MAILWIRE_VERSION_NUMBER &&
                 strcmp(mw_version(), MAILWIRE_VERSION_STRING) == 0 && strcmp(mw_version(), EXPECTED) == 0
             ? 0
             : 1;
}
END
version=$(sed -n 's/^Version: //p' "$(find "$work/moved" -name mailwire.pc)")
cat > "$work/user/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.16)
project(user C)
if(SOURCE)
  add_subdirectory(${SOURCE} mailwire)
else()
  find_package(mailwire ${VERSION} REQUIRED CONFIG)
endif()
add_executable(user main.c)
target_compile_definitions(user PRIVATE EXPECTED="${VERSION}")
target_link_libraries(user mailwire::mailwire)
END
try() {
  name=$1
  shift
  { "$cmake" -S "$work/user" -B "$work/$name" -DVERSION="$version" "$@" &&
    "$cmake" --build "$work/$name" && "$work/$name/user"; } > "$work/log" 2>&1 ||
    { echo "a user's program fails by $name:"; cat "$work/log"; exit 1; }
}
try package -DCMAKE_PREFIX_PATH="$work/moved"
try subproject -DSOURCE="$source"
[ ! -e "$work/subproject/bin" ] || { echo "as a sub-project, programs are built"; exit 1; }
if "$cmake" -S "$work/user" -B "$work/other" -DVERSION=99.0 -DCMAKE_PREFIX_PATH="$work/moved" > /dev/null 2>&1; then
  echo "another version is accepted"
  exit 1
fi
checked=3
if command -v pkg-config > /dev/null; then
  PKG_CONFIG_PATH=$(dirname "$(find "$work/moved" -name mailwire.pc)")
  export PKG_CONFIG_PATH
  # shellcheck disable=SC2046
  cc -DEXPECTED="\"$version\"" "$work/user/main.c" $(pkg-config --static --cflags --libs mailwire) \
    -Wl,-rpath,"$(pkg-config --variable=libdir mailwire)" -o "$work/by_pkg_config"
  "$work/by_pkg_config" || { echo "a user's program fails by pkg-config"; exit 1; }
  checked=4
fi
echo "$checked passed, 0 failed"

#!/bin/sh
# SPDX-License-Identifier: MIT
# What a static link takes of the texts for people: nothing for a program that needs the wire alone, English and no Japanese for
# one that explains in English.
# usage: check_text.sh SOURCE_FOLDER LIBRARY COMPILER
set -eu
source=$1 library=$2 cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$1"; exit 1; }

"$cc" -std=c99 -DMAILWIRE_STATIC -I"$source/include" "$source/examples/refuse.c" "$library" -o "$work/wire"
"$cc" -std=c99 -DMAILWIRE_STATIC -I"$source/include" "$source/examples/means.c" "$library" -o "$work/english"
has() { LC_ALL=C grep -qaF "$2" "$work/$1"; }
english='retry later'
japanese=$(printf '\345\206\215\351\200\201')
has wire "$english" && fail "a program of the wire alone has explanations"
nm "$work/wire" | grep -qw mw_catalog_standard && fail "a program of the wire alone has the catalogue"
has english "$english" || fail "a program that explains has no explanations"
has english "$japanese" && fail "a program that names no Japanese has some"
nm "$work/english" | grep -qw mw_text_ja && fail "a program that names no Japanese has mw_text_ja()"
echo "5 passed, 0 failed"

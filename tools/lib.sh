# What the programs in tools/ share. Sourced by bash, from a script that stands in tools/.
#
# shellcheck shell=bash
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly top

# At most two jobs, whatever the machine has: compilers and sanitizers take memory too.
jobs=$(nproc)
((jobs <= 2)) || jobs=2
readonly jobs

if [[ -t 1 && -z ${NO_COLOR-} ]]; then
	bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
	bold='' dim='' green='' red='' plain=''
fi
readonly bold dim green red plain

# die TEXT: ends the program; 3 says that the machine failed.
die()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 3
}

# usage_error TEXT: ends the program; 2 says that it was called wrongly.
usage_error()
{
	printf '%s: %s (see --help)\n' "${0##*/}" "$*" >&2
	exit 2
}

# print_help: the comment at the head of the calling script, without its first line.
print_help()
{
	sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//;p}' "$0"
}

# quietly LOG COMMAND…: runs it with its output in LOG; shows the end of LOG when it fails.
quietly()
{
	local log=$1

	shift
	"$@" >"$log" 2>&1 && return
	tail -n 40 "$log" >&2
	return 1
}

# build PRESET FOLDER [TARGET…]: configures where it must, and compiles.
build()
{
	local preset=$1 folder=$2

	shift 2
	[[ -f $folder/build.ninja ]] || (cd "$top" && cmake --preset "$preset" -B "$folder") || return
	ninja -C "$folder" -j "$jobs" "$@"
}

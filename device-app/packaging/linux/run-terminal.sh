#!/bin/sh
# Runs a program alone on the display, in the compositor cage, and ends with the program's exit code: cage has passed that on itself only
# since 0.2, and Debian 12 has 0.1.4.
# usage: run-terminal.sh PROGRAM [ARGUMENT]…   RUNTIME_DIRECTORY: a folder of its own, as systemd gives one
set -u
code=$RUNTIME_DIRECTORY/exit-code
rm -f "$code"
# cage never lets anyone switch consoles (that would be -s). No decorations: -d.
cage -d -- /bin/sh -c '"$@"; echo $? >"$0"' "$code" "$@"
[ -s "$code" ] || { echo "cage ended before the terminal did; is there a display, and is seatd running?" >&2; exit 1; }
exit "$(cat "$code")"

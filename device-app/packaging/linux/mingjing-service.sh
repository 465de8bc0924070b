#!/bin/sh
# /usr/bin/mingjing-service: what the administrator does at a locked terminal, over ssh: as the user, with the environment and in the folder
# of its unit, so that the terminal can read what is written.
# usage: sudo mingjing-service pin      sets the service PIN, typed or piped in
#        sudo mingjing-service bundle   makes a diagnostics bundle, and says where it lies
set -eu
case ${1:-} in pin | bundle) ;; *) echo "usage: sudo mingjing-service pin|bundle" >&2; exit 2 ;; esac
[ "$(id -u)" = 0 ] || { echo "mingjing-service: run it with sudo: sudo mingjing-service $1" >&2; exit 1; }
# --pty and --pipe: whichever suits where it is called.
exec systemd-run --quiet --collect --wait --pty --pipe --uid=mingjing --gid=mingjing --working-directory=/opt/mingjing \
  --property=UMask=0077 --property=EnvironmentFile=-/etc/mingjing/terminal.env \
  --setenv=NODE_ENV=production --setenv=MINGJING_DATA_DIR=/var/lib/mingjing \
  /opt/mingjing/node_modules/.bin/node device-app/runtime/service-main.ts "$1" --settings /etc/mingjing/terminal.json

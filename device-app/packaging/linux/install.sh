#!/bin/sh
# Locks a Debian 12 machine down to one terminal. Run as root from a checkout or package in /opt/mingjing, after
#   apt install cage seatd chromium
# usage: install.sh [DESTDIR]   with DESTDIR only the files are put there, nothing is enabled
set -eu
here=$(dirname "$(readlink -f "$0")")
dest=${1:-}

put() { install -D -m "$1" "$here/$2" "$dest$3"; }
put 644 sysusers.conf /usr/lib/sysusers.d/mingjing.conf
put 644 mingjing-terminal.service /etc/systemd/system/mingjing-terminal.service
put 644 logind.conf /etc/systemd/logind.conf.d/50-mingjing.conf
put 644 polkit.rules /etc/polkit-1/rules.d/50-mingjing.rules
put 644 chromium-policy.json /etc/chromium/policies/managed/mingjing.json
for rules in "$here"/../../../hardware-profiles/generated/*.rules; do
  if [ -f "$rules" ]; then install -D -m 644 "$rules" "$dest/etc/udev/rules.d/$(basename "$rules")"; fi
done

if [ -z "$dest" ]; then
  systemd-sysusers
  systemctl daemon-reload
  udevadm control --reload
  # They open serial ports on their own and take pads away.
  systemctl mask ModemManager.service brltty.service brltty-udev.service
  systemctl mask ctrl-alt-del.target
  systemctl enable mingjing-terminal.service
  echo "Write /etc/mingjing/terminal.json, readable by the group mingjing, then reboot."
fi

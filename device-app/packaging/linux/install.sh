#!/bin/sh
# Locks a Debian 12 machine down to one terminal. Run as root from a checkout in /opt/mingjing, after
#   apt install cage seatd chromium && npm ci && npm run build:screens
# usage: install.sh [DESTDIR]   with DESTDIR only the files are put there, nothing is enabled
set -eu
here=$(dirname "$(readlink -f "$0")")
root=$(readlink -f "$here/../../..")
dest=${1:-}

refuse() { echo "install.sh: $1" >&2; exit 1; }
[ -x "$root/node_modules/.bin/node" ] || refuse "$root has no node of its own: run npm ci there, without --omit=dev"
[ -f "$root/device-app/screens/dist/index.html" ] || refuse "$root has no screens: run npm run build:screens there"
[ -n "$dest" ] || [ "$root" = /opt/mingjing ] || refuse "this is $root, and the unit starts what is in /opt/mingjing: move it there"

put() { install -D -m "$1" "$here/$2" "$dest$3"; }
put 644 sysusers.conf /usr/lib/sysusers.d/mingjing.conf
put 644 mingjing-terminal.service /etc/systemd/system/mingjing-terminal.service
put 644 logind.conf /etc/systemd/logind.conf.d/50-mingjing.conf
put 644 polkit.rules /etc/polkit-1/rules.d/50-mingjing.rules
put 644 backlight.rules /usr/lib/udev/rules.d/61-mingjing-backlight.rules
put 644 usb-sticks.rules /usr/lib/udev/rules.d/62-mingjing-usb-sticks.rules
put 755 mingjing-service.sh /usr/bin/mingjing-service
put 644 chromium-policy.json /etc/chromium/policies/managed/mingjing.json
# Made from the profiles (npm run profiles -- udev). In /usr/lib, so that a hall's own rules in /etc can be put in their place.
for rules in 60-mingjing-pads.rules 99-mingjing-no-braille.rules; do
  put 644 "../../../hardware-profiles/generated/$rules" "/usr/lib/udev/rules.d/$rules"
done

if [ -z "$dest" ]; then
  systemd-sysusers
  systemctl daemon-reload
  # After the group exists; devices that are plugged in already get their new owner now.
  udevadm control --reload
  udevadm trigger --action=change --subsystem-match=hidraw --subsystem-match=tty --subsystem-match=usb --subsystem-match=backlight
  # It opens serial ports on its own and takes pads away; here nobody needs it. brltty stays: a blind citizen's display may need it, and the
  # rules take only the bridges of pads from it.
  systemctl mask ModemManager.service
  systemctl mask ctrl-alt-del.target
  systemctl enable mingjing-terminal.service
  echo "Write /etc/mingjing/terminal.json, readable by the group mingjing, then reboot."
fi

/**
 * Everything that can be wrong with a device, in the English of the logs: cause, and cure where there is one. Screens have words of their
 * own for each code (`problem.*` in their texts); what stands in braces is the same in every language.
 */
export const DEVICE_PROBLEMS = {
  'not-started': 'not started',
  stopped: 'stopped',

  // Looking for it.
  'ports-not-told': 'the system does not answer about its ports',
  'all-taken': 'other devices of the settings took every port that fits',
  'nothing-fits': 'no device fits the profile {profile}; check the cable, or name the port in "path"',
  'named-missing': 'no device {name} is there; check the cable, or correct "serialNumber" and "location"',
  'path-taken': '{path} is used by another device of the settings; give each a "path" of its own',
  'path-missing': '{path} is not there; check the cable and "path"',
  'template-needs-path': '{profile} is a template and fits any device; name the port in "path"',
  'profile-unknown': '{field}.profile "{profile}" is unknown; use one of {names}',
  'variant-unknown': '{field}.profile "{profile}" names a variant that "{id}" does not have; use one of {names}',
  'profile-invalid': '{field}.profile "{profile}" has an invalid file: {place}: {detail}; "npm run profiles -- lint" shows all',

  // Opening it.
  'open-slow': 'opening {path} takes too long',
  'open-failed': '{path} could not be opened: {detail}',
  'port-in-use': '{path} is in use by another program; end it, or take the port from it',
  'port-forbidden': '{path} may not be opened; add the user of the terminal to the port’s group (dialout or uucp)',
  'port-missing': '{path} is not there; check the cable',
  'port-other': '{path} is no serial port; correct "path"',
  'hid-in-use': '{path} is in use by another program; end it',
  'hid-forbidden': '{path} may not be opened; install the udev rules (npm run profiles -- udev), replug the device and start this program again',
  'hid-other': '{path} is no HID device; correct "path" of the device in the settings',
  'hid-no-library': 'HID devices need libusb-1.0.so.0 and libudev.so.1: install the packages libusb-1.0-0 and libudev1, then start this program again',
  'hid-no-binary':
    'HID devices cannot be used: node-hid brings no binary for this processor; build it ("node-gyp rebuild" in node_modules/node-hid), or use a serial or keyboard pad',
  'hid-unusable': 'HID devices cannot be used: {detail}',
  'hid-unlisted': 'HID devices cannot be listed: {detail}',
  'hid-unreadable':
    '{path} was opened, but its reports cannot be read: the system keeps keyboards, mice and some collections to itself; choose another collection by usagePage, usage or interface in the profile, or a keyboard profile ({detail})',
  'keyboard-other': '{path} is no keyboard; leave "path" out of the settings of a keyboard pad',

  // On the network.
  'address-invalid': '"{path}" is no address; write host:port, such as 192.0.2.7:3348, as "path" of the device in the settings',
  'net-nobody-listens': '{address}: nobody listens there; start the evaluator, or correct "path" of the device in the settings',
  'net-no-name': '{address}: there is no such name; correct "path" of the device in the settings',
  'net-name-unclear': '{address}: the name cannot be looked up now; use an IP address as "path" of the device in the settings',
  'net-unreachable': '{address}: it is not reachable; check its power and network cable',
  'net-no-way': '{address}: there is no network that leads there; check the network cable',
  'net-down': '{address}: it is down; check its power and network cable',
  'net-no-answer': '{address}: it does not answer; check its power and network cable',
  'net-broken-off': '{address}: it broke the connection off',
  'net-in-use': '{address}: another program listens there already; end it, or name another port as "path" of the device in the settings',
  'net-not-ours': '{address}: this machine has no such address; correct "path" of the device in the settings',
  'net-low-port': '{address}: the system does not allow it; use a port from 1024 on',
  'net-forbidden': '{address}: the system does not allow it; look at the firewall',
  'net-too-long': '{address}: the message is too long for one datagram',
  'net-long-message': '{address}: it sent a longer message than an evaluator may',
  'net-failed': '{address}: {detail}',
  'net-too-much': 'it sent more than an evaluator may',
  'net-hung-up': 'it hung up',
  'net-dead': 'it does not answer any more',
  'net-nobody-dialled': 'no evaluator has dialled in yet',
  'net-seat-taken': 'the evaluator that dialled in is in use already',

  // Proving that it is the one.
  'cannot-ask': 'cannot be asked: {detail}',
  'cannot-prove': 'the question "{output}" cannot be asked: {detail}',
  'no-address': 'cannot be asked: no address is known; list them in "addresses"',
  'other-device': 'does not answer "{output}" as {profile} does; another device, switched off, or the wrong line speed',
  'no-answer-yet': 'has not answered yet',
  'nothing-heard': 'listening; nothing was heard yet, so nobody knows whether the pad is there',

  // While it is in use.
  unplugged: 'unplugged',
  'unplugged-says': 'unplugged: {detail}',
  'line-hung-up': 'the line hung up',
  'read-failed': 'reading failed: {detail}',
  'write-failed': 'writing failed: {detail}',
  'takes-no-bytes': 'takes no bytes',
  floods: 'sends more than anyone can take in',
  silent: 'does not answer',
  'addresses-silent': 'address {addresses} does not answer',
  'silent-long': 'the pad has been silent for too long',
} as const satisfies Readonly<Record<string, string>>;

/** What the messages of HID libraries mean for a technician, first match wins. `{path}` stands for the device. */
export const HID_OPEN_CAUSES: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /permission denied|access is denied|0x00000005/i,
    reason: '{path} may not be opened; install the udev rules (npm run profiles -- udev), replug the device and start this program again',
  },
  { pattern: /no such (file|device)|cannot find the (file|path)|not connected/i, reason: '{path} is not there; check the cable' },
  { pattern: /not a hidraw device|inappropriate ioctl/i, reason: '{path} is no HID device; correct "path" of the device in the settings' },
  { pattern: /busy|exclusive|sharing violation|used by another process/i, reason: '{path} is in use by another program; end it' },
];

/** The same for a library that cannot be loaded at all. */
export const HID_LOAD_CAUSES: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /lib(usb-1\.0|udev)[^:]*: cannot open shared object/i,
    reason: 'HID devices need libusb-1.0.so.0 and libudev.so.1: install the packages libusb-1.0-0 and libudev1, then start this program again',
  },
  {
    pattern: /failed to find binding|cannot find (module|package)/i,
    reason:
      'HID devices cannot be used: node-hid brings no binary for this processor; build it ("node-gyp rebuild" in node_modules/node-hid), or use a serial or keyboard pad',
  },
];

/** For a device that could be opened and then not read, before it sent anything. */
export const HID_UNREADABLE =
  'was opened, but its reports cannot be read: the system keeps keyboards, mice and some collections to itself; choose another collection by usagePage, usage or interface in the profile, or a keyboard profile';

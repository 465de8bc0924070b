/** What the messages of HID libraries about a device mean, first match wins. */
export const HID_OPEN_CAUSES = [
  { pattern: /permission denied|access is denied|0x00000005/i, code: 'hid-forbidden' },
  { pattern: /no such (file|device)|cannot find the (file|path)|not connected/i, code: 'port-missing' },
  { pattern: /not a hidraw device|inappropriate ioctl/i, code: 'hid-other' },
  { pattern: /busy|exclusive|sharing violation|used by another process/i, code: 'hid-in-use' },
] as const;

/** The same for a library that cannot be loaded at all. */
export const HID_LOAD_CAUSES = [
  { pattern: /lib(usb-1\.0|udev)[^:]*: cannot open shared object/i, code: 'hid-no-library' },
  { pattern: /failed to find binding|cannot find (module|package)/i, code: 'hid-no-binary' },
] as const;

/** The part of qrcode that knows codes, without those that draw them on canvases and in terminals. */
declare module 'qrcode/lib/core/qrcode.js' {
  export { create } from 'qrcode';
}

/** 评价渠道 `pf`, in the order of GB/T 39046-2020 Table 9. Codes 6 and 7 differ by province: city adapters map them. */
export const CHANNELS = [
  { channel: 'web', pf: '1', zh: 'PC端' },
  { channel: 'mobile', pf: '2', zh: '移动服务端' },
  { channel: 'qr', pf: '3', zh: '二维码' },
  { channel: 'window', pf: '4', zh: '政务大厅平板电脑' },
  { channel: 'kiosk', pf: '5', zh: '政务大厅其他终端' },
  { channel: 'phone', pf: '6', zh: '电话' },
  { channel: 'sms', pf: '7', zh: '短信' },
] as const;

import type { EmitKind } from '../../schema/decode.ts';
import type { Profile, Role } from '../../schema/profile.ts';
import type { TransportKind } from '../../schema/transport.ts';

/** How the support table calls what profiles say, Chinese and English. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  pad: '评价器 pad',
  scanner: '扫码枪 scanner',
  light: '指示灯 light',
  printer: '打印机 printer',
  'card-reader': '读卡器 card reader',
};

export const TRANSPORT_WORDS: Readonly<Record<TransportKind, string>> = {
  serial: '串口 serial',
  hid: 'USB HID',
  keyboard: '键盘 keyboard',
  tcp: 'TCP',
  udp: 'UDP',
  websocket: 'WebSocket',
};

export const CONFIDENCE_WORDS: Readonly<Record<Profile['provenance']['confidence'], string>> = {
  low: '低 low',
  medium: '中 medium',
  high: '高 high',
  'very-high': '很高 very high',
};

/** What an event of a rule lets the device do; ratings and keys are told in full, reports are for diagnostics only. */
export const EVENT_WORDS: Readonly<Partial<Record<EmitKind, string>>> = {
  scan: '读码 reads codes',
  presence: '有无卡 card present or not',
};

/** Where somebody looks for a device that is not there. Nothing is invented: what has no published bytes gets no profile. */
export const NOT_SUPPORTED: readonly { readonly device: string; readonly why: string }[] = [
  {
    device: '点晶、精鼎、恒宇、华凯瑞、中控、德卡、神思、华视、新中新、捷宇、良田的串口评价器 · serial evaluators of these vendors',
    why: '没有公开的报文资料；用 `learn` 逐键学习即可生成配置 · no published bytes and no recording; `learn` writes a profile from the buttons themselves',
  },
  {
    device: 'SLE300.ocx、ScoreOcx、PJQ ActiveX、银行密码键盘、GWQ（柜外清）动态库、高拍仪 WebSocket · interfaces of Windows libraries',
    why: '只有控件或动态库接口，没有报文 · a programming interface, no bytes',
  },
  { device: 'Delcom 指示灯 · Delcom lights', why: '没有找到报文 · no bytes were found' },
  {
    device: 'Stream Deck Plus, Neo; X-keys XK-16, XK-3 switch interface, XK-60/80/128, X-blox',
    why: '有公开资料，窗口用不到；照最相近的配置改 · published, not needed at a window; copy the nearest profile',
  },
  {
    device: '厂商私有协议的 USB 身份证阅读器 · USB identity card readers with a vendor protocol',
    why: '只能通过厂商动态库访问；本系统只需“有无卡” · reached only through the vendor’s library; only presence would be asked',
  },
  {
    device: '键盘模式（仿真键盘）扫码枪、读卡器 · scanners and readers that type',
    why: '与打字无法区分；请设为串口或 HID-POS 模式 · cannot be told from typing; set them to serial or HID-POS',
  },
  { device: 'Luxafor Mute 的按钮 · the button of a Luxafor Mute', why: '来源未说明其第三种报告 · its third report is not explained by its source' },
  {
    device: 'DragonRise 之外的一般手柄 · gamepads other than DragonRise',
    why: '报告格式因型号而异；用 `learn` 学习 · every model has its own reports; use `learn`',
  },
];

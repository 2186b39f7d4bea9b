import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  queue: '待发送', queueLead: '没有信号时办的事留在这台手机上，有网络后自动发出。每件只算一次，不会重复。', empty: '没有待发送的', emptyText: '办过的都已发到服务器。',
  nWaiting: (n: number) => `${n} 项待发送`, nSending: (n: number) => `正在发送，还有 ${n} 项`, nAsks: (n: number) => `${n} 项需要您处理`, signIn: '登录后自动发送', noNetwork: '没有网络', see: '查看',
  keptAt: (s: string) => `没有网络，显示的是${s}保存的内容`, clockOff: (s: string) => `这台设备的时间不准（差 ${s}）。时间按服务器的算，建议校准。`,
  groupAsks: '需要您处理', groupWaiting: '等待发送', groupSent: '今天已发出', groupDropped: '已放弃',
  waiting: '等网络', held: '等前一项', sendingNow: '正在发送', asks: '服务器没有收下', conflict: '这期间有变化', sent: '已发出', dropped: '已放弃', photos: (n: number) => `${n} 张照片`, tries: (n: number) => `试了 ${n} 次`,
  retry: '现在发送', resolve: '查看并决定', again: '再发一次', drop: '放弃', dropAsk: '放弃这一项？', dropText: '它不会发给服务器。一天之内可以在本页拿回来。', droppedSaid: '已放弃', undo: '拿回来', openCase: '打开',
  noRoom: '手机存储空间不够，没有存下。请删掉一些照片或清理手机空间；有网络时可以直接提交。', photoNoRoom: '手机存储空间不够，这张照片没有存下。不带照片也可以上报。',
  addPhoto: '加照片', photoAlt: (n: number) => `第 ${n} 张照片`, dropPhoto: '去掉', photosHint: '照片先存在手机上，和上报一起发出。',
  update: '新版本已就绪', updateGo: '更新', updateHint: '填写的内容和待发送的都会保留。', install: '安装到手机桌面', ready: '今天的件已存到手机，没有信号也能看', preparing: '正在把今天的件存到手机…', readAgain: '重新保存',
  leaveTitle: '还有没发出的', leaveText: (n: number) => `这台手机上有 ${n} 项还没有发出。退出后它们加密留在手机上，别人看不到；您下次在这台手机登录后自动发出。`, leaveGo: '仍然退出',
  keptSaid: '已存在手机上，有网络后自动发出', plainHttp: '现在用的不是 HTTPS，浏览器不允许离线使用。请向管理员要 https 开头的网址。',
}, {
  queue: 'To be sent', queueLead: 'What you did without a signal stays on this phone and is sent by itself. Each thing counts once, never twice.', empty: 'Nothing waits to be sent', emptyText: 'Everything has reached the server.',
  nWaiting: (n: number) => `${n} waiting to be sent`, nSending: (n: number) => `Sending, ${n} left`, nAsks: (n: number) => `${n} need${n === 1 ? 's' : ''} you`, signIn: 'Sign in and it is sent', noNetwork: 'No network', see: 'Show',
  keptAt: (s: string) => `No network: shown as kept at ${s}`, clockOff: (s: string) => `This device’s clock is off by ${s}. The server’s time counts; please set the clock.`,
  groupAsks: 'Needs you', groupWaiting: 'Waiting', groupSent: 'Sent today', groupDropped: 'Given up',
  waiting: 'Waits for a network', held: 'Waits for the one before', sendingNow: 'Being sent', asks: 'Not taken by the server', conflict: 'Something has changed meanwhile', sent: 'Sent', dropped: 'Given up', photos: (n: number) => `${n} photo${n === 1 ? '' : 's'}`, tries: (n: number) => `tried ${n}×`,
  retry: 'Send now', resolve: 'Look and decide', again: 'Send again', drop: 'Give up', dropAsk: 'Give this up?', dropText: 'It will not be sent. For a day it can be taken back on this page.', droppedSaid: 'Given up', undo: 'Take back', openCase: 'Open',
  noRoom: 'The phone has no room left; this was not kept. Remove photos or free some space; with a network you can submit directly.', photoNoRoom: 'The phone has no room left; this photo was not kept. You can report without it.',
  addPhoto: 'Add photo', photoAlt: (n: number) => `Photo ${n}`, dropPhoto: 'Remove', photosHint: 'Photos are kept on the phone and sent with the report.',
  update: 'A new version is ready', updateGo: 'Update', updateHint: 'What you typed and what waits to be sent is kept.', install: 'Install on the home screen', ready: 'Today’s cases are on this phone and can be read without a signal', preparing: 'Putting today’s cases on this phone…', readAgain: 'Read again',
  leaveTitle: 'Not everything is sent', leaveText: (n: number) => `${n} on this phone ${n === 1 ? 'is' : 'are'} not sent yet. After signing out they stay here encrypted, nobody else sees them, and they are sent when you sign in again on this phone.`, leaveGo: 'Sign out all the same',
  keptSaid: 'Kept on the phone; sent by itself once there is a network', plainHttp: 'This is not HTTPS, so browsers allow no offline use. Ask the administrator for the address that begins with https.',
})

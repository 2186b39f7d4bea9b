import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  title: '走访', lead: '按走访计划到期的户和人。没有信号也能记，有网络后自动发出。', empty: '今天没有到期的走访', emptyText: '到期的会按计划自动出现在这里。', due: (s: string) => `${s}前`, overdue: '已过期', last: (s: string) => `上次 ${s}`, never: '还没有走访过',
  record: '记录走访', on: '日期', way: '方式', outcome: '结果', note: '记录', noteHint: '只写服务需要的事。内容加密保存。', save: '记下', saved: '已记录', cancel: '收起', door: '门牌',
}, {
  title: 'Visits', lead: 'Households and persons due by plan. Works without a signal; sent by itself later.', empty: 'No visit is due today', emptyText: 'Those that fall due appear here by plan.', due: (s: string) => `by ${s}`, overdue: 'overdue', last: (s: string) => `last ${s}`, never: 'not visited yet',
  record: 'Record a visit', on: 'Date', way: 'How', outcome: 'Outcome', note: 'Note', noteHint: 'Only what the service needs. Kept encrypted.', save: 'Record', saved: 'Recorded', cancel: 'Close', door: 'Door',
})
export const ways = defineTexts({ call: '上门', phone: '电话' }, { call: 'Call', phone: 'Phone' })
export const outcomes = defineTexts({ met: '见到了', absent: '没人在', declined: '不愿接受', moved_away: '已搬走' }, { met: 'Met', absent: 'Nobody there', declined: 'Declined', moved_away: 'Moved away' })

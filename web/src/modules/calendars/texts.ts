import { defineTexts } from '@/lib/i18n'

export const weekdays = defineTexts({ mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' },
  { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' })

export const t = defineTexts({
  title: '工作日历', lead: '按工作时、工作日计的时限都照这里算。全国的节假日和调休已在内，本地的作息和日子写在上面。', hours: '本地作息', hoursHint: '一行一个时令，例如 08:30-12:00 14:30-18:00；分季的在前面写日期，例如 06-01~09-30 08:00-12:00 15:00-18:30。不填就用通用作息。',
  weekdaysLabel: '每周上班的日子', weekdaysHint: '都不选就用周一至周五', days: '本地的特殊日子', noDays: '没有', addDay: '加一天', removeDay: (d: string) => `去掉 ${d}`, day: '日期', works: '上班', rests: '休息', kind: '上班还是休息', name: '名称', source: '依据', reason: '为什么改', reasonHint: '例如通知的文号', preview: '先看看会动哪些', save: '保存', saved: '已保存，时限已重算',
  movedTitle: '会动的时限', movedDone: '动了的时限', moved: (n: number, a: number, b: number) => `在办 ${n} 件：提前 ${a} 件，推后 ${b} 件`, movedRest: '其余正在后台重算', number: '编号', was: '原时限', becomes: '新时限', national: '全国节假日和调休', announced: '已公布', unannounced: '尚未公布', makeUp: '调休上班',
}, {
  title: 'Working calendar', lead: 'All limits in working hours and days go by this. National holidays and make-up days are in it; local hours and days stand on top.', hours: 'Local hours', hoursHint: 'One season a line, such as 08:30-12:00 14:30-18:00; with its days in front, such as 06-01~09-30 08:00-12:00 15:00-18:30. Empty: the common hours.',
  weekdaysLabel: 'Working weekdays', weekdaysHint: 'None chosen: Monday to Friday', days: 'Local single days', noDays: 'None', addDay: 'Add a day', removeDay: (d: string) => `Remove ${d}`, day: 'Day', works: 'works', rests: 'rests', kind: 'Works or rests', name: 'Name', source: 'Source', reason: 'Why it changes', reasonHint: 'Such as the number of a notice', preview: 'See what would move', save: 'Save', saved: 'Saved; limits are worked out anew',
  movedTitle: 'Limits that would move', movedDone: 'Limits that moved', moved: (n: number, a: number, b: number) => `${n} open cases: ${a} earlier, ${b} later`, movedRest: 'The rest is being worked out', number: 'Number', was: 'Was due', becomes: 'Is due', national: 'National holidays and make-up days', announced: 'announced', unannounced: 'not announced yet', makeUp: 'make-up day',
})

import { defineTexts } from '@/lib/i18n'

export const figureNames = defineTexts({
  open: '未结', due_soon: '快到期', overdue: '超期', received: '受理', closed: '结案', on_time_rate: '按期办结率', satisfaction: '满意率',
}, { open: 'Open', due_soon: 'Due soon', overdue: 'Overdue', received: 'Received', closed: 'Closed', on_time_rate: 'On time', satisfaction: 'Satisfied' })

export const t = defineTexts({
  title: '看板', asOf: (s: string) => `截至 ${s}`, period: '时段', thisYear: '今年', thisMonth: '本月', todayP: '今天', lastMonth: '上月', map: '地图', shadeBy: '地图与列表显示', byChild: '按下级', byMatter: '按事项', trend: '受理与结案', trendTable: '看数据表',
  over: (n: number) => `基数 ${n} 件`, small: '样本少，不作比较', toRows: '看这些件', formulas: '这些数怎么算', name: '名称', none: '这个时段还没有件', mapLabel: (n: string) => `${n}地图，按数字深浅`, noGeometry: '还没有边界图形', up: '上一级', live: '实时', selectHint: '点一块看它的看板。',
}, {
  title: 'Board', asOf: (s: string) => `As of ${s}`, period: 'Period', thisYear: 'This year', thisMonth: 'This month', todayP: 'Today', lastMonth: 'Last month', map: 'Map', shadeBy: 'Shown on map and list', byChild: 'By area', byMatter: 'By matter', trend: 'Received and closed', trendTable: 'Show as a table',
  over: (n: number) => `of ${n}`, small: 'few cases, not compared', toRows: 'Show the cases', formulas: 'How these are computed', name: 'Name', none: 'No cases in this period', mapLabel: (n: string) => `Map of ${n}, shaded by figure`, noGeometry: 'No outlines yet', up: 'Up', live: 'Live', selectHint: 'Select an area to open its board.',
})

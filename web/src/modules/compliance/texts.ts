import { defineTexts } from '@/lib/i18n'

export const outcomes = defineTexts({ met: '达标', short: '未达标', not_enough_data: '数据不足' }, { met: 'Met', short: 'Falls short', not_enough_data: 'Not enough data' })

export const strengths = defineTexts({ must: '应当', should: '提倡', may: '可以' }, { must: 'Must', should: 'Should', may: 'May' })

/** What rules ask, in words; fields of declared records keep their own names. */
export const fields = defineTexts({
  households: '户数', seats: '职数', members: '成员数', full_members: '正式党员数', party_members: '其中党员数', built_year: '建成年份', term_ends: '届满日期', founded_on: '成立日期', posts: '职务', kind: '类别', code: '代码',
}, { households: 'households', seats: 'seats', members: 'members', full_members: 'full members', party_members: 'party members', built_year: 'year built', term_ends: 'end of term', founded_on: 'founded on', posts: 'posts', kind: 'kind', code: 'code' })

export const t = defineTexts({
  title: '达标', up: '上一级', asOf: '哪一天', counted: (s: string) => `截至 ${s} 的数据`, model: (s: string) => `模式：${s}`, rules: '按规则', children: '按下级', rule: '规则', name: '名称', rate: '达标率', na: '不适用',
  source: '来源', source_rows: '对应需求', warnOnly: '规则只作提醒并写明来源，不会阻止任何办理。', noRules: '这里没有适用的规则', noRulesText: '模式里的规则还没有适用于这个区域的。', how: '怎么算', bound: '界限', since: (d: string) => `自 ${d} 起`,
  due: '应核定', yuan: '元', records: (n: string) => `${n}：逐条`, nothing: '没有这样的记录', measured: '现有', wanted: '要求', gap: '差', missing: (f: string) => `缺：${f}`, open: (n: number, what: string) => `看${what}的 ${n} 条`, all: '全部', place: '所在', outcome: '结果', of: (n: number) => `共 ${n}`,
}, {
  title: 'Compliance', up: 'Up', asOf: 'As of', counted: (s: string) => `Data as of ${s}`, model: (s: string) => `Model: ${s}`, rules: 'By rule', children: 'By area', rule: 'Rule', name: 'Name', rate: 'Met', na: 'n/a',
  source: 'Source', source_rows: 'Requirement', warnOnly: 'Rules remind, with their source; they never block any work.', noRules: 'No rule applies here', noRulesText: 'No rule of the model applies to this area yet.', how: 'How it is computed', bound: 'Bound', since: (d: string) => `since ${d}`,
  due: 'Due', yuan: 'yuan', records: (n: string) => `${n}: records`, nothing: 'There are no such records', measured: 'Has', wanted: 'Wants', gap: 'Short by', missing: (f: string) => `Missing: ${f}`, open: (n: number, what: string) => `Show ${n}: ${what}`, all: 'All', place: 'Where', outcome: 'Outcome', of: (n: number) => `of ${n}`,
})

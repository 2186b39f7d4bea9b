import { defineTexts } from '@/lib/i18n'

export const relations = defineTexts({
  leads: '领导', supervises: '监督', guides: '指导', member_of: '成员', seconds_to: '派出', pairs_with: '结对',
}, { leads: 'leads', supervises: 'supervises', guides: 'guides', member_of: 'member of', seconds_to: 'seconds to', pairs_with: 'pairs with' })

export const origins = defineTexts({
  elected: '选举', assigned: '选派', concurrent: '兼任', recruited: '招聘',
}, { elected: 'Elected', assigned: 'Assigned', concurrent: 'Concurrent', recruited: 'Recruited' })

export const advices = defineTexts({
  no_superior: '没有上级', missing_relation: '缺关系', vacant: '空缺', too_many: '超职数', term_over: '任期已满', term_ends_soon: '即将届满', one_person: '宜由一人担任', set_incomplete: '不齐全', set_out_of_order: '次序不同',
}, { no_superior: 'No superior', missing_relation: 'Relation missing', vacant: 'Vacant', too_many: 'Too many holders', term_over: 'Term over', term_ends_soon: 'Term ends soon', one_person: 'One person', set_incomplete: 'Incomplete', set_out_of_order: 'Other order' })

export const t = defineTexts({
  title: '组织架构', up: '上级区域', asOf: '截至', model: (n: string) => `按「${n}」模式`, empty: '这里还没有登记组织', emptyText: '在「单位」页新增，并选择服务辖区和类别。',
  tree: '组织', around: '上级与周边', children: '下级区域', bodies: '组织数', name: '名称',
  advice: '按模式提示', adviceText: '只作提示，不拦任何操作；每条都写明出处。', none: '没有要提示的', source: '出处', more: (n: number) => `再看 ${n} 条`, recordAll: (n: number) => `登记全部 ${n} 条建议关系`, recordAsk: (n: number) => `把 ${n} 条建议的关系从今天起登记，之后可逐条结束。`, recorded: (n: number) => `已登记 ${n} 条`,
  open: '查看', vacant: '空缺', notEstablished: '非建制', members: (n: number) => `${n} 人`, since: (d: string) => `${d}起`, ends: (d: string) => `${d}届满`, extra: '模式中没有的职务',
  rates: '一人兼任', rateText: '两个职务都有人的地方里，由一人担任的；规定只说党员的，只算党员。', nobody: '还不能算', rate: (one: number, filled: number, rate: string) => `${one} / ${filled}${rate ? `（${rate}%）` : ''}`, ofPlaces: (n: number) => `共 ${n} 处`,
  posts: '职务', superior: '上级与关系', history: '沿革', add: '登记任职', addRelation: '登记关系', move: '调整隶属', end: '结束', endAsk: (n: string) => `「${n}」从今天起结束，沿革里仍能看到。`, ended: '已结束', saved: '已登记',
  post: '职务', holder: '姓名', isMember: '是否党员', unknown: '不详', yes: '是', no: '否', origin: '产生方式', document: '文号', from: '从', termEnds: '任期届满', relation: '关系', over: '上级或对方', findBody: '按名称查找', save: '登记', until: (a: string, b: string) => `${a} 至 ${b}`, now: '现任', pick: '请选择',
  rotation: '轮值', rotationText: '席位按次序轮流，各任若干个月。', months: '每届月数', seats: '席位（一行一个，按次序）', turn: '轮值主席', current: '当前', setRotation: '安排轮值', noPosts: '模式没有给这类组织规定职务', noHistory: '还没有记录', print: '打印',
}, {
  title: 'Organisation', up: 'Areas above', asOf: 'As of', model: (n: string) => `By the model “${n}”`, empty: 'No body is recorded here yet', emptyText: 'Add one on the page Bodies, with its area and kind.',
  tree: 'Bodies', around: 'Above and around', children: 'Areas below', bodies: 'Bodies', name: 'Name',
  advice: 'What the model says', adviceText: 'Advice only, nothing is blocked; each line names its source.', none: 'Nothing to say', source: 'Source', more: (n: number) => `${n} more`, recordAll: (n: number) => `Record all ${n} proposed relations`, recordAsk: (n: number) => `Records ${n} proposed relations from today on; each can be ended again.`, recorded: (n: number) => `${n} recorded`,
  open: 'Open', vacant: 'vacant', notEstablished: 'not established', members: (n: number) => `${n} members`, since: (d: string) => `since ${d}`, ends: (d: string) => `until ${d}`, extra: 'A post that the model does not have',
  rates: 'One person, two posts', rateText: 'Of the places where both posts are filled, those where one person holds both; members only, where the rule says so.', nobody: 'not yet', rate: (one: number, filled: number, rate: string) => `${one} of ${filled}${rate ? ` (${rate} %)` : ''}`, ofPlaces: (n: number) => `${n} places in all`,
  posts: 'Posts', superior: 'Superiors and relations', history: 'History', add: 'Appoint', addRelation: 'Record a relation', move: 'Move under another body', end: 'End', endAsk: (n: string) => `“${n}” ends today; its history stays.`, ended: 'Ended', saved: 'Recorded',
  post: 'Post', holder: 'Name', isMember: 'Party member', unknown: 'Not known', yes: 'Yes', no: 'No', origin: 'Came by', document: 'Document', from: 'From', termEnds: 'Term ends', relation: 'Relation', over: 'Superior or other side', findBody: 'Find by name', save: 'Record', until: (a: string, b: string) => `${a} to ${b}`, now: 'now', pick: 'Please choose',
  rotation: 'Rotating chair', rotationText: 'The seats take turns in this order, so many months each.', months: 'Months a turn', seats: 'Seats (one a line, in order)', turn: 'In the chair', current: 'now', setRotation: 'Set the rotation', noPosts: 'The model gives this kind no posts', noHistory: 'Nothing recorded yet', print: 'Print',
})

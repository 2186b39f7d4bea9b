import { defineTexts } from '@/lib/i18n'

export const kinds = defineTexts({ case: '办件', area: '辖区', grid: '网格', account: '账号', body: '单位', matter: '事项', import: '导入', district: '区', photo: '照片', api_token: '接口令牌' }, { case: 'Case', area: 'Area', grid: 'Grid', account: 'Account', body: 'Body', matter: 'Matter', import: 'Import', district: 'District', photo: 'Photo', api_token: 'API token' })
export const t = defineTexts({
  title: '全程留痕', lead: '每一次改动都在这里：谁、何时、改了什么。记录前后相扣，改动一条就会被发现。', from: '从', to: '到', subject: '对象', anySubject: '全部对象', subjectId: '对象编号', empty: '这个范围内没有记录', before: '改前', after: '改后', detail: '看改动', linked: '已相扣', waiting: '等待相扣', state: (l: string, n: string) => `已相扣到第 ${l} 条，共 ${n} 条`, anchored: (s: string) => `外部存证 ${s}`, neverAnchored: '还没有外部存证', systemActor: '系统',
}, {
  title: 'Journal', lead: 'Every change: who, when, what. The records are chained; touching one shows.', from: 'From', to: 'To', subject: 'Subject', anySubject: 'Any subject', subjectId: 'Subject id', empty: 'Nothing in this range', before: 'Before', after: 'After', detail: 'Show the change', linked: 'linked', waiting: 'to be linked', state: (l: string, n: string) => `Linked up to ${l} of ${n}`, anchored: (s: string) => `anchored outside ${s}`, neverAnchored: 'not anchored outside yet', systemActor: 'System',
})

import { defineTexts } from '@/lib/i18n'

export const kinds = defineTexts({
  department: '部门', residents_committee: '居委会', subdistrict_office: '街道办', company: '企业', other: '其他',
}, { department: 'Department', residents_committee: 'Residents’ committee', subdistrict_office: 'Subdistrict office', company: 'Company', other: 'Other' })

export const t = defineTexts({
  title: '单位', lead: '部门、居委会、公用企业等能办事的单位，以及它们服务的辖区。', search: '按名称查找', all: '全部类型', add: '新增单位', edit: '修改', name: '名称', kind: '类型', phone: '电话', areas: '服务辖区', addArea: '加一个辖区', from: '从', save: '保存', saved: '已保存', close: '撤销', closeAsk: (n: string) => `「${n}」从今天起不再接件，历史保留。`, closed: '已撤销', empty: '没有符合的单位', remove: (n: string) => `去掉${n}`, closedFrom: (d: string) => `${d}起撤销`,
}, {
  title: 'Bodies', lead: 'Departments, residents’ committees, utilities and others that settle matters, and the areas they serve.', search: 'Find by name', all: 'Any kind', add: 'New body', edit: 'Edit', name: 'Name', kind: 'Kind', phone: 'Phone', areas: 'Serves', addArea: 'Add an area', from: 'From', save: 'Save', saved: 'Saved', close: 'Close', closeAsk: (n: string) => `“${n}” takes no cases from today; its history stays.`, closed: 'Closed', empty: 'No body matches', remove: (n: string) => `Remove ${n}`, closedFrom: (d: string) => `closed from ${d}`,
})

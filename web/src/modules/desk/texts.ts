import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  views: '常用筛选', saveView: '保存当前筛选', viewName: '名称', shared: '大家共用', sharedHint: '共用的筛选里，每个人只看到自己范围内的件。', save: '保存', saved: '已保存', remove: (n: string) => `删除“${n}”`, removed: '已删除', removeAsk: (n: string) => `删除“${n}”吗？`, noViews: '还没有保存的筛选',
  search: '搜索', searchHint: '内容、地点、编号、名称；名称可打拼音或首字母', searchClear: '清空搜索', filling: '较早的件正在编入索引，暂时可能搜不全。',
  chosen: (n: number) => `已选 ${n} 件`, chooseAll: '选中本页', choose: (n: string) => `选中 ${n}`, unchoose: '取消选择', bulk: '批量办理', bulkTitle: (n: number) => `批量办理 ${n} 件`, macro: '常用步骤', noMacro: '不用', step: '做什么', to: '转给', toGrid: '网格', toBody: '单位', reason: '原因', note: '说明',
  preview: '预览', good: (n: number) => `${n} 件可以办`, bad: (n: number) => `${n} 件不能办`, why: '为什么', can: '可以办', cannot: '不能办', go: (n: number) => `办理这 ${n} 件`, change: '返回修改', keepMacro: '存为常用步骤', macroName: '步骤名称',
  step_dispatch: '派单', step_accept: '接单', step_return: '退回', step_hand_on: '转办', step_close: '结案', step_note: '备注',
  running: (d: number, n: number) => `正在办理 ${d} / ${n}`, waiting: '排队中', finished: (d: number, r: number) => r ? `办好 ${d} 件，${r} 件没有办` : `办好 ${d} 件`, failed: '没有办成，请重试。', cancelled: '已停止', stop: '停止', done: '完成', progress: '进度', number: '编号', what: '内容',
  export: '导出 Excel', exporting: (n: number) => `已写出 ${n} 件`, exported: (n: number) => `已导出 ${n} 件`, download: '下载文件', exportHint: '按当前筛选导出，不含联系方式。',
  templates: '答复模板', pickTemplate: '选用模板', keepTemplate: '把这段存为模板', templateName: '模板名称', forMatter: '只用于这个事项', forState: '只用于这个状态',
}, {
  views: 'Saved filters', saveView: 'Save these filters', viewName: 'Name', shared: 'For everybody', sharedHint: 'Everybody sees their own cases through a shared filter.', save: 'Save', saved: 'Saved', remove: (n: string) => `Remove “${n}”`, removed: 'Removed', removeAsk: (n: string) => `Remove “${n}”?`, noViews: 'No filters saved yet',
  search: 'Search', searchHint: 'Text, place, number, names; names also by pinyin or initials', searchClear: 'Clear the search', filling: 'Older cases are still being indexed; some may be missing for now.',
  chosen: (n: number) => `${n} chosen`, chooseAll: 'Choose this page', choose: (n: string) => `Choose ${n}`, unchoose: 'Choose none', bulk: 'Work on all', bulkTitle: (n: number) => `One step on ${n} cases`, macro: 'Macro', noMacro: 'None', step: 'What to do', to: 'To', toGrid: 'Grid', toBody: 'Body', reason: 'Reason', note: 'Note',
  preview: 'Preview', good: (n: number) => `${n} will be done`, bad: (n: number) => `${n} cannot be`, why: 'Why', can: 'Yes', cannot: 'No', go: (n: number) => `Do these ${n}`, change: 'Back', keepMacro: 'Keep as a macro', macroName: 'Name of the macro',
  step_dispatch: 'Dispatch', step_accept: 'Accept', step_return: 'Return', step_hand_on: 'Hand on', step_close: 'Close', step_note: 'Note',
  running: (d: number, n: number) => `Working: ${d} of ${n}`, waiting: 'Waiting', finished: (d: number, r: number) => r ? `${d} done, ${r} left out` : `${d} done`, failed: 'It did not work; please try again.', cancelled: 'Stopped', stop: 'Stop', done: 'Done', progress: 'Progress', number: 'Number', what: 'Text',
  export: 'Export to Excel', exporting: (n: number) => `${n} written`, exported: (n: number) => `${n} exported`, download: 'Download', exportHint: 'What the filters show now, without contacts.',
  templates: 'Answer templates', pickTemplate: 'Use a template', keepTemplate: 'Keep this as a template', templateName: 'Name of the template', forMatter: 'For this matter only', forState: 'For this state only',
})

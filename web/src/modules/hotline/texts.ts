import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  title: '12345工单', lead: '市热线派来的工单用它的编号和时限；核查通过或结案后，把结果报送回去。', leadOfDesk: '市热线派到本辖区的工单，用它的编号和时限；结果由区里统一报送。', takeIn: '导入今日工单', report: '报送办理结果', reportAsk: (n: number) => `把 ${n} 条办理结果写成文件，并记为已报送？需要时可以再下载。`, reportYes: '报送', reported: (n: number) => `已写出 ${n} 条结果，可以下载了。`, download: '下载',
  lists: '工单列表', number: '12345编号', own: '邻里编号', due: '市级时限', ownDue: '事项时限', noDue: '没有给', state: '状态', matter: '事项', lead_: '承办', times: (n: number) => `退回 ${n} 次`, lastSent: (at: string) => `${at} 派来`, answered: '已报送', wasAnswered: (at: string) => `${at} 报送`, notAnswered: '未报送',
  none: '没有工单', noneText: '把市热线当天的工单表（Excel）导入，就会出现在这里。', noneOfDesk: '本辖区没有这样的工单。', noneReport: '没有待报送的结果', noneReportText: '核查通过或结案的工单会列在这里。', noneBack: '没有退回的工单',
  reports: '历次报送', noReports: '还没有报送过', rows: (n: number) => `${n} 条`, byShell: '命令行',
}, {
  title: 'City hotline', lead: 'Work orders of the city’s 12345 keep its number and deadline; once verified or closed, their results go back.', leadOfDesk: 'Work orders of the city’s 12345 in your area, under its number and deadline; the district hands out the results.', takeIn: 'Take in today’s orders', report: 'Hand out the results', reportAsk: (n: number) => `Write ${n} results to a file and mark them as reported? You can download it again later.`, reportYes: 'Hand out', reported: (n: number) => `${n} results written; download them now.`, download: 'Download',
  lists: 'Lists of orders', number: 'City’s number', own: 'Our number', due: 'City’s deadline', ownDue: 'Our own limit', noDue: 'not given', state: 'State', matter: 'Matter', lead_: 'With', times: (n: number) => `sent back ${n} ×`, lastSent: (at: string) => `sent ${at}`, answered: 'Reported', wasAnswered: (at: string) => `reported ${at}`, notAnswered: 'not yet',
  none: 'No orders', noneText: 'Import the day’s sheet of the hotline (Excel) and its orders stand here.', noneOfDesk: 'There are no such orders in your area.', noneReport: 'Nothing to hand out', noneReportText: 'Orders that are verified or closed stand here.', noneBack: 'Nothing was sent back',
  reports: 'Handed out so far', noReports: 'Nothing yet', rows: (n: number) => `${n} results`, byShell: 'command line',
})

export const listNames = defineTexts(
  { open: '在办', to_report: '待报送', sent_back: '退回重办', reported: '已报送', all: '全部' },
  { open: 'Open', to_report: 'To hand out', sent_back: 'Sent back', reported: 'Handed out', all: 'All' },
)

import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  brand: '邻里', skip: '跳到正文', help: '帮助', complaints: '投诉与建议', elder: '长辈版', elderOff: '标准版', otherLang: 'English', staff: '工作人员登录', toDesk: '回到工作页', offline: '没有网络。填写的内容保留在本机，连上后再提交。',
  menu: '菜单', closeMenu: '收起菜单', desk: '办件台', my: '我的件', calls: '今日回访', unread: (n: number) => n >= 100 ? '99+' : String(n), channels: '发送通道', board: '看板', compliance: '达标', registers: '台账', areas: '辖区', grids: '网格', plans: '网格划分', accounts: '账号与角色', matters: '事项目录', calendar: '工作日历', bodies: '单位', imports: '导入', journal: '全程留痕', system: '系统', work: '工作', manage: '管理', signOut: '退出登录', account: '我的账号', signedOut: '已退出', others: '其他', missingTitle: '没有这一页', missingText: '地址可能写错了，或者这一页不在您的职责范围内。', goHome: '回首页', nav: '主导航',
}, {
  brand: 'Linli', skip: 'Skip to content', help: 'Help', complaints: 'Complaints & ideas', elder: 'Large type', elderOff: 'Normal type', otherLang: '中文', staff: 'Staff sign-in', toDesk: 'Back to work', offline: 'No network. What you type is kept on this device; send it once connected.',
  menu: 'Menu', closeMenu: 'Close menu', desk: 'Desk', my: 'My cases', calls: 'Calls', unread: (n: number) => n >= 100 ? '99+' : String(n), channels: 'Channels', board: 'Board', compliance: 'Compliance', registers: 'Registers', areas: 'Areas', grids: 'Grids', plans: 'Grid plans', accounts: 'Accounts', matters: 'Catalogue', calendar: 'Calendar', bodies: 'Bodies', imports: 'Import', journal: 'Journal', system: 'System', work: 'Work', manage: 'Manage', signOut: 'Sign out', account: 'My account', signedOut: 'Signed out', others: 'More', missingTitle: 'No such page', missingText: 'The address may be mistyped, or the page is outside your duties.', goHome: 'To the home page', nav: 'Main navigation',
})

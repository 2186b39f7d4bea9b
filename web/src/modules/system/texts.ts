import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  title: '系统', lead: '运行情况一览。备份、升级、核对在服务器的命令行里做。', versions: '版本', database: '数据库', kind: '种类', size: '大小', outbox: '待发通知', waiting: (n: number) => `${n} 条等待发送`, dead: (n: number) => `${n} 条多次发送失败`, noDead: '没有发送失败的', replay: '再发一次', replayed: '已重新排队', backups: '备份', noBackups: '还没有备份。请在服务器上运行 linli backup。', at: '时间', name: '名称', what: '内容', why: '原因', started: '启动时间', program: '程序',
}, {
  title: 'System', lead: 'How it runs. Backup, upgrade and verification are done on the server’s command line.', versions: 'Versions', database: 'Database', kind: 'Kind', size: 'Size', outbox: 'Outgoing', waiting: (n: number) => `${n} waiting`, dead: (n: number) => `${n} failed for good`, noDead: 'None failed', replay: 'Send again', replayed: 'Queued again', backups: 'Backups', noBackups: 'No backup yet. Run linli backup on the server.', at: 'When', name: 'Name', what: 'What', why: 'Why', started: 'Started', program: 'Program',
})

import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  title: '系统', lead: '运行情况一览。备份、恢复、升级和核对在服务器的命令行里做。', program: '程序', version: '版本', database: '数据库', size: '数据大小', free: '磁盘剩余', store: '写入', commits: '已提交批次', works: '已写入笔数', queue: '正在排队', anchors: '存证失败', anchorsHint: '存证失败会削弱防篡改，请检查密钥目录能否写入。',
  outbox: '待发通知', waiting: (n: string) => `${n} 条等待发送`, dead: (n: string) => `${n} 条多次发送失败`, noDead: '没有发送失败的', failedLetters: '死信', replayAll: '全部再发', about: (number: string) => `关于 ${number}`, toChannels: '发送通道', chan: (name: string) => ({ mail: '邮件', sms: '短信', webhook: '推送' })[name] ?? name, replay: '再发一次', replayed: '已重新排队', attempts: (n: number) => `试过 ${n} 次`, backups: '备份', backupHow: '在服务器上运行：',
}, {
  title: 'System', lead: 'How it runs. Backup, restore, upgrade and verification are done on the server’s command line.', program: 'Program', version: 'Version', database: 'Database', size: 'Size of the data', free: 'Free on disk', store: 'Writing', commits: 'Commits', works: 'Works written', queue: 'Waiting now', anchors: 'Anchors failed', anchorsHint: 'Failed anchors weaken the proof against tampering; check that the key folder can be written.',
  outbox: 'Outgoing', waiting: (n: string) => `${n} waiting`, dead: (n: string) => `${n} failed for good`, noDead: 'None failed', failedLetters: 'Dead letters', replayAll: 'Send all again', about: (number: string) => `about ${number}`, toChannels: 'Channels', chan: (name: string) => ({ mail: 'Mail', sms: 'Text message', webhook: 'Webhook' })[name] ?? name, replay: 'Send again', replayed: 'Queued again', attempts: (n: number) => `tried ${n} times`, backups: 'Backup', backupHow: 'Run on the server:',
})

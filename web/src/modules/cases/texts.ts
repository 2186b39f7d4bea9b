import { defineTexts } from '@/lib/i18n'

export const states = defineTexts({
  received: '已受理', dispatched: '已派单', accepted: '办理中', returned: '已退回', done: '已办结，待核查', verified: '已核查', closed: '已结案', withdrawn: '已撤回', merged: '已并入',
}, { received: 'Received', dispatched: 'Dispatched', accepted: 'In hand', returned: 'Returned', done: 'Done, to verify', verified: 'Verified', closed: 'Closed', withdrawn: 'Withdrawn', merged: 'Merged' })

export const channels = defineTexts({
  page: '居民网页', qr: '网格二维码', phone: '电话', window: '窗口', steward: '网格员上报', import: '导入', hotline: '12345热线', open311: 'Open311接口',
}, { page: 'Web page', qr: 'Grid QR code', phone: 'Phone', window: 'Window', steward: 'Steward', import: 'Import', hotline: 'City hotline', open311: 'Open311' })

export const urgencies = defineTexts({ none: '时限内', due_soon: '快到期', overdue: '已超期' }, { none: 'In time', due_soon: 'Due soon', overdue: 'Overdue' })

export const stepNames = defineTexts({
  receive: '受理', dispatch: '派单', accept: '接单', return: '退回', hand_on: '转办', done: '办结', verify: '核查通过', reject: '核查不通过', close: '结案', reopen: '重新办理', withdraw: '撤回', rate: '评价', note: '备注', merge: '合并', split: '拆分',
  designate: '指定办理', confer: '会商', co_handle: '请协办', answer: '答复', whistle: '吹哨', assess: '互评', urge: '催办', supervise: '督办', release: '解除督办', copy: '抄送', divert: '分流告知', conceal: '转为保密', recuse: '回避', revisit: '回访', ask_pause: '申请暂停', ask_extension: '申请延期', ask_exclusion: '申请剔除', approve: '同意', refuse: '不同意', resume: '恢复计时', escalate: '升级', warn: '提醒', split_off: '分出子件', contact: '联系居民', retime: '时限重算',
}, {
  receive: 'Received', dispatch: 'Dispatched', accept: 'Accepted', return: 'Returned', hand_on: 'Handed on', done: 'Done', verify: 'Verified', reject: 'Not verified', close: 'Closed', reopen: 'Reopened', withdraw: 'Withdrawn', rate: 'Rated', note: 'Note', merge: 'Merged', split: 'Split off',
  designate: 'Designated', confer: 'Conference', co_handle: 'Asked to help', answer: 'Answered', whistle: 'Whistled', assess: 'Assessed', urge: 'Urged', supervise: 'Supervised', release: 'Supervision ended', copy: 'Copied', divert: 'Diverted', conceal: 'Made confidential', recuse: 'Recused', revisit: 'Called back', ask_pause: 'Pause asked', ask_extension: 'Extension asked', ask_exclusion: 'Exclusion asked', approve: 'Approved', refuse: 'Refused', resume: 'Clock resumed', escalate: 'Escalated', warn: 'Warned', split_off: 'Child split off', contact: 'Resident contacted', retime: 'Due time moved',
})

export const t = defineTexts({
  desk: '办件台', deskLead: '受理、派单、核查。按到期时间排列，快到期的在前。', my: '我的件', myLead: '按到期时间排列。办完写一句结果就行，不要求拍照。', intake: '登记来电来访', report: '现场上报',
  list_mine: '我经手的', list_open: '未结', list_all: '全部', number: '编号', place: '地点', stateName: '状态', due: '时限', received: '受理时间', handler: '办理',
  filterState: '状态', filterMatter: '事项', filterArea: '辖区', filterChannel: '来源', anyState: '全部状态', anyMatter: '全部事项', anyChannel: '全部来源', anyArea: '街道、社区', clearFilters: '清除条件',
  emptyList: '没有符合的件', emptyMy: '现在没有等您办的件', emptyMyText: '有新的件会自动出现在这里。', showMap: '地图', showList: '列表', mapLabel: '我的网格地图',
  text: '反映内容', result: '办理结果', photos: '照片', photo: (n: number) => `照片 ${n}`, hops: '办理经过', lead: '牵头', contact: '联系人', noContact: '没有留联系方式', hasContact: '留了联系方式，默认不显示',
  reveal: '查看联系方式', revealReason: '为什么要看', revealHint: '查看会记录在案，反映人可以看到谁看过。', revealGo: '查看并记录', name: '称呼', phone: '电话', readings: '谁看过联系方式', noReadings: '还没有人看过',
  steps: '现在可以做', noSteps: '这件现在不需要您处理。', to: '转给', toGrid: '网格', toBody: '单位', reason: '原因', note: '说明', resultField: '办理结果', resultHint: '写清做了什么、现在怎样。反映人会看到。', passed: '核查结论', passYes: '属实，已解决', passNo: '没有解决，退回重办',
  send: '提交', stepDone: '已提交', stale: '这件刚被别人更新过，已为您显示最新情况，请再看一眼。', by_resident: '反映人', by_system: '系统', clock: (s: string) => `受理后 ${s}`, toWhom: (n: string) => `→ ${n}`, reopened: (n: number) => `重办 ${n} 次`,
  rating: '评价', solvedYes: '已解决', solvedNo: '没有解决', back: '返回列表', release: '对外公开', print: '打印办件单', limitBy: (s: string) => `${s}前办结`, closedAt: '结案时间', doneAt: '办结时间',
  intakeTitle: '登记来电来访', intakeLead: '一屏登记，提交后按地点和事项自动派给网格员或责任单位。', what: '什么事', where: '在哪里', who: '谁反映的', textHint: '照对方原话记', nameOptional: '称呼', phoneOptional: '电话', submitIntake: '登记并派单', created: '已登记', secret: '查询码', secretHint: '请告诉反映人：凭编号和查询码可在网上查进度。只显示这一次。', another: '再登记一件', open: '打开这件',
  channelHow: '怎么来的', reportLead: '看到了就报，位置可用手机定位。', contactPrivate: '联系方式加密保存，查看会记录。', pageOf: '办件', missing: '请选择事项并写明内容', needPlace: '请给出位置', filters: '条件', onMap: (n: number) => `地图上 ${n} 件`, noSpot: '没有坐标的件只在列表里。',
  hotlineTitle: (n: string) => `12345工单 ${n}`, sentBack: (n: number) => `退回 ${n} 次`, cityDue: (at: string) => `市级时限：${at}`, ownDue: (at: string) => `事项自己的时限：${at}`, handedOut: (at: string) => `结果 ${at} 报送`, notHandedOut: '结果还没有报送', linksTitle: '同一件事', similarTitle: '可能是同一件事', similarLead: '同一地点、同类事项，还没有办结。', metres: (n: number) => `约 ${n} 米`, mergeInto: '并入这件', mergeAsk: (n: string) => `并入 ${n}`, mergeWhy: '依据', mergeHint: '两边的办理经过都会写明，反映人能看到进展。拆分后恢复原来的状态和时限。', merged: '已合并', splitOff: '拆分出来', split: '已拆分', intoTitle: '已并入', mergedTitle: '并入本件的', followers: (n: number) => `另有 ${n} 人关注`,
  chooseColumn: '选择', chooseOne: (n: string) => `选中 ${n}`, figureFilter: '看板数字背后的件', periodFilter: (p: string) => `时段 ${p}`,
  moreSteps: '更多步骤', pleaseChoose: '请选择', unit_wh: '工作小时', unit_wd: '工作日', unit_h: '小时', unit_d: '天', unitOf: '单位', flowTitle: '协同与时限',
  pausedUntil: (s: string) => `已暂停至 ${s}`, isSupervised: '督办中', isDesignated: '已指定办理，不再退回', isConfidential: '保密', isConcealed: '保密诉求，内容和联系人要说明理由才能看。', isExcluded: '不计入统计', outcomeWas: (s: string) => `分流：${s}`, returnsWere: (n: number) => `退回 ${n} 次`, urgesWere: (n: number) => `催办 ${n} 次`, triesWere: (n: number) => `未接通 ${n} 次`,
  partCoHandler: '协办', partWhistle: '吹哨', partCopy: '抄送', requestPause: '申请暂停', requestExtension: '申请延期', requestExclusion: '申请剔除', decisionPending: '待审批', decisionApproved: '同意', decisionRefused: '不同意', answerBy: (s: string) => `${s}前答复`, marks: (a: number | string, b: number | string) => `对应哨单位 ${a} · 对吹哨单位 ${b}`, ladderAt: (s: string) => `已升级到：${s}`, toParent: '看主件', childCase: '子件',
}, {
  desk: 'Desk', deskLead: 'Take in, dispatch, verify. Ordered by due time, soonest first.', my: 'My cases', myLead: 'Ordered by due time. A sentence about the result is enough; photos are never demanded.', intake: 'Take a call or visit', report: 'Report on the spot',
  list_mine: 'Mine', list_open: 'Open', list_all: 'All', number: 'Number', place: 'Place', stateName: 'State', due: 'Due', received: 'Received', handler: 'With',
  filterState: 'State', filterMatter: 'Matter', filterArea: 'Area', filterChannel: 'Channel', anyState: 'Any state', anyMatter: 'Any matter', anyChannel: 'Any channel', anyArea: 'Subdistrict, community', clearFilters: 'Clear filters',
  emptyList: 'No case fits', emptyMy: 'Nothing waits for you', emptyMyText: 'New cases appear here by themselves.', showMap: 'Map', showList: 'List', mapLabel: 'Map of my grid',
  text: 'What was said', result: 'Result', photos: 'Photos', photo: (n: number) => `Photo ${n}`, hops: 'What happened', lead: 'Lead', contact: 'Contact', noContact: 'No contact left', hasContact: 'A contact was left; hidden by default',
  reveal: 'Show contact', revealReason: 'Why do you need it', revealHint: 'The reading is recorded, and the reporter can see who read it.', revealGo: 'Show and record', name: 'Name', phone: 'Phone', readings: 'Who read the contact', noReadings: 'Nobody yet',
  steps: 'What you can do now', noSteps: 'Nothing is asked of you here now.', to: 'To', toGrid: 'Grid', toBody: 'Body', reason: 'Reason', note: 'Note', resultField: 'Result', resultHint: 'What was done and how it stands. The reporter will read it.', passed: 'Finding', passYes: 'True and solved', passNo: 'Not solved, back to work',
  send: 'Submit', stepDone: 'Done', stale: 'Somebody has just changed this case. The newest state is shown; please look again.', by_resident: 'Reporter', by_system: 'System', clock: (s: string) => `${s} after receipt`, toWhom: (n: string) => `→ ${n}`, reopened: (n: number) => `reopened ${n}×`,
  rating: 'Rating', solvedYes: 'Solved', solvedNo: 'Not solved', back: 'Back to the list', release: 'Release to everybody', print: 'Print the case sheet', limitBy: (s: string) => `due ${s}`, closedAt: 'Closed', doneAt: 'Done',
  intakeTitle: 'Take a call or visit', intakeLead: 'One screen; after sending it goes by place and matter to the grid’s steward or the responsible body.', what: 'What', where: 'Where', who: 'Who', textHint: 'In the caller’s own words', nameOptional: 'Name', phoneOptional: 'Phone', submitIntake: 'Record and dispatch', created: 'Recorded', secret: 'Secret', secretHint: 'Tell the caller: number and secret show the progress on the web. Shown only once.', another: 'Another one', open: 'Open the case',
  channelHow: 'How it came', reportLead: 'Report what you see; the phone can give the place.', contactPrivate: 'Kept encrypted; readings are recorded.', pageOf: 'Case', missing: 'Please choose a matter and say what is wrong', needPlace: 'Please give a place', filters: 'Filters', onMap: (n: number) => `${n} on the map`, noSpot: 'Cases without a spot are in the list only.',
  hotlineTitle: (n: string) => `City hotline ${n}`, sentBack: (n: number) => `sent back ${n} ×`, cityDue: (at: string) => `City’s deadline: ${at}`, ownDue: (at: string) => `Our own limit: ${at}`, handedOut: (at: string) => `Result handed out ${at}`, notHandedOut: 'Result not handed out yet', linksTitle: 'The same thing', similarTitle: 'Perhaps the same thing', similarLead: 'Same place, same kind of matter, still open.', metres: (n: number) => `about ${n} m`, mergeInto: 'Merge into this', mergeAsk: (n: string) => `Merge into ${n}`, mergeWhy: 'Why', mergeHint: 'Both histories say so, and the reporter sees how it goes on. Splitting puts state and limits back.', merged: 'Merged', splitOff: 'Split off', split: 'Split off again', intoTitle: 'Merged into', mergedTitle: 'Merged into this', followers: (n: number) => `${n} more follow it`,
  chooseColumn: 'Choose', chooseOne: (n: string) => `Choose ${n}`, figureFilter: 'Cases behind a figure of the board', periodFilter: (p: string) => `Period ${p}`,
  moreSteps: 'More steps', pleaseChoose: 'Please choose', unit_wh: 'working hours', unit_wd: 'working days', unit_h: 'hours', unit_d: 'days', unitOf: 'Unit', flowTitle: 'Together, and in time',
  pausedUntil: (s: string) => `Paused until ${s}`, isSupervised: 'Supervised', isDesignated: 'Designated, no return', isConfidential: 'Confidential', isConcealed: 'Confidential: words and contact are shown for a reason only.', isExcluded: 'Left out of figures', outcomeWas: (s: string) => `Outcome: ${s}`, returnsWere: (n: number) => `returned ${n}×`, urgesWere: (n: number) => `urged ${n}×`, triesWere: (n: number) => `${n} calls unanswered`,
  partCoHandler: 'Helps', partWhistle: 'Whistle', partCopy: 'Copy', requestPause: 'Pause asked', requestExtension: 'Extension asked', requestExclusion: 'Exclusion asked', decisionPending: 'waiting', decisionApproved: 'approved', decisionRefused: 'refused', answerBy: (s: string) => `answer by ${s}`, marks: (a: number | string, b: number | string) => `of the called ${a} · of the caller ${b}`, ladderAt: (s: string) => `Up to: ${s}`, toParent: 'The main case', childCase: 'Child case',
})

export const d = defineTexts({
  title: '请您决定', lead: '您离线时办的这一步，到服务器时情况已经变了。左右对照后重新选择，您写的内容不会丢。', mine: '我做的', meanwhile: '这期间发生的', nothingSince: (s: string) => `${s}以后没有新的流转。`,
  choose: '怎么办', same: (s: string) => `仍按我的办：${s}`, asNote: '把我写的改为补充说明', other: '打开这件，另选一步', withoutPhotos: '不带照片发出', edit: '改好再报',
  replaceTitle: '上报表单里还有没交的内容', replaceText: '继续会用这一项换掉表单里没交的内容。', replaceGo: '换成这一项',
}, {
  title: 'Yours to decide', lead: 'What you did without a signal met a changed case. Compare and choose again; nothing you wrote is lost.', mine: 'What I did', meanwhile: 'What has happened meanwhile', nothingSince: (s: string) => `Nothing new since ${s}.`,
  choose: 'What now', same: (s: string) => `Do it all the same: ${s}`, asNote: 'Add what I wrote as a note', other: 'Open the case and choose another step', withoutPhotos: 'Send without photos', edit: 'Correct and report again',
  replaceTitle: 'The report form holds something unsent', replaceText: 'Going on replaces what the form holds with this one.', replaceGo: 'Replace it',
})

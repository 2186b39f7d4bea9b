import type { Capability, useSession } from '@/modules/accounts'
import { keeping as offlineUse } from '@/modules/offline'
import type { IconName } from '@/ui'
import { t } from './texts'

export interface NavItem { to: string; label: string; icon: IconName }

/** What a person finds in the menu: only what their roles let them do. */
export function navOf(session: ReturnType<typeof useSession>): { work: NavItem[]; manage: NavItem[] } {
  const some = (...what: Capability[]) => what.some((c) => session.can(c))
  const pick = (list: [boolean, NavItem][]) => list.filter(([show]) => show).map(([, item]) => item)
  return {
    work: pick([
      [some('cases.handle'), { to: '/my', label: t.my, icon: 'list' }],
      [some('cases.dispatch', 'cases.verify'), { to: '/desk', label: t.desk, icon: 'phone' }],
      [some('cases.handle') && offlineUse.value, { to: '/my/queue', label: t.queue, icon: 'upload' }],
      [some('people.edit'), { to: '/visits', label: t.visits, icon: 'check' }],
      [some('cases.intake') && !some('cases.dispatch', 'cases.verify'), { to: '/desk', label: t.desk, icon: 'phone' }],
      [some('cases.dispatch'), { to: '/calls', label: t.calls, icon: 'phone' }],
      [some('feedback.answer'), { to: '/desk/feedback', label: t.feedback, icon: 'chat' }],
      [some('cases.dispatch', 'import.run'), { to: '/desk/hotline', label: t.hotline, icon: 'phone' }],
      [some('people.read'), { to: '/people', label: t.people, icon: 'users' }],
      [some('board.read'), { to: '/board', label: t.board, icon: 'board' }],
      [some('board.read'), { to: '/analysis', label: t.analysis, icon: 'clock' }],
      [some('board.read'), { to: '/governance', label: t.governance, icon: 'refresh' }],
      [some('board.read'), { to: '/registers', label: t.registers, icon: 'ledger' }],
      [some('board.read'), { to: '/compliance', label: t.compliance, icon: 'check' }],
      [some('funds.read'), { to: '/funds', label: t.funds, icon: 'ledger' }],
      [some('board.read'), { to: '/organisation', label: t.organisation, icon: 'tree' }],
    ]),
    manage: pick([
      [some('areas.edit'), { to: '/admin/areas', label: t.areas, icon: 'tree' }],
      [some('areas.edit'), { to: '/admin/grids', label: t.grids, icon: 'grid' }],
      [some('plans.read'), { to: '/admin/plans', label: t.plans, icon: 'map' }],
      [some('areas.edit'), { to: '/admin/bodies', label: t.bodies, icon: 'body' }],
      [some('catalogue.edit'), { to: '/admin/matters', label: t.matters, icon: 'book' }],
      [some('catalogue.edit'), { to: '/admin/flow', label: t.flow, icon: 'next' }],
      [some('catalogue.edit'), { to: '/admin/calendar', label: t.calendar, icon: 'clock' }],
      [some('import.run'), { to: '/admin/imports', label: t.imports, icon: 'upload' }],
      [some('accounts.edit', 'roles.edit'), { to: '/admin/accounts', label: t.accounts, icon: 'users' }],
      [some('journal.read'), { to: '/admin/journal', label: t.journal, icon: 'journal' }],
      [some('system.run'), { to: '/admin/channels', label: t.channels, icon: 'out' }],
      [some('system.run'), { to: '/admin/system', label: t.system, icon: 'gear' }],
    ]),
  }
}

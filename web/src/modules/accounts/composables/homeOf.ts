import type { RoleName } from '@/api/types'

const order: [RoleName, string][] = [
  ['steward', '/my'], ['community_worker', '/desk'], ['department', '/desk'], ['subdistrict', '/board'], ['district', '/board'],
  ['system_admin', '/admin/system'], ['security_admin', '/admin/accounts'], ['audit_admin', '/admin/journal'],
]

/** Where a person's day begins: the page of the role that is closest to the street. */
export function homeOf(session: { hasRole: (role: RoleName) => boolean }): string {
  return order.find(([role]) => session.hasRole(role))?.[1] ?? '/'
}

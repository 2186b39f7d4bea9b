import type { Channel, ChannelForm, ChannelKind } from '../store'

export interface Typed {
  kind: ChannelKind; name: string; enabled: boolean; host: string; port: number; security: 'none' | 'starttls' | 'tls'; user: string; from: string
  url: string; secret: string; kinds: string[]; scope_id: string | null; quiet_from: string; quiet_to: string
}

/** What the form begins with; addresses of robots and secrets never come out of the server, so they begin empty. */
export function formOf(channel: Channel | null): Typed {
  return {
    kind: channel?.kind ?? 'mail', name: channel?.name ?? '', enabled: channel?.enabled ?? true,
    host: channel?.host ?? '', port: channel?.port ?? 587, security: channel?.security ?? 'starttls', user: channel?.user ?? '', from: channel?.from ?? '',
    url: '', secret: '', kinds: [...(channel?.kinds ?? [])], scope_id: channel?.scope_id ?? null, quiet_from: channel?.quiet_from ?? '', quiet_to: channel?.quiet_to ?? '',
  }
}

/** Only what belongs to the kind; what was left empty stays as the server has it. */
export function toSend(form: Typed): ChannelForm {
  const quiet = form.quiet_from && form.quiet_to ? { quiet_from: form.quiet_from, quiet_to: form.quiet_to } : {}
  const common = { kind: form.kind, name: form.name.trim(), enabled: form.enabled, ...quiet, ...(form.secret && { secret: form.secret }) }
  if (form.kind === 'mail') return { ...common, host: form.host.trim(), port: form.port, security: form.security, user: form.user.trim(), from: form.from.trim() }
  const where = form.url.trim() ? { url: form.url.trim() } : {}
  if (form.kind === 'sms') return { ...common, ...where }
  return { ...common, ...where, kinds: form.kinds, ...(form.scope_id && { scope_id: form.scope_id }) }
}

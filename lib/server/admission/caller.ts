import type { Role } from '@/lib/model/people/roles'
import type { Scope } from '@/lib/model/people/scopes'

export type ApiUser = { id: number; username: string; mapillaryKey: string; role: Role }

/** Who calls: by the session cookie, which may do everything, or by an API token. */
export type Caller = { user: ApiUser; scopes: readonly Scope[]; token: { id: number; name: string } | null }

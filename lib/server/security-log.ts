import { log } from './log'

export type SecurityEvent =
  | 'logged_in'
  | 'logged_out'
  | 'login_refused'
  | 'passkey_added'
  | 'passkey_removed'
  | 'session_ended'
  | 'sessions_ended'
  | 'token_made'
  | 'token_revoked'
  | 'sequence_deleted'
  | 'account_deleted'
  | 'account_restored'
  | 'tag_type_decided'
  | 'report_decided'
  | 'role_changed'
  | 'user_suspended'
  | 'user_restored'
  | 'token_unknown'
  | 'scope_missing'
  | 'origin_refused'

/** What a security event is about: ids and names of our own, never a token, a cookie or what people wrote. */
export type SecurityDetails = { userId: number | null } & Record<string, string | number | null>

/** Logs what somebody who looks for an abuse would look for. `headers`: of the request that caused it, which has its id. */
export function logSecurityEvent(event: SecurityEvent, headers: Headers, details: SecurityDetails): void {
  log().info({ event, requestId: headers.get('x-request-id'), ...details }, 'security')
}

import { createHash } from 'node:crypto'

const USER_AGENT_LENGTH = 300

/** SHA-256 in hex: what the database knows of a session's id. */
export function hashOfSession(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex')
}

/** What a browser calls itself, as much as we keep of it. */
export function shortUserAgent(userAgent: string | null): string | null {
  return userAgent?.slice(0, USER_AGENT_LENGTH) || null
}

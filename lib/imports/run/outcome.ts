/**
 * What happens after one attempt at a part of an import. A refused token and an outage are not failures: the import sleeps and goes on.
 * `stop`: the import was cancelled or is gone. `isOurs`: it waits for our backup, not for Mapillary.
 */
export type Outcome =
  | { next: 'done' | 'again' | 'stop' | 'login' | 'turn' }
  | { next: 'wait'; ms: number; unreadable: boolean; isOurs?: boolean }

/** How long a run waits at most before it looks again whether there is a login, or whether it is its turn. */
export const LOGIN_WAIT_MS = 600_000
export const TURN_WAIT_MS = 30_000

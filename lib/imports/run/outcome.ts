/**
 * What happens after one attempt at a part of an import. A refused token and an outage are not failures: the import sleeps and goes on.
 * `stop`: the import was cancelled or is gone.
 */
export type Outcome =
  | { next: 'done' | 'again' | 'stop' | 'login' | 'turn' }
  | { next: 'wait'; ms: number; unreadable: boolean }

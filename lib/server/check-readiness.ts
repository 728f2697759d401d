import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'

export type Readiness = { isReady: boolean; parts: Record<'database' | 'backup' | 'runner', 'ok' | 'failed'> }

const PATIENCE_MS = 3_000

/** Whether the parts that the product needs answer: the database, the backup, and the runner at `runnerUrl` (null: a hosted Inngest, not asked). */
export async function checkReadiness(
  { db, backup }: { db: Db; backup: Backup },
  { runnerUrl }: { runnerUrl: string | null },
): Promise<Readiness> {
  const [database, store, runner] = await Promise.all([
    answers(db.execute(sql`select 1`)),
    answers(backup.check()),
    answers(runnerUrl === null ? Promise.resolve() : reach(runnerUrl)),
  ])
  return {
    isReady: [database, store, runner].every((part) => part === 'ok'),
    parts: { database, backup: store, runner },
  }
}

async function reach(runnerUrl: string): Promise<void> {
  const answer = await fetch(new URL('/healthz', runnerUrl), { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(`The runner answered ${answer.status}`)
}

async function answers(work: Promise<unknown>): Promise<'ok' | 'failed'> {
  const timeout = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('No answer in time')), PATIENCE_MS).unref(),
  )
  return Promise.race([work, timeout]).then(
    () => 'ok' as const,
    () => 'failed' as const,
  )
}

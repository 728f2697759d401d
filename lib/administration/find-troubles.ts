import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { findMailTrouble } from '@/lib/mail/find-mail-trouble'
import type { FoundTrouble } from './note-troubles'

const LEAST_FREE_BYTES = 2_000_000_000
const LEAST_FREE_SHARE = 0.05
const PLENTY_BYTES = 20_000_000_000 // a twentieth of a large disk is enough

type DiskSpace = { freeBytes: number; totalBytes: number }

/**
 * What the process can see from where it stands. `backup`: what is wrong with the store, in words, or null. `sendsMail`: whether this instance
 * is to send mail.
 */
export type Surroundings = {
  backup: () => Promise<string | null>
  isRunnerThere: () => Promise<boolean>
  disks: () => Promise<{ name: string; space: DiskSpace }[]>
  sendsMail: boolean
}

/** Everything that is wrong now. */
export async function findTroubles(
  db: Db,
  { backup, isRunnerThere, disks, sendsMail }: Surroundings,
): Promise<FoundTrouble[]> {
  const store = await backup()
  const [isRunner, spaces, vault, mail] = await Promise.all([
    isRunnerThere(),
    disks().catch((error: unknown) => {
      if (store === null) throw error
      return [] // a store in trouble does not tell its room, which must not hide the trouble
    }),
    findVaultTrouble(db),
    sendsMail ? findMailTrouble(db) : null,
  ])
  const full = spaces.find(({ space }) => isNearlyFull(space))
  const found: (FoundTrouble | false)[] = [
    store !== null && { kind: 'backup', words: store },
    ...vault,
    !isRunner && { kind: 'runner', words: 'The engine that runs the steps of imports does not answer.' },
    full !== undefined && {
      kind: 'disk',
      words: `The disk of ${full.name} has ${gigabytes(full.space.freeBytes)} of ${gigabytes(full.space.totalBytes)} left.`,
    },
    mail !== null && { kind: 'mail', words: `For an hour the mail server has taken no e-mail. It says: ${mail}` },
  ]
  return found.filter((trouble) => trouble !== false)
}

export function isNearlyFull({ freeBytes, totalBytes }: DiskSpace): boolean {
  return freeBytes < LEAST_FREE_BYTES || (freeBytes < totalBytes * LEAST_FREE_SHARE && freeBytes < PLENTY_BYTES)
}

async function findVaultTrouble(db: Db): Promise<FoundTrouble[]> {
  const [row] = await db.execute<{ alarm: string | null; bad: number }>(sql`
    select (select alarm from vault_passes order by id desc limit 1) as alarm,
      (select count(*)::int from backup_checks where state <> 'ok') as bad`)
  const { alarm = null, bad = 0 } = row ?? {}
  const found: (FoundTrouble | false)[] = [
    alarm !== null && { kind: 'vault', words: alarm },
    bad > 0 && { kind: 'originals', words: `${bad} originals in the backup are missing, differ or cannot be read.` },
  ]
  return found.filter((trouble) => trouble !== false)
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`
}

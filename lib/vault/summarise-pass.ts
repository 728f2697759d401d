import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { formatCount } from '@/lib/format/number'
import type { VaultPass } from './types'

/** How a pass ended, counted from the rows and not from what one process remembers. */
export type PassSummary = {
  expected: number
  verified: number // every byte was read since the pass began
  bytes: number // that the pass read
  mended: number
  missing: number
  differing: number
  unreadable: number
  copiesMissing: number // right originals of which there are fewer copies than wanted
  alarm: string | null
}

/** Counts what a pass found, in its scope. `copiesWanted`: in how many stores each original should be. */
export async function summarisePass(
  db: Db,
  { pass, copiesWanted }: { pass: VaultPass; copiesWanted: number },
): Promise<PassSummary> {
  const [row] = await db.execute<Record<keyof PassSummary, string> & { alarm: string | null }>(sql`
    select count(*) as expected,
      count(*) filter (where c.verified_at >= ${pass.startedAt.toISOString()}) as verified,
      count(*) filter (where c.state = 'missing') as missing,
      count(*) filter (where c.state = 'differs') as differing,
      count(*) filter (where c.state = 'unreadable') as unreadable,
      count(*) filter (where c.state = 'ok' and c.copies < ${copiesWanted}) as "copiesMissing",
      min(v.mended) as mended, min(v.bytes) as bytes, min(v.alarm) as alarm
    from vault_passes v
    left join (backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id and s.deleted_at is null)
      on v.sequence_id is null or v.sequence_id = p.sequence_id
    where v.id = ${pass.id} and c.photo_id is not null`)
  const number = (key: keyof PassSummary) => Number(row?.[key] ?? 0)
  return {
    expected: number('expected'),
    verified: number('verified'),
    bytes: number('bytes'),
    mended: number('mended'),
    missing: number('missing'),
    differing: number('differing'),
    unreadable: number('unreadable'),
    copiesMissing: number('copiesMissing'),
    alarm: row?.alarm ?? null,
  }
}

/** 0: all well. 3: something was wrong and was mended. 4: something is wrong still, or was not looked at although it should be. */
export function exitCodeOf(summary: PassSummary, { isPartial }: { isPartial: boolean }): 0 | 3 | 4 {
  const { expected, verified, mended, alarm, copiesMissing } = summary
  const isUnseen = expected > 0 && (isPartial ? verified === 0 : verified < expected)
  if (alarm !== null || isUnseen || countBad(summary) > 0 || copiesMissing > 0) return 4
  return mended > 0 ? 3 : 0
}

/** One line for people. */
export function describeSummary(summary: PassSummary): string {
  const { expected, verified, bytes, mended, missing, differing, unreadable, copiesMissing } = summary
  if (expected === 0) return 'Nothing to verify: there are no originals in the backup yet.'
  const read = `${formatCount(verified)} of ${formatCount(expected)} originals verified (${(bytes / 1e6).toFixed(1)} MB read)`
  const bad = `${formatCount(countBad(summary))} bad still (${missing} missing, ${differing} with other bytes, ${unreadable} unreadable)`
  const copies = copiesMissing > 0 ? `, ${formatCount(copiesMissing)} without a second copy` : ''
  return `${read}, ${formatCount(mended)} mended, ${bad}${copies}.`
}

function countBad({ missing, differing, unreadable }: PassSummary): number {
  return missing + differing + unreadable
}

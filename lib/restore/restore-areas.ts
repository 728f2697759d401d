import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { excludedAreas } from '@/db/schema/people/excluded-areas'
import { users } from '@/db/schema/people/users'
import { USERS_KEY } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { excludedAreaFormat } from '@/lib/manifests/formats'
import { areasOf } from '@/lib/manifests/write-users'
import { openText, type TokenKeys } from '@/lib/users/token-cipher'
import { insertRows, recordOf } from './insert-rows'
import { readLines } from './lines'
import type { Problem } from './problems'

type SealedAreas = { ownerId: number | null; sealed: string }

const Line = z.object({ id: z.number().optional(), excludedAreas: z.string().nullish() })

/** The areas in the file of the accounts: those of the instance in its first line, a person's in theirs. */
export async function readSealedAreas(backup: Backup): Promise<SealedAreas[]> {
  if (!(await backup.head(USERS_KEY))) return []
  const found: SealedAreas[] = []
  for await (const line of readLines(backup, USERS_KEY)) {
    if (!line.includes('"excludedAreas"')) continue
    const { id: ownerId = null, excludedAreas: sealed } = Line.parse(JSON.parse(line))
    if (sealed) found.push({ ownerId, sealed })
  }
  return found
}

/**
 * Brings excluded areas back before the photos come. Those that cannot be opened hide every photo that they could be about, until somebody
 * puts new ones or the restore is repeated with the key. Part of a transaction. Safe to repeat.
 */
export async function restoreAreas(
  { db, tokenKeys }: { db: Db; tokenKeys: TokenKeys },
  all: SealedAreas[],
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { ownerId, sealed } of all) {
    const isOwners = sql`owner_id is not distinct from ${ownerId}::bigint`
    const isThere = sql`${ownerId}::bigint is null or exists (select from ${users} where id = ${ownerId}::bigint)`
    const json = openText(tokenKeys, areasOf(ownerId), sealed)
    if (json === null) {
      await db.execute(sql`
        insert into ${excludedAreas} (owner_id, sealed) select ${ownerId}::bigint, ${sealed}
        where (${isThere}) and not exists (select from ${excludedAreas} where ${isOwners})`)
      problems.push({
        what: areasOf(ownerId),
        reason: `they were sealed with another TOKEN_ENCRYPTION_KEY (${sealed.split('.')[0]}): ${ownerId === null ? 'all photos' : 'their photos'} are hidden until it is set and the restore repeated, or new areas are drawn`,
      })
      continue
    }
    await db.execute(sql`delete from ${excludedAreas} where ${isOwners} and sealed is not null`)
    await db.execute(
      insertRows(excludedAreaFormat, {
        rows: sql`jsonb_to_recordset(${json}::jsonb) as r(${recordOf(excludedAreaFormat)}) where ${isThere}`,
        also: [[excludedAreas.ownerId, sql`${ownerId}::bigint`]],
        onConflict: sql`on conflict do nothing`,
      }),
    )
  }
  return problems
}

import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { keyMatches } from '@/db/schema/key-matches'
import { excludedAreas } from '@/db/schema/people/excluded-areas'
import { passkeys } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { USERS_KEY } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { sealText, type TokenKeys } from '@/lib/users/token-cipher'
import { excludedAreaFormat, keyMatchFormat, passkeyFormat, userFormat } from './formats'
import { linesOf, withHead } from './lines'
import { putText } from './put-text'
import { listOf, selectRow } from './row-format'
import { saveFile } from './save-file'

const oldKeysOfUser = sql`
  select ${selectRow(keyMatchFormat)} from ${keyMatches} where ${keyMatches.kind} = 'user' and ${keyMatches.newKey} = ${users.mapillaryKey}`

const passkeysOfUser = sql`
  select ${selectRow(passkeyFormat)} from ${passkeys} where ${passkeys.userId} = ${users.id}`

/**
 * Rewrites the file of the accounts: a line each. Excluded areas, which tell where people live, are in it sealed: a person's in their line,
 * those of the instance in the first one. Safe to repeat.
 */
export async function writeUsers({
  db,
  backup,
  tokenKeys,
}: {
  db: Db
  backup: Backup
  tokenKeys: TokenKeys
}): Promise<void> {
  await saveFile(db, { kind: 'users', sequenceId: null }, async (tx) => {
    const { ofInstance, ofUsers } = await sealAreas(tx, tokenKeys)
    const sealed = sql`${JSON.stringify(ofUsers)}::jsonb ->> ${users.id}::text`
    const lines = linesOf(
      tx,
      (after) => sql`
        select ${users.id} as after, ${selectRow(userFormat)}, ${listOf(oldKeysOfUser, sql`"oldKey"`)} as "oldKeys",
          ${listOf(passkeysOfUser, sql`"createdAt"`)} as "passkeys", ${sealed} as "excludedAreas"
        from ${users} where ${users.id} > ${after} order by ${users.id}`,
    )
    const more = ofInstance === undefined ? {} : { excludedAreas: ofInstance }
    await putText(backup, { key: USERS_KEY, contentType: 'application/jsonl' }, withHead('users', lines, more))
  })
}

/** To whom a sealed list of areas is bound. */
export function areasOf(ownerId: number | null): string {
  return `excluded areas of ${ownerId ?? 'the instance'}`
}

/** What nobody could open after a restore stays as it is. */
async function sealAreas(db: Db, keys: TokenKeys) {
  const rows = await db.execute<{ ownerId: string | null; json: string | null; sealed: string | null }>(sql`
    select ${excludedAreas.ownerId}::text as "ownerId", max(${excludedAreas.sealed}) as sealed,
      (jsonb_agg(to_jsonb(r) order by r.id) filter (where ${excludedAreas.sealed} is null))::text as json
    from ${excludedAreas}, lateral (select ${selectRow(excludedAreaFormat)}) r group by 1`)
  const sealedOf = ({ ownerId, json, sealed }: (typeof rows)[number]): string =>
    sealed ?? sealText(keys, areasOf(ownerId === null ? null : Number(ownerId)), json ?? '[]')
  const ofInstance = rows.find(({ ownerId }) => ownerId === null)
  return {
    ofInstance: ofInstance && sealedOf(ofInstance),
    ofUsers: Object.fromEntries(rows.flatMap((row) => (row.ownerId === null ? [] : [[row.ownerId, sealedOf(row)]]))),
  }
}

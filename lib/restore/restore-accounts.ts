import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { TOMBSTONE_KINDS, tombstones, unsavedChanges } from '@/db/schema/instance'
import { keyMatches } from '@/db/schema/key-matches'
import { passkeys } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { DELETED_KEY, TAG_TYPES_KEY, USERS_KEY } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { keyMatchFormat, passkeyFormat, tagTypeFormat, userFormat } from '@/lib/manifests/formats'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { insertRows, recordOf } from './insert-rows'
import type { Problem } from './problems'
import { readFileLines } from './read-file-lines'
import { readSealedAreas, restoreAreas } from './restore-areas'

const LINES_AT_ONCE = 1_000

const FILES = {
  deleted: {
    key: DELETED_KEY,
    schema: z.object({
      kind: z.enum(TOMBSTONE_KINDS),
      id: z.number(),
      deletedAt: z.string(),
      mapillaryKeys: z.array(z.string()).optional(),
    }),
  },
  users: { key: USERS_KEY, schema: z.looseObject({ id: z.number(), mapillaryKey: z.string(), username: z.string() }) },
  'tag-types': { key: TAG_TYPES_KEY, schema: z.looseObject({ value: z.string() }) },
}
type RootFile = keyof typeof FILES

/** Reads one of the files of the whole backup in batches; a backup of an earlier version has none. */
export async function* readRootFile(backup: Backup, file: RootFile): AsyncGenerator<string[]> {
  const { key, schema } = FILES[file]
  if (!(await backup.head(key))) return
  let batch: string[] = []
  for await (const line of readFileLines(backup, { key, file, schema })) {
    batch.push(line)
    if (batch.length < LINES_AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/**
 * Brings back what was deleted for good, accounts with their excluded areas, and tag types; what is there already stays. Resolves with what
 * went wrong and keeps nothing else back. Part of a transaction.
 */
export async function restoreAccounts(
  { db, tokenKeys }: { db: Db; tokenKeys: TokenKeys },
  backup: Backup,
): Promise<Problem[]> {
  for await (const lines of readRootFile(backup, 'deleted'))
    await db.execute(sql`
      insert into ${tombstones} (kind, deleted_id, deleted_at, mapillary_keys)
      select r.kind, r.id, r."deletedAt", coalesce(r."mapillaryKeys", '{}')
      from ${arrayOf(lines)} as r(kind text, id bigint, "deletedAt" timestamptz, "mapillaryKeys" text[]) on conflict do nothing`)
  const areas = await readSealedAreas(backup)
  for await (const lines of readRootFile(backup, 'users')) {
    const isDeleted = sql`exists (select from ${tombstones} d where d.kind = 'user' and d.deleted_id = r.id)`
    await db.execute(
      insertRows(userFormat, {
        rows: sql`${arrayOf(lines)} as r(${recordOf(userFormat)}) where not ${isDeleted}`,
        onConflict: sql`on conflict do nothing`,
      }),
    )
    await db.execute(
      insertRows(keyMatchFormat, {
        rows: sql`${arrayOf(lines)} as p("mapillaryKey" text, "oldKeys" jsonb), jsonb_to_recordset(p."oldKeys") as r(${recordOf(keyMatchFormat)})`,
        also: [
          [keyMatches.kind, sql`'user'`],
          [keyMatches.newKey, sql`p."mapillaryKey"`],
        ],
        onConflict: sql`on conflict do nothing`,
      }),
    )
    await db.execute(
      insertRows(passkeyFormat, {
        rows: sql`${arrayOf(lines)} as p(id bigint, passkeys jsonb) join ${users} on ${users.id} = p.id,
          jsonb_to_recordset(p.passkeys) as r(${recordOf(passkeyFormat)})`,
        also: [[passkeys.userId, sql`p.id`]],
        onConflict: sql`on conflict do nothing`,
      }),
    )
  }
  // A new database has the types that come with the product.
  const columns = tagTypeFormat.columns.map(
    ([, { name }]) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`,
  )
  for await (const lines of readRootFile(backup, 'tag-types'))
    await db.execute(
      insertRows(tagTypeFormat, {
        rows: sql`${arrayOf(lines)} as r(${recordOf(tagTypeFormat)}) order by length(r.value)`,
        onConflict: sql`on conflict (value) do update set ${sql.join(columns, sql`, `)}`,
      }),
    )
  const problems = await restoreAreas({ db, tokenKeys }, areas)
  await db.delete(unsavedChanges).where(sql`${unsavedChanges.sequenceId} is null`)
  return problems
}

function arrayOf(lines: string[]) {
  return sql`jsonb_to_recordset(${`[${lines.join(',')}]`}::jsonb)`
}

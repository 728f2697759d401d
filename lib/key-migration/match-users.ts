import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { keyMatches } from '@/db/schema/key-matches'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { isOfForm } from '@/lib/mapillary/key-form'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { isForeignKey } from './old-keys'

type Tools = { db: Db; mapillary: MapillaryClient; token: () => Promise<string> }
type User = { id: number; username: string; mapillaryKey: string }

export type UserMatching = User &
  (
    | { result: 'matched'; newKey: string }
    | { result: 'unknown' } // no sequence of theirs is on Mapillary: nothing tells who they are there
    | { result: 'ambiguous'; newKeys: string[] } // their sequences belong to several people there
    | { result: 'twice'; newKey: string; otherId: number } // the same person has another account here already, with things in it
  )

const SEQUENCES_ASKED = 3

/** Whose account is being erased, or was, is nobody on Mapillary any more. */
const hasOwnKey = and(isNull(users.erasingAt), eq(users.isDeparted, false))

/** Finds who the users with old keys are on Mapillary today, by whose their sequences are, and gives them their new keys. Safe to repeat. */
export async function matchUsers(tools: Tools, { isDryRun }: { isDryRun: boolean }): Promise<UserMatching[]> {
  const { db, mapillary } = tools
  const olds = await db
    .select({ id: users.id, username: users.username, mapillaryKey: users.mapillaryKey })
    .from(users)
    .where(and(isForeignKey(users.mapillaryKey, mapillary.keyForm), hasOwnKey))
    .orderBy(asc(users.id))
  const found: UserMatching[] = []
  for (const user of olds) {
    const newKeys = [...(await findOwners(tools, user.id))]
    const [newKey] = newKeys
    if (!newKey) found.push({ ...user, result: 'unknown' })
    else if (newKeys.length > 1) found.push({ ...user, result: 'ambiguous', newKeys })
    else {
      const otherId = await db.transaction((tx) => rename(tx, user, { newKey, isDryRun }))
      found.push(
        otherId === null ? { ...user, result: 'matched', newKey } : { ...user, result: 'twice', newKey, otherId },
      )
    }
  }
  return found
}

/**
 * Before somebody's first login by this version: when a user of the same name with an old key has a sequence that Mapillary says is theirs, they
 * are the same person, and that user gets the new key. Safe to repeat. Throws what Mapillary's calls throw.
 */
export async function claimUser(
  { db, mapillary }: Pick<Tools, 'db' | 'mapillary'>,
  { mapillaryKey, username, token }: { mapillaryKey: string; username: string; token: string },
): Promise<void> {
  if (!isOfForm(mapillary.keyForm, mapillaryKey)) return
  if ((await db.$count(users, eq(users.mapillaryKey, mapillaryKey))) > 0) return
  const namesakes = await db
    .select({ id: users.id, username: users.username, mapillaryKey: users.mapillaryKey })
    .from(users)
    .where(and(eq(users.username, username), isForeignKey(users.mapillaryKey, mapillary.keyForm), hasOwnKey))
  for (const user of namesakes) {
    const owners = await findOwners({ db, mapillary, token: async () => token }, user.id)
    if (owners.size !== 1 || !owners.has(mapillaryKey)) continue
    await db.transaction((tx) => rename(tx, user, { newKey: mapillaryKey, isDryRun: false }))
    return
  }
}

/** Whose the first sequences of a user are, as Mapillary says today. */
async function findOwners({ db, mapillary, token }: Tools, userId: number): Promise<Set<string>> {
  const firstSequences = await db
    .select({ key: sequences.mapillaryKey })
    .from(sequences)
    .where(eq(sequences.ownerId, userId))
    .orderBy(asc(sequences.isPrivate), asc(sequences.id)) // v4 knows no private ones
    .limit(SEQUENCES_ASKED)
  const owners = new Set<string>()
  for (const { key } of firstSequences) {
    try {
      owners.add((await mapillary.getSequence(await token(), key)).userKey)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error
    }
  }
  return owners
}

/** The id of the other account when the person has one that is not empty; else null. */
async function rename(
  db: Db,
  { id, mapillaryKey }: User,
  { newKey, isDryRun }: { newKey: string; isDryRun: boolean },
): Promise<number | null> {
  const [other] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.mapillaryKey, newKey), ne(users.id, id)))
    .for('update')
  if (other && !(await isEmpty(db, other.id))) return other.id
  if (isDryRun) return null
  if (other) await db.delete(users).where(eq(users.id, other.id)) // only a login: the next one finds the old account
  await db.update(users).set({ mapillaryKey: newKey }).where(eq(users.id, id))
  await db.insert(keyMatches).values({ kind: 'user', oldKey: mapillaryKey, newKey, how: 'sequence' })
  return null
}

/** What a login brings by itself; it is deleted with the account. */
const OF_LOGIN = ['mapillary_accounts', 'account_syncs', 'account_photos', 'account_sequences']

async function isEmpty(db: Db, userId: number): Promise<boolean> {
  const references = await db.execute<{ name: string; column: string }>(sql`
    select c.conrelid::regclass::text as name, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'users'::regclass`)
  for (const { name, column } of references) {
    if (OF_LOGIN.includes(name)) continue
    const some = await db.execute(
      sql`select 1 from ${sql.raw(name)} where ${sql.identifier(column)} = ${userId} limit 1`,
    )
    if (some.length > 0) return false
  }
  return true
}

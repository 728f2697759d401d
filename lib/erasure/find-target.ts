import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tombstones } from '@/db/schema/instance'
import { audit } from '@/db/schema/people/audit'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { publicPrefix, sequencePrefix } from '@/lib/backup/keys'
import { AppError } from '@/lib/errors'
import { formatPlural } from '@/lib/format/number'
import { findFolders } from './erase-left-behind'
import { photoStems } from './erase-photo'
import type { ErasureTools } from './types'

/** What the operator names. */
export type Asked = { kind: 'photo' | 'sequence'; id: number } | { kind: 'user'; username: string }

/** What is to be erased: `confirm` is what the operator types, `prefixes` is how the keys of its files begin. */
export type Target = {
  kind: Asked['kind']
  id: number
  title: string
  confirm: string
  photosWhere: SQL
  prefixes: string[]
}

/** Finds what the operator names; null: nothing of it is left but traces. Throws NOT_FOUND, CONFLICT (several people have that name). */
export async function findTarget(tools: ErasureTools, asked: Asked): Promise<Target | null> {
  if (asked.kind === 'user') return findUser(tools.db, asked.username)
  const { kind, id } = asked
  const target = await (kind === 'photo' ? findPhoto(tools.db, id) : findSequence(tools, id))
  if (target || (await wasThere(tools.db, asked))) return target
  throw new AppError('NOT_FOUND', `There is no ${kind} ${id}`)
}

async function findPhoto(db: Db, id: number): Promise<Target | null> {
  const [row] = await db
    .select({ photo: photos, name: sequences.name, username: users.username })
    .from(photos)
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .where(eq(photos.id, id))
  if (!row) return null
  const { photo, name, username } = row
  return {
    kind: 'photo',
    id,
    title: `photo ${id}, number ${photo.n} of "${name}" by ${username}`,
    confirm: String(id),
    photosWhere: eq(photos.id, id),
    prefixes: photoStems({ ...photo, username }),
  }
}

async function findSequence({ db, backup, second }: ErasureTools, id: number): Promise<Target | null> {
  const [row] = await db
    .select({ name: sequences.name, username: users.username })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(eq(sequences.id, id))
  const photosWhere = eq(photos.sequenceId, id)
  const target = { kind: 'sequence' as const, id, confirm: String(id), photosWhere }
  if (row) {
    const usual = [sequencePrefix(row.username, id), publicPrefix(row.username, id)]
    const title = `sequence ${id}, "${row.name}" by ${row.username}`
    return { ...target, title, prefixes: await foldersOf(db, photosWhere, usual) }
  }
  if (!(await wasThere(db, { kind: 'sequence', id }))) return null
  const folders = await findFolders([backup, ...(second ? [second] : [])], id)
  if (folders.length === 0) return null
  return { ...target, title: `what is left of sequence ${id}, which was deleted`, prefixes: folders }
}

async function findUser(db: Db, username: string): Promise<Target | null> {
  const named = await db
    .select()
    .from(users)
    .where(and(eq(users.username, username), eq(users.isDeparted, false)))
  if (named.length > 1) throw new AppError('CONFLICT', `${named.length} people are called ${username}`)
  const [user] = named
  if (!user) return null
  const own = await db.select({ id: sequences.id }).from(sequences).where(eq(sequences.ownerId, user.id))
  const usual = own.flatMap(({ id }) => [sequencePrefix(username, id), publicPrefix(username, id)])
  const photosWhere = eq(photos.ownerId, user.id)
  return {
    kind: 'user',
    id: user.id,
    title: `user ${username}: ${formatPlural(own.length, 'sequence')}, account, marks and tags`,
    confirm: username,
    photosWhere,
    prefixes: await foldersOf(db, photosWhere, usual),
  }
}

/** The folders in which files really lie: the owner may have had another name then. */
async function foldersOf(db: Db, where: SQL, usual: string[]): Promise<string[]> {
  const rows = await db.execute<{ folder: string }>(sql`
    select distinct regexp_replace(key, '[^/]*$', '') as folder
    from ${photos}, unnest(array[${photos.backupKey}, ${photos.publicKey}]) key where ${where} and key is not null`)
  return [...new Set([...usual, ...rows.map(({ folder }) => folder)])]
}

async function wasThere(db: Db, { kind, id }: Exclude<Asked, { kind: 'user' }>): Promise<boolean> {
  const isIt = kind === 'photo' ? eq(audit.photoId, id) : eq(audit.sequenceId, id)
  const buried = await db.$count(tombstones, and(eq(tombstones.kind, kind), eq(tombstones.deletedId, id)))
  return buried > 0 || (await db.$count(audit, and(eq(audit.action, `${kind}.erased`), isIt))) > 0
}

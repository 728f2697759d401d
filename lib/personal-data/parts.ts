import { type SQL, sql } from 'drizzle-orm'
import { imports } from '@/db/schema/imports'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { excludedAreas } from '@/db/schema/people/excluded-areas'
import { favourites } from '@/db/schema/people/favourites'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { notices } from '@/db/schema/people/notices'
import { ownBuckets } from '@/db/schema/people/own-buckets'
import { passkeys } from '@/db/schema/people/passkeys'
import { reports } from '@/db/schema/people/reports'
import { sessions } from '@/db/schema/people/sessions'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tagChanges, tags, tagTypes } from '@/db/schema/tags'
import { takeouts } from '@/db/schema/takeouts'
import { uploads } from '@/db/schema/uploads'
import { viewpoints } from '@/db/schema/viewpoints'
import { listOf, type RowFormat, rowFormat, selectRow } from '@/lib/manifests/row-format'
import type { PersonalPart } from '@/lib/model/people/personal-data'

/** `names`: the members of a row, in their order. `rows`: those of a user after a key, in the order of the column `after`. */
export type Part = { names: string[]; rows: (userId: number, after: number) => SQL }

const changeFormat = rowFormat(tagChanges, { without: ['tagId'] })
const changesOfTag = sql`select ${selectRow(changeFormat)} from ${tagChanges} where ${tagChanges.tagId} = ${tags.id}`

const mapillaryFormat = rowFormat(mapillaryAccounts, {
  without: ['userId', 'encryptedToken', 'keyId', 'revision', 'refreshingUntil'],
})
const mapillaryOfUser = sql`
  select ${selectRow(mapillaryFormat)} from ${mapillaryAccounts} where ${mapillaryAccounts.userId} = ${users.id}`

const mailFormat = rowFormat(mails, { without: ['userId', 'attempts', 'tryAt', 'claimedAt'] })
const mailsOfUser = sql`select ${selectRow(mailFormat)} from ${mails} where ${mails.userId} = ${mailAddresses.userId}`

/**
 * What is kept of a person, table by table. A column that is added later is part of it. Left out are secrets (tokens, their hashes), who
 * else decided something, what only the engine needs, and `raw`, which is Mapillary's answer and part of takeouts.
 */
export const PARTS: Record<PersonalPart, Part> = {
  account: partOf(rowFormat(users, { without: [] }), users.id, users.id, {
    mapillaryLogin: sql`(select to_jsonb(m) from (${mapillaryOfUser}) m)`,
  }),
  excludedAreas: partOf(
    rowFormat(excludedAreas, { without: ['ownerId', 'sealed'] }),
    excludedAreas.ownerId,
    excludedAreas.id,
  ),
  sequences: partOf(
    rowFormat(sequences, {
      without: ['ownerId', 'line', 'cell', 'minZoom', 'hiddenBy', 'deletionAttempt', 'deletionMovedAt'],
    }),
    sequences.ownerId,
    sequences.id,
  ),
  photos: partOf(
    rowFormat(photos, { without: ['ownerId', 'cell', 'raw', 'hiddenBy', 'clearedAt'] }),
    photos.ownerId,
    photos.id,
  ),
  marks: partOf(
    rowFormat(viewpoints, { without: ['userId', 'photoOwnerId', 'placeId'] }),
    viewpoints.userId,
    viewpoints.photoId,
  ),
  favourites: partOf(rowFormat(favourites, { without: ['userId'] }), favourites.userId, favourites.photoId),
  tags: partOf(rowFormat(tags, { without: ['authorId'] }), tags.authorId, tags.id, {
    changes: listOf(changesOfTag, sql`id`),
  }),
  tagTypes: numbered(
    rowFormat(tagTypes, { without: ['proposedBy', 'decidedBy'] }),
    tagTypes.proposedBy,
    tagTypes.value,
  ),
  imports: partOf(
    rowFormat(imports, { without: ['userId', 'attempt', 'movedAt', 'quietUntil', 'lostAfterSeconds'] }),
    imports.userId,
    imports.id,
  ),
  uploads: numbered(rowFormat(uploads, { without: ['ownerId'] }), uploads.ownerId, uploads.createdAt),
  ownBucket: partOf(rowFormat(ownBuckets, { without: ['userId', 'secret'] }), ownBuckets.userId, ownBuckets.id),
  takeouts: partOf(
    rowFormat(takeouts, { without: ['userId', 'attempt', 'parts', 'movedAt', 'quietUntil', 'lostAfterSeconds'] }),
    takeouts.userId,
    takeouts.id,
  ),
  tokens: partOf(rowFormat(apiTokens, { without: ['userId', 'hash', 'hint'] }), apiTokens.userId, apiTokens.id),
  passkeys: partOf(
    rowFormat(passkeys, { without: ['userId', 'credentialId', 'publicKey'] }),
    passkeys.userId,
    passkeys.id,
  ),
  sessions: partOf(rowFormat(sessions, { without: ['userId', 'hash'] }), sessions.userId, sessions.id),
  reports: partOf(
    rowFormat(reports, {
      without: ['ownerId', 'reporterId', 'addressHash', 'keyHash', 'decidedBy', 'isTrapped', 'answer', 'appeal'],
    }),
    reports.reporterId,
    reports.id,
  ),
  reportsAboutMe: partOf(
    rowFormat(reports, {
      without: ['ownerId', 'reporterId', 'email', 'addressHash', 'keyHash', 'decidedBy', 'isTrapped', 'gravity'],
    }),
    reports.ownerId,
    reports.id,
  ),
  notices: partOf(rowFormat(notices, { without: ['userId', 'topic', 'mailId'] }), notices.userId, notices.id),
  mail: partOf(
    rowFormat(mailAddresses, { without: ['userId', 'codeHash'] }),
    mailAddresses.userId,
    mailAddresses.userId,
    { sent: listOf(mailsOfUser, sql`id`) },
  ),
}

type Column = RowFormat['columns'][number][1]

/** A table whose rows of a user have a whole number as their key. */
function partOf(format: RowFormat, owner: Column, key: Column, more: Record<string, SQL> = {}): Part {
  const names = [...format.columns.map(([name]) => name), ...Object.keys(more)]
  const columns = sql.join(
    [selectRow(format), ...Object.entries(more).map(([name, value]) => sql`${value} as ${sql.identifier(name)}`)],
    sql`, `,
  )
  return {
    names,
    rows: (userId, after) => sql`
      select ${key} as after, ${columns} from ${format.table} where ${owner} = ${userId} and ${key} > ${after} order by ${key}`,
  }
}

/** A table of few rows a user, whose key is no number. */
function numbered(format: RowFormat, owner: Column, order: Column): Part {
  return {
    names: format.columns.map(([name]) => name),
    rows: (userId, after) => sql`
      select * from (
        select row_number() over (order by ${order}) as after, ${selectRow(format)} from ${format.table} where ${owner} = ${userId}
      ) numbered where after > ${after} order by after`,
  }
}

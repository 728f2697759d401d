import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { ownBuckets } from '@/db/schema/people/own-buckets'
import { oneTimeCodes } from '@/db/schema/people/passkeys'
import { sessions } from '@/db/schema/people/sessions'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { saveChanges } from '@/lib/manifests/save-changes'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { sealToken } from '@/lib/users/token-cipher'
import { createWorld, dump, TABLES, test } from '@/tests/support/backup-world'
import { tokenKeys } from '@/tests/support/store'

/** Tables that a restore leaves empty, or fills from others. docs/restore.md says so of what people would miss. */
const NOT_RESTORED = [
  ...['mapillary_accounts', 'sessions', 'api_tokens', 'one_time_codes', 'own_buckets', 'own_copies'], // tokens: people enter them again
  ...['imports', 'import_photos', 'import_errors', 'imported_per_day', 'uploads', 'original_uploads'], // work under way, and its log
  ...['takeouts', 'takeout_sequences', 'takeout_files', 'restore_runs', 'rate_limits', 'unsaved_changes'],
  ...['account_syncs', 'account_photos', 'account_sequences'], // read again from Mapillary
  ...['backup_checks', 'backup_events', 'vault_passes', 'blur_failures'], // found out again
  ...['map_changes', 'page_changes', 'map_version', 'due_elections', 'due_exclusions', 'instance'], // made from the others
  ...['announcements', 'set_limits', 'troubles', 'audit', 'reports'], // what those who run it did: their dump has it
  ...['notices', 'notice_settings', 'notice_feeds', 'withheld_marks', 'mail_addresses', 'mails'], // one's own affairs
]

test('of every table it is decided whether a restore brings it back', async ({ pool }) => {
  const tables = await pool.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)
  expect(tables.map(({ name }) => name).sort()).toEqual([...TABLES, ...NOT_RESTORED].sort())
})

test('the world that restores are tested with holds rows of every such table', async ({ pool, folder }) => {
  await createWorld(pool, folder)
  const rows = await dump(pool)
  expect(TABLES.filter((table) => rows[table]?.length === 0)).toEqual([])
})

test('no file of the backup holds a token, a hash of one, a code, or a key', async ({ pool, folder }) => {
  const { backup, ada, walk, ride, bob } = await createWorld(pool, folder)
  const secret = () => randomBytes(24).toString('hex')
  const [token, hash, session, code, bucketKey] = [secret(), secret(), secret(), secret(), secret()]
  const sealed = sealToken(tokenKeys, ada.id, token)
  const sealedKey = sealToken(tokenKeys, ada.id, bucketKey)
  await pool.insert(mapillaryAccounts).values({ userId: ada.id, encryptedToken: sealed, keyId: 'k' })
  await pool.insert(apiTokens).values({ userId: ada.id, name: 'a program', hash, hint: 'abcd', scopes: ['read'] })
  const expiresAt = new Date(Date.now() + 60_000)
  await pool.insert(sessions).values({ userId: ada.id, hash: session, expiresAt })
  await pool.insert(oneTimeCodes).values({ hash: code, kind: 'invitation', userId: ada.id, expiresAt })
  await pool.insert(ownBuckets).values({
    ...{ userId: ada.id, endpoint: 'https://s3.example', region: 'x', bucket: 'mine', keyId: secret() },
    secret: sealedKey,
  })
  await writeManifest({ db: pool, backup }, { sequenceId: walk.id, username: 'ada' })
  await writeManifest({ db: pool, backup }, { sequenceId: ride.id, username: bob.username })
  await saveChanges({ db: pool, backup, tokenKeys }, { all: true })

  const [key] = tokenKeys
  const secrets = [token, hash, session, code, bucketKey, sealed, sealedKey]
  secrets.push(...(['hex', 'base64', 'latin1'] as const).map((form) => key.toString(form)))
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(20) // metadata too: a folder keeps them in files
  for (const { parentPath, name } of files) {
    const content = await readFile(join(parentPath, name), 'latin1')
    expect(
      secrets.filter((each) => content.includes(each)),
      join(parentPath, name),
    ).toEqual([])
  }
})

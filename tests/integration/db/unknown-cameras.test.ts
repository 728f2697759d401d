import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import { cameraName } from '@/lib/mapillary/camera-name'
import { createDatabaseBefore } from '@/tests/support/database-before'

const WRITTEN = [
  'Ricoh',
  'none',
  'None none',
  'UNKNOWN',
  '(null)',
  'N/A',
  'undefined',
  '-',
  '--',
  '0',
  '00',
  '-1',
  '',
  '   ',
  '\u0001\u007f',
  '\u200b',
  '\u00a0',
  ' GoPro\t',
  'Canon\u0001 EOS',
  'unknown make',
  'Nano',
  'NA-2',
  '360',
  'Θ',
  '理光',
  'None-such',
]

test('cameras that only say "unknown" are unknown after the migration, everywhere, by the rule of imports', async () => {
  const { url, migrate, drop } = await createDatabaseBefore('0022_unknown_cameras')
  const db = connect(url, { max: 1 })
  try {
    await db.execute(sql`insert into users (mapillary_key, username) values ('a', 'ada')`)
    await db.execute(
      sql`insert into sequences (owner_id, mapillary_key, name, camera_make, published_at) select id, 's', 's', 'None', now() from users`,
    )
    await db.execute(sql`
      insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, camera_make, camera_model)
      select s.owner_id, s.id, w.n, 'p' || w.n, now(), w.value, w.value
      from sequences s, jsonb_array_elements_text(${JSON.stringify(WRITTEN)}::jsonb) with ordinality w (value, n)`)
    await db.execute(sql`
      insert into account_photos (user_id, sequence_key, photo_key, is_pano, camera_make, seen_in)
      select id, 's', 'p', false, 'null', 1 from users`)
    await db.execute(
      sql`insert into account_sequences (user_id, sequence_key, camera_make) select id, 's', 'n/a' from users`,
    )
    await migrate()

    const photos = await db.execute<{ make: string | null; model: string | null }>(
      sql`select camera_make as make, camera_model as model from photos order by n`,
    )
    const expected = WRITTEN.map(cameraName)
    expect(photos.map(({ make }) => make)).toEqual(expected)
    expect(photos.map(({ model }) => model)).toEqual(expected)
    const known = [...new Set(expected.filter((name) => name !== null))].sort()
    const terms = await db.execute<{ value: string }>(sql`select value from search_terms where kind = 'make'`)
    expect(terms.map(({ value }) => value).sort()).toEqual(known)
    const found = await db.execute<{ value: string }>(sql`
      select distinct t.value from photo_search p, unnest(p.terms) each join search_terms t on t.term = each where t.kind = 'model'`)
    expect(found.map(({ value }) => value).sort()).toEqual(known)
    const others = await db.execute<{ make: string | null }>(sql`
      select camera_make as make from sequences union all select camera_make from account_photos union all select camera_make from account_sequences`)
    expect(others.map(({ make }) => make)).toEqual([null, null, null])
  } finally {
    await db.$client.end({ timeout: 1 })
    await drop()
  }
})

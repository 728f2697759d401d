import { gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { insertSequence, insertUser } from '../support/factories'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { expect, test } from './fixtures'

const PHOTOS = 12_000

test('the page of a sequence of 12,000 photos is no heavier than a screen', async ({ page }) => {
  const stack = sharedStack()
  const { id } = await withDatabase(stack, insertLongSequence)
  const html = await (await fetch(`${stack.url}/sequences/${id}`)).text()
  expect(html).toContain('12,000 photos')
  expect(html.length).toBeLessThan(250_000)
  expect(gzipSync(html).length).toBeLessThan(45_000)

  await page.goto(`/sequences/${id}`)
  const strip = page.getByRole('list', { name: 'Photos of the sequence' })
  await expect(strip.getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(PHOTOS))
  await strip.locator('..').evaluate((scroller) => scroller.scrollTo({ left: scroller.scrollWidth }))
  await expect(strip.getByRole('link', { name: 'Number 12000' })).toBeVisible()
})

/** Public photos one after the other, of which searches know nothing: the triggers rest meanwhile. */
async function insertLongSequence(db: Db): Promise<{ id: number }> {
  const owner = await insertUser(db)
  const sequence = await insertSequence(db, { ownerId: owner.id })
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`
      insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, altitude, compass_angle, is_pano, is_public)
      select ${owner.id}, ${sequence.id}, n, 'long-' || n, now(), now() - n * interval '1 second', -3 + n * 0.00001, 54 + n * 0.00001,
        n % 300, n % 360, false, true
      from generate_series(1, ${PHOTOS}::int) n`)
    await tx.execute(sql`update sequences set is_public = true, published_at = now() where id = ${sequence.id}`)
  })
  return sequence
}

import { describe, expect } from 'vitest'
import { listActiveWork } from '@/lib/administration/list-active-work'
import { listFavourites } from '@/lib/favourites/list-favourites'
import { createAccountLists } from '@/lib/imports/importable/account-lists'
import { FIRST_ROWS, overviewOf, pageOf } from '@/lib/imports/importable/importable-pages'
import { listImportable } from '@/lib/imports/importable/list-importable'
import { getImport } from '@/lib/imports/progress/get-import'
import { listImports } from '@/lib/imports/progress/list-imports'
import { listReports } from '@/lib/moderation/list-reports'
import { listNotices } from '@/lib/notices/list-notices'
import { listWaitingUploads } from '@/lib/uploads/list-uploads'
import { listEvents } from '@/lib/vault/events/list-events'
import { listBadPhotos } from '@/lib/vault/list-bad-photos'
import { CROWD, insertCrowdedAccount } from '@/tests/support/crowded-account'
import { test } from '@/tests/support/db'
import { v4ClientFor } from '@/tests/support/mapillary-client'

const ALL = { month: '', state: 'all', view: null } as const

describe('an account of 3,000 sequences and 12,000 photos', () => {
  test('gives every page no more than a screen holds', async ({ db }) => {
    const { id: userId, importId } = await insertCrowdedAccount(db)
    const mapillary = v4ClientFor('http://127.0.0.1:1', { publicToken: async () => 'unused' })
    const listing = await listImportable(
      { db, mapillary, tokenKeys: [Buffer.alloc(32)], lists: createAccountLists() },
      userId,
    )
    const sources = { db, mapillary, origin: 'https://paths.test' }
    const progress = await getImport(db, { importId, userId })
    const given: Record<string, unknown> = {
      '/import': [await pageOf(listing, { filters: ALL, after: null, count: FIRST_ROWS }), overviewOf(listing)],
      '/imports': await listImports(db, { userId, limit: 24 }),
      '/imports uploads': await listWaitingUploads(db, userId),
      '/imports/ID': { ...progress, errors: progress.errors.slice(0, 50) },
      '/vault': [
        await listBadPhotos(db, { ownerId: userId, limit: 200 }),
        await listEvents(db, { ownerId: userId, limit: 30 }),
      ],
      '/notices': await listNotices(db, { userId }),
      '/favourites': await listFavourites(sources, userId, { limit: 25 }),
      '/admin/work': await listActiveWork(db, { limit: 51 }),
      '/admin/reports': await listReports(db, { state: 'open', limit: 12 }),
    }
    const weights = Object.entries(given).map(([page, data]) => [page, JSON.stringify(data).length] as const)
    expect(weights.filter(([, bytes]) => bytes > 60_000)).toEqual([])
    expect(listing.sequences).toHaveLength(CROWD.sequences)
  })
})

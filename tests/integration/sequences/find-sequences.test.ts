import { describe, expect } from 'vitest'
import { packLine } from '@/lib/geo/lines/line'
import { findSequenceFacets } from '@/lib/sequences/find-sequence-facets'
import { findSequences } from '@/lib/sequences/find-sequences'
import { parseSequenceFilter } from '@/lib/sequences/sequence-filter'
import { test } from '@/tests/support/db'
import { insertImport, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const names = ({ sequences }: Awaited<ReturnType<typeof findSequences>>) => sequences.map(({ name }) => name)

describe('findSequences', () => {
  test('an empty database has no sequences and no next page', async ({ db }) => {
    expect(await findSequences(db, { viewer: null })).toEqual({ sequences: [], nextCursor: null })
  })

  test('private, unpublished and deleted sequences are listed for their owner alone', async ({ db }) => {
    const owner = await insertUser(db)
    const other = await insertUser(db)
    const capturedAt = new Date('2024-05-03T10:00:00Z')
    await insertSequence(db, { ownerId: owner.id, name: 'public', capturedAt })
    await insertSequence(db, { ownerId: owner.id, name: 'private', isPrivate: true, capturedAt })
    await insertSequence(db, { ownerId: owner.id, name: 'unpublished', publishedAt: null, capturedAt })
    await insertSequence(db, { ownerId: owner.id, name: 'deleted', deletedAt: new Date(), capturedAt })

    expect(names(await findSequences(db, { viewer: null }))).toEqual(['public'])
    expect(names(await findSequences(db, { viewer: other.id }))).toEqual(['public'])
    expect(names(await findSequences(db, { viewer: owner.id }))).toEqual([
      'deleted',
      'unpublished',
      'private',
      'public',
    ])
  })

  test('pages follow the capture date, newest first, and nothing is shown twice or left out', async ({ db }) => {
    const owner = await insertUser(db)
    for (const day of ['2024-05-01', '2024-05-03', '2024-05-03', '1970-01-01', '2024-05-02']) {
      await insertSequence(db, { ownerId: owner.id, name: day, capturedAt: new Date(day) })
    }
    await insertSequence(db, { ownerId: owner.id, name: 'no date', capturedAt: null })

    const seen: string[] = []
    let cursor: number | undefined
    do {
      const page = await findSequences(db, { viewer: null, limit: 2, ...(cursor && { cursor }) })
      seen.push(...names(page))
      cursor = page.nextCursor === null ? undefined : Number(page.nextCursor)
    } while (cursor)

    expect(seen).toEqual(['2024-05-03', '2024-05-03', '2024-05-02', '2024-05-01', '1970-01-01', 'no date'])
  })

  test('sequences are found by words of their name, description and tags, and by how these begin', async ({ db }) => {
    const owner = await insertUser(db)
    await insertSequence(db, { ownerId: owner.id, name: 'Around Derwentwater', tags: ['lake district'] })
    await insertSequence(db, { ownerId: owner.id, name: 'Ridge', description: "Catbells' ridge, above the lake" })
    await insertSequence(db, { ownerId: owner.id, name: 'Derwent, private', isPrivate: true })
    const found = async (q: string, viewer: number | null = null) =>
      names(await findSequences(db, { viewer, q, sort: 'captured_at' })).toSorted()

    expect(await found('derwent')).toEqual(['Around Derwentwater'])
    expect(await found('derwent', owner.id)).toEqual(['Around Derwentwater', 'Derwent, private'])
    expect(await found('LAKE')).toEqual(['Around Derwentwater', 'Ridge'])
    expect(await found('lake catbells')).toEqual(['Ridge'])
    expect(await found("' | !x & \\")).toEqual([])
    expect(await found('water')).toEqual([])
  })

  test('private photos are in the count and on the cover for their owner alone', async ({ db }) => {
    const owner = await insertUser(db)
    const sequence = await insertSequence(db, { ownerId: owner.id })
    const hidden = await insertPhoto(db, { sequenceId: sequence.id, n: 1, isPrivate: true })
    const shown = await insertPhoto(db, { sequenceId: sequence.id, n: 2 })
    await insertPhoto(db, { sequenceId: sequence.id, n: 3, importedAt: null })

    const forAll = await findSequences(db, { viewer: null })
    const forOwner = await findSequences(db, { viewer: owner.id })

    expect(forAll.sequences).toMatchObject([{ photoCount: 1, coverPhotoId: String(shown.id) }])
    expect(forOwner.sequences).toMatchObject([{ photoCount: 2, coverPhotoId: String(hidden.id) }])
  })

  test('a sequence without photos has no cover, and its line is unpacked', async ({ db }) => {
    await insertSequence(db, {
      line: packLine([
        [-3.1, 54.4],
        [-3.2, 54.5],
      ]),
    })

    const { sequences } = await findSequences(db, { viewer: null })

    expect(sequences).toMatchObject([{ photoCount: 0, coverPhotoId: null }])
    expect(sequences[0]?.line).toHaveLength(2)
    expect(sequences[0]?.line[0]?.[0]).toBeCloseTo(-3.1, 4)
  })

  test("only one owner's sequences are given when asked for", async ({ db }) => {
    const owner = await insertUser(db)
    await insertSequence(db, { ownerId: owner.id, name: 'mine' })
    await insertSequence(db, { name: 'of another' })

    expect(names(await findSequences(db, { viewer: null, ownerId: owner.id }))).toEqual(['mine'])
  })

  test.for([
    ['user=finder', ['by finder']],
    ['transport=bicycle', ['by bicycle']],
    ['sequenceTag=Alps', ['tagged']],
    ['pano=true', ['round']],
    ['from=2030-01-01', ['late']],
    ['since=1d', ['late']],
    ['mine=true', []], // of nobody
    ['user=finder&transport=walk', []],
  ] as const)('%s narrows the list', async ([query, expected], { db }) => {
    const finder = await insertUser(db, { username: 'finder' })
    await insertSequence(db, { ownerId: finder.id, name: 'by finder' })
    await insertSequence(db, { name: 'by bicycle', transportType: 'Bicycle' })
    await insertSequence(db, { name: 'tagged', tags: ['alps', 'hut'] })
    await insertSequence(db, { name: 'round', isPano: true })
    await insertSequence(db, { name: 'late', capturedAt: new Date('2999-05-03') })
    const filter = parseSequenceFilter(new URLSearchParams(query))
    expect(names(await findSequences(db, { viewer: null, ...filter }))).toEqual(expected)
  })

  test.for([
    ['captured_at', ['early', 'long', 'undated']],
    ['-captured_at', ['long', 'early', 'undated']],
    ['-length', ['long', 'undated', 'early']],
    ['-climb', ['undated', 'early', 'long']],
    ['-photos', ['undated', 'early', 'long']],
  ] as const)('sort=%s goes on over pages', async ([sort, expected], { db }) => {
    await insertSequence(db, {
      name: 'early',
      capturedAt: new Date('2020-01-01'),
      lengthMeters: 1,
      climbMeters: 0,
      photoCount: 5,
    })
    await insertSequence(db, { name: 'long', capturedAt: new Date('2021-01-01'), lengthMeters: 9, photoCount: 1 })
    await insertSequence(db, { name: 'undated', capturedAt: null, lengthMeters: 3, climbMeters: 40, photoCount: 8 })
    const first = await findSequences(db, { viewer: null, sort, limit: 2 })
    const second = await findSequences(db, { viewer: null, sort, limit: 2, cursor: Number(first.nextCursor) })
    expect([...names(first), ...names(second)]).toEqual(expected)
  })

  test('the climb is that of the photos that the viewer may see', async ({ db }) => {
    const sequence = await insertSequence(db)
    await insertPhoto(db, { sequenceId: sequence.id, n: 1, altitude: 100 })
    await insertPhoto(db, { sequenceId: sequence.id, n: 2, altitude: 150 })
    await insertPhoto(db, { sequenceId: sequence.id, n: 3, altitude: 900, isPrivate: true })
    expect((await findSequences(db, { viewer: null })).sequences).toMatchObject([{ climbMeters: 50 }])
    expect((await findSequences(db, { viewer: sequence.ownerId })).sequences).toMatchObject([{ climbMeters: 800 }])
  })

  test('the state of the import is for its owner alone', async ({ db }) => {
    const sequence = await insertSequence(db)
    await insertImport(db, { sequenceId: sequence.id, userId: sequence.ownerId, state: 'failed' })
    expect((await findSequences(db, { viewer: null })).sequences).toMatchObject([{ latestImport: null }])
    expect((await findSequences(db, { viewer: sequence.ownerId })).sequences).toMatchObject([
      { latestImport: { state: 'failed' } },
    ])
  })

  test('what can be chosen from is counted among the visible sequences', async ({ db }) => {
    await insertSequence(db, { transportType: 'Walk', tags: ['alps', 'hut'] })
    await insertSequence(db, { transportType: 'Walk', tags: ['alps'] })
    await insertSequence(db, { transportType: 'Boat', tags: ['secret'], isPrivate: true })
    expect(await findSequenceFacets(db, null)).toEqual({
      transport: [{ value: 'Walk', count: 2 }],
      sequenceTag: [
        { value: 'alps', count: 2 },
        { value: 'hut', count: 1 },
      ],
    })
  })
})

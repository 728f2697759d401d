import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { originalKey } from '@/lib/backup/keys'
import type { LngLat } from '@/lib/geo/lng-lat'
import { toMercator } from '@/lib/geo/mercator'
import { imagePath } from '@/lib/photos/paths'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'
import { withDatabase } from '@/tests/support/session'
import { setViewerScene } from '@/tests/support/viewer-scene'
import type { GeoBench } from '../geo/bench'
import { HOT_SPOT } from '../geo/world'
import type { LoadScene } from './types'

const BOMBS = 50
const BOMB = { width: 16_000, height: 15_000 } // of 300 megapixels at most; progressive, so that all of it is in memory
const TILE_ZOOMS = [4, 8, 11, 13, 14, 16]
const SIZES = [320, 1024] as const

/** Gives the product what visitors look at beside the invented photos: some with pictures, and pictures that are bombs. */
export async function setLoadScene(geo: GeoBench): Promise<LoadScene> {
  const { dataDir } = geo.stack
  return withDatabase(geo.stack, async (db) => {
    const { first, second, sixth, walk, owner } = await setViewerScene(db, dataDir)
    const invented = Array.from({ length: 40 }, (_, index) => 1 + index * Math.floor(geo.world.photos / 40))
    const pictured = Array.from({ length: 12 }, (_, index) => first.id + index)
    const pages = ['/', '/photos', '/sequences', '/viewpoints', '/leaderboard', `/sequences/${walk.id}`, '/about']
    const api = ['/api/v1/photos?limit=50', '/api/v1/sequences', '/api/v1/photos/facets', '/tiles.json', '/healthz']
    return {
      mix: [
        {
          share: 20,
          paths: [...pages, `/users/${owner.username}`, ...[first, second, sixth].map(({ id }) => `/photos/${id}`)],
        },
        { share: 40, paths: tilesAround(HOT_SPOT.center) },
        { share: 20, paths: [...api, ...invented.map((id) => `/api/v1/photos/${id}`)] },
        { share: 20, paths: SIZES.flatMap((size) => pictured.map((id) => imagePath(id, size))) },
      ],
      bombs: await layBombs(db, dataDir),
    }
  })
}

type Database = Parameters<Parameters<typeof withDatabase>[1]>[0]

async function layBombs(db: Database, dataDir: string): Promise<string[]> {
  const file = await makeBomb(dirname(dataDir))
  const owner = await insertUser(db)
  const sequence = await insertSequence(db, { ownerId: owner.id, name: 'Bombs' })
  const paths: string[] = []
  for (let n = 1; n <= BOMBS; n += 1) {
    const backupKey = originalKey(owner.username, sequence.id, n)
    const target = join(dataDir, 'backup', backupKey)
    await mkdir(dirname(target), { recursive: true })
    await link(file, target).catch(() => copyFile(file, target))
    const stored = { backupKey, backupSha256: 'ab'.repeat(32), backupBytes: 1, backedUpAt: new Date() }
    const photo = await insertPhoto(db, { sequenceId: sequence.id, n, backupForm: 'processed', ...stored })
    paths.push(imagePath(photo.id, 'full'))
  }
  return paths
}

/** The file, kept for later runs. */
async function makeBomb(folder: string): Promise<string> {
  const file = join(folder, `bomb-${BOMB.width}x${BOMB.height}.jpg`)
  if (existsSync(file)) return file
  await sharp({ create: { ...BOMB, channels: 3, background: '#888' }, limitInputPixels: false })
    .jpeg({ progressive: true })
    .toFile(`${file}.new`)
  await rename(`${file}.new`, file)
  return file
}

/** The tile of each zoom at that place with its eight neighbours. */
function tilesAround(center: LngLat): string[] {
  const [east, south] = toMercator(center)
  return TILE_ZOOMS.flatMap((z) =>
    [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].map(
        (down) => `/tiles/${z}/${Math.floor(east * 2 ** z) + right}/${Math.floor(south * 2 ** z) + down}.mvt`,
      ),
    ),
  )
}

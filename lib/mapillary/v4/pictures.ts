import { AppError } from '@/lib/errors'
import type { Http } from '@/lib/mapillary/http'
import { UnreadableAnswer, upstreamFailed } from '@/lib/mapillary/http-errors'
import type { Download, MapillaryClient } from '@/lib/mapillary/types'
import type { ThumbnailSize } from '@/lib/model/pictures/picture-sizes'
import { type AddressBook, type Addresses, createAddressBook } from './addresses'
import type { Ask } from './ask'
import { WireAddresses } from './wire'

type Tools = {
  http: Http
  ask: Ask
  publicToken: (photoKey: string) => Promise<string>
  now: (() => number) | undefined
}

const ORIGINAL = ['thumb_original_url']
const [SMALL, MEDIUM, LARGE] = ['thumb_256_url', 'thumb_1024_url', 'thumb_2048_url'] as const

/** Which pictures do for a size, best first: any of them may be missing. */
const THUMBNAILS: Record<ThumbnailSize, string[]> = {
  320: [SMALL, MEDIUM, LARGE],
  640: [MEDIUM, LARGE, SMALL],
  1024: [MEDIUM, LARGE, SMALL],
  2048: [LARGE, MEDIUM, SMALL],
}

/** v4's pictures lie in a store that knows no logins, at signed addresses that end (docs/mapillary.md). */
export function createV4Pictures({
  http,
  ask,
  publicToken,
  now,
}: Tools): Pick<MapillaryClient, 'downloadOriginal' | 'downloadThumbnail'> {
  const originals = addressBook(ORIGINAL)
  const thumbnails = addressBook([SMALL, MEDIUM, LARGE])

  function addressBook(fields: string[]): AddressBook {
    return createAddressBook(async (token, keys) => {
      const entities = await ask.byIds(token, keys, ['id', ...fields])
      return entities.flatMap((entity) => toAddresses(entity) ?? [])
    }, now)
  }

  /** Fetches a picture without anybody's token; its address may have ended early, so that it is looked up once more. */
  async function download(book: AddressBook, key: string, find: () => Promise<URL>): Promise<Download> {
    const first = await find()
    try {
      return await http.download(first, {})
    } catch (error) {
      if (!isRefused(error)) throw error
      book.forget(key)
    }
    const fresh = await find()
    return http.download(fresh, {}).catch((error: unknown) => {
      if (!isRefused(error)) throw error
      throw upstreamFailed(`Mapillary's picture store refuses the picture of ${key} (${fresh.origin})`, {
        cause: new UnreadableAnswer(),
      })
    })
  }

  return {
    downloadOriginal(token, photoKey, next = []) {
      const find = async () => pick(await originals.get(token, photoKey, next), photoKey, ORIGINAL)
      return download(originals, photoKey, find)
    },

    downloadThumbnail(photoKey, size) {
      const find = async () =>
        pick(await thumbnails.get(await publicToken(photoKey), photoKey), photoKey, THUMBNAILS[size])
      return download(thumbnails, photoKey, find)
    },
  }
}

function pick(addresses: Addresses | undefined, key: string, names: string[]): URL {
  if (!addresses) throw new AppError('NOT_FOUND', `Mapillary does not know the photo ${key}`)
  const url = names.map((name) => addresses.urls.get(name)).find((found) => found !== undefined)
  if (!url) throw new AppError('NOT_FOUND', `Mapillary has no picture of the photo ${key}`)
  return url
}

function toAddresses(entity: unknown): Addresses | null {
  const wire = WireAddresses.safeParse(entity).data
  if (!wire) return null
  const { id, ...urls } = wire
  const usable = Object.entries(urls).flatMap(([name, url]): [string, URL][] =>
    url && URL.canParse(url) ? [[name, new URL(url)]] : [],
  )
  return { key: id, urls: new Map(usable) }
}

/** What the store does not accept is the address: there is no login to refuse. */
function isRefused(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')
}

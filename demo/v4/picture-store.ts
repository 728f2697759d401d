import { createHmac } from 'node:crypto'
import type { Pictures } from '../picture'
import type { Answer } from '../v3/answer'
import type { DemoPhoto, World } from '../world'
import type { PictureAddress } from './entities'
import { directoryOf, idOf } from './ids'

export type PictureStore = {
  /** Where a picture is for some time: `oe` says until when, `oh` signs it. */
  addressOn(origin: string): PictureAddress
  /** A picture, or why not; the store knows no logins and takes none. */
  answer(url: URL, hasLogin: boolean): Promise<Answer>
}

type Options = { world: World; pictures: Pictures; secret: string; seconds: number; now: () => number }

/** The pictures as v4 gives them: at signed addresses that end (docs/mapillary.md). */
export function createPictureStore({ world, pictures, secret, seconds, now }: Options): PictureStore {
  const sign = (path: string, until: string) =>
    createHmac('sha256', secret).update(`${path} ${until}`).digest('hex').slice(0, 32)

  function draw(photo: DemoPhoto, picture: string): Promise<Buffer> | null {
    if (picture === 'original.jpg') return pictures.processed(photo)
    const width = [256, 1024, 2048].find((candidate) => picture === `${candidate}.jpg`)
    return width === undefined ? null : pictures.thumbnail(photo, width)
  }

  return {
    addressOn: (origin) => (photo, picture) => {
      const path = `/store/${idOf(photo)}/${picture}.jpg`
      const until = Math.floor(now() / 1000 + seconds).toString(16)
      return `${origin}${path}?${new URLSearchParams({ stp: picture, oh: sign(path, until), oe: until })}`
    },

    async answer(url, hasLogin) {
      const refuse = (status: number, words: string): Answer => ({ status, body: words })
      if (hasLogin) return refuse(400, 'No token belongs here')
      const until = url.searchParams.get('oe') ?? ''
      if (url.searchParams.get('oh') !== sign(url.pathname, until)) return refuse(403, 'Bad URL hash')
      if (Number.parseInt(until, 16) * 1000 <= now()) return refuse(403, 'URL signature expired')
      const [, , id = '', picture = ''] = url.pathname.split('/')
      const photo = directoryOf(world).photos.get(id)
      const bytes = photo && draw(photo, picture)
      return bytes ? { status: 200, body: await bytes } : refuse(404, 'Not found')
    },
  }
}

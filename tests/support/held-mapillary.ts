import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { drawPlain } from '@/demo/plain-picture'
import { createDemoServer, type DemoServer } from '@/demo/server'
import { directoryOf, idOf } from '@/demo/v4/ids'
import { createWorld, type DemoPhoto, type DemoSequence, type WorldRecipe } from '@/demo/world'

export type MapillaryApi = 'v3' | 'v4'

export const CLIENT_SECRET = 'held-mapillary'
const ORIGINAL = { v3: /^\/v3\/images\/([^/?]+)\/download_original/, v4: /^\/store\/([^/?]+)\/original\.jpg/ }
/** What is always answered: an import is only asked for with it. */
const FREE = { v3: /^\/v3\/sequences/, v4: /^\/v4\/(image_ids|images\?(.*&)?sequence_ids=)/ }
const TRICKLE_MS = 5_000
const COMMENT_BYTES = 65_000 // of one segment of a JPEG

type Options = WorldRecipe & {
  api: MapillaryApi
  /** How large the original of a photo is to be at least; made up with comments in the JPEG. */
  leastBytes?: (photo: DemoPhoto) => number
}

/**
 * A demo Mapillary in the test's own process, so that it outlives what the test kills. It gives as many answers as it is allowed to and
 * holds the others back, originals after half of their bytes; sequences alone are always answered. It remembers each original that it was asked for.
 */
export class HeldMapillary {
  readonly asked: string[] = [] // photo keys, one entry per request for an original
  readonly sha256 = new Map<string, string>() // of the originals as they were sent, by photo key
  readonly #api: MapillaryApi
  readonly #leastBytes: (photo: DemoPhoto) => number
  readonly #demo: DemoServer
  #origin = ''
  #allowed = 0
  readonly #held = new Set<() => void>()
  readonly #watchers = new Set<() => void>()
  readonly #callers = new Set<Socket>() // who asked for originals; the web server, which lives on, asks for sequences alone
  #answers = 0

  private constructor({ api, leastBytes = () => 0, ...recipe }: Options) {
    this.#api = api
    this.#leastBytes = leastBytes
    this.#demo = createDemoServer({
      clientSecret: CLIENT_SECRET,
      draw: drawPlain,
      world: createWorld(recipe),
      intercept: (request, response) => this.#intercept(request, response),
    })
  }

  static async start(options: Options): Promise<HeldMapillary> {
    const mapillary = new HeldMapillary(options)
    mapillary.#origin = await mapillary.#demo.listen()
    return mapillary
  }

  /** What points the product to this Mapillary. */
  get environment(): Record<string, string> {
    return {
      MAPILLARY_API: this.#api,
      MAPILLARY_CLIENT_ID: 'demo',
      MAPILLARY_CLIENT_SECRET: CLIENT_SECRET,
      MAPILLARY_API_URL: `${this.#origin}/${this.#api}`,
      MAPILLARY_AUTH_URL: `${this.#origin}/connect`,
      MAPILLARY_IMAGES_URL: `${this.#origin}/images`,
    }
  }

  get sequences(): DemoSequence[] {
    return this.#demo.world.sequences
  }

  /** The key of a photo in the API that is spoken. */
  keyOf(photo: DemoPhoto): string {
    return this.#api === 'v3' ? photo.key : idOf(photo)
  }

  /** A user of the world and a token of theirs. */
  login(username: string) {
    const user = this.#demo.world.users.find((candidate) => candidate.username === username)
    if (!user) throw new Error(`The world has no user ${username}`)
    const mapillaryKey = this.#api === 'v3' ? user.key : idOf(user)
    return { mapillaryKey, username, token: this.#demo.mintToken(username), expiresAt: null }
  }

  /** Lets so many answers out, from now on. Resolves when the last one of them is on its way. */
  async allow(answers: number): Promise<void> {
    const goal = this.#answers + answers
    this.#allowed = answers
    this.#release()
    while (this.#answers < goal) await new Promise<void>((changed) => this.#watchers.add(changed))
  }

  /** Lets everything out, from now on. */
  open(): void {
    this.#allowed = Number.POSITIVE_INFINITY
    this.#release()
  }

  /** How many originals it was asked for, with what had been sent when this was called. `areDead`: all who asked, so that their connections end. */
  async countAsked({ areDead }: { areDead: boolean }): Promise<number> {
    const dead = areDead ? [...this.#callers] : [] // those who come back meanwhile are others
    const turn = () => new Promise((done) => setImmediate(done))
    while (dead.some((socket) => this.#callers.has(socket))) await turn()
    // What the dead sent last may have arrived on new connections: a few turns accept them and read all of it.
    for (let turns = 0; turns < 10; turns += 1) await turn()
    return this.asked.length
  }

  close(): Promise<void> {
    return this.#demo.close()
  }

  async #intercept(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = request.url ?? ''
    const photo = this.#photoOf(ORIGINAL[this.#api].exec(url)?.[1] ?? '')
    if (!photo) {
      if (!FREE[this.#api].test(url)) await this.#turn(response)
      return response.destroyed
    }
    const { socket } = request
    if (!this.#callers.has(socket)) socket.once('close', () => this.#callers.delete(socket))
    this.#callers.add(socket)
    const key = this.keyOf(photo)
    this.asked.push(key)
    const file = padded(await this.#draw(photo), this.#leastBytes(photo))
    this.sha256.set(key, createHash('sha256').update(file).digest('hex'))
    response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': file.length })
    let sent = Math.floor(file.length / 2)
    response.write(file.subarray(0, sent))
    const trickle = setInterval(() => {
      response.write(file.subarray(sent, sent + 1)) // on a slow machine a product that lives on must not think that it stalls
      sent += 1
    }, TRICKLE_MS)
    await this.#turn(response)
    clearInterval(trickle)
    response.end(file.subarray(sent))
    return true
  }

  #photoOf(id: string): DemoPhoto | undefined {
    const { world } = this.#demo
    return this.#api === 'v3' ? world.photos.get(id) : directoryOf(world).photos.get(id)
  }

  /** As the demo draws it for this API. */
  #draw(photo: DemoPhoto): Promise<Buffer> {
    const { pictures } = this.#demo
    return this.#api === 'v3' ? pictures.original(photo) : pictures.thumbnail(photo, photo.sequence.originalWidth)
  }

  /** Waits for permission to answer; whoever has hung up needs none. */
  async #turn(response: ServerResponse): Promise<void> {
    const hungUp = new Promise((done) => response.once('close', done))
    while (this.#allowed < 1 && !response.destroyed) {
      const released = new Promise<void>((release) => this.#held.add(release))
      await Promise.race([released, hungUp])
    }
    if (response.destroyed) return
    this.#allowed -= 1
    this.#answers += 1
    for (const changed of this.#watchers) changed()
    this.#watchers.clear()
  }

  #release(): void {
    for (const release of this.#held) release()
    this.#held.clear()
  }
}

/** The same picture in at least so many bytes: with comments behind its start marker. */
function padded(jpeg: Buffer, leastBytes: number): Buffer {
  const comment = Buffer.alloc(COMMENT_BYTES + 4)
  comment.set([0xff, 0xfe])
  comment.writeUInt16BE(COMMENT_BYTES + 2, 2)
  const count = Math.ceil(Math.max(0, leastBytes - jpeg.length) / comment.length)
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: count }, () => comment), jpeg.subarray(2)])
}

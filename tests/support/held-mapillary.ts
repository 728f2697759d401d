import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createDemoServer, type DemoServer } from '@/demo/server'
import { createWorld, type DemoSequence, type WorldRecipe } from '@/demo/world'

const ORIGINAL = /^\/v3\/images\/([^/?]+)\/download_original/

/**
 * A demo Mapillary in the test's own process, so that it outlives what the test kills. It gives as many answers as it is allowed to and
 * holds the others back, originals after half of their bytes; sequences alone are always answered. It remembers each original that it was asked for.
 */
export class HeldMapillary {
  readonly asked: string[] = [] // photo keys, one entry per request for an original
  readonly sha256 = new Map<string, string>() // of the originals, by photo key
  readonly #demo: DemoServer
  #origin = ''
  #allowed = 0
  readonly #held = new Set<() => void>()
  readonly #watchers = new Set<() => void>()
  #answers = 0

  private constructor(recipe: WorldRecipe) {
    this.#demo = createDemoServer({
      world: createWorld(recipe),
      intercept: (request, response) => this.#intercept(request, response),
    })
  }

  static async start(recipe: WorldRecipe): Promise<HeldMapillary> {
    const mapillary = new HeldMapillary(recipe)
    mapillary.#origin = await mapillary.#demo.listen()
    return mapillary
  }

  /** What points the product to this Mapillary. */
  get environment(): Record<string, string> {
    return {
      MAPILLARY_API: 'v3',
      MAPILLARY_CLIENT_ID: 'demo',
      MAPILLARY_API_URL: `${this.#origin}/v3`,
      MAPILLARY_AUTH_URL: `${this.#origin}/connect`,
      MAPILLARY_IMAGES_URL: `${this.#origin}/images`,
    }
  }

  get sequences(): DemoSequence[] {
    return this.#demo.world.sequences
  }

  /** A user of the world and a token of theirs. */
  login(username: string) {
    const user = this.#demo.world.users.find((candidate) => candidate.username === username)
    if (!user) throw new Error(`The world has no user ${username}`)
    return { mapillaryKey: user.key, username, token: this.#demo.mintToken(username), expiresAt: null }
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

  close(): Promise<void> {
    return this.#demo.close()
  }

  async #intercept(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const photo = this.#demo.world.photos.get(ORIGINAL.exec(request.url ?? '')?.[1] ?? '')
    if (!photo) {
      if (!request.url?.startsWith('/v3/sequences')) await this.#turn(response)
      return response.destroyed
    }
    this.asked.push(photo.key)
    const file = await this.#demo.pictures.original(photo)
    this.sha256.set(photo.key, createHash('sha256').update(file).digest('hex'))
    response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': file.length })
    response.write(file.subarray(0, file.length / 2))
    await this.#turn(response)
    response.end(file.subarray(file.length / 2))
    return true
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

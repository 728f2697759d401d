import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createTokens } from '@/demo/tokens'
import { idOf } from '@/demo/v4/ids'
import { createWorld } from '@/demo/world'
import { UpstreamCounts, type UpstreamOptions, UpstreamReady } from './upstream-options'

export const USERNAME = 'bench'

export type Upstream = Awaited<ReturnType<typeof startUpstream>>

/** Starts the upstream in a process of its own. */
export async function startUpstream(options: UpstreamOptions) {
  const child = fork(join(import.meta.dirname, 'upstream.mjs'), [JSON.stringify({ ...options, username: USERNAME })])
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(failed)])
  const { origin, sequenceKeys } = UpstreamReady.parse(message)
  const [user] = createWorld({ sequences: [], visitors: [USERNAME] }).users
  if (!user) throw new Error('The world of the upstream has no user')
  const api = options.api ?? 'v3'
  return {
    api,
    origin,
    sequenceKeys,
    token: createTokens('demo-mapillary').mint(USERNAME),
    userKey: api === 'v3' ? user.key : idOf(user),
    async counts() {
      const response = await fetch(`${origin}/counts`)
      return UpstreamCounts.parse(await response.json())
    },
    async stop() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

function failed(): never {
  throw new Error('The upstream of the benchmark did not start')
}

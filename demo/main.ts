import { demoWorld } from './demo-world'
import { drawPlain } from './plain-picture'
import { createDemoServer } from './server'

const {
  DEMO_PORT = '0',
  HOST = '127.0.0.1',
  DEMO_CLIENT_ID = 'demo',
  DEMO_CLIENT_SECRET,
  DEMO_SECRET,
  DEMO_TOKEN_IN,
  DEMO_MORE_PHOTOS = '0',
  DEMO_LATENCY_MS = '0',
  DEMO_PICTURES,
} = process.env

const demo = createDemoServer({
  world: demoWorld({ more: Number(DEMO_MORE_PHOTOS) }),
  latencyMs: Number(DEMO_LATENCY_MS),
  ...(DEMO_PICTURES === 'plain' && { draw: drawPlain }),
  clientId: DEMO_CLIENT_ID,
  tokenIn: DEMO_TOKEN_IN === 'fragment' ? 'fragment' : 'query',
  ...(DEMO_CLIENT_SECRET ? { clientSecret: DEMO_CLIENT_SECRET } : {}),
  ...(DEMO_SECRET ? { secret: DEMO_SECRET } : {}),
})
await demo.listen(Number(DEMO_PORT), HOST)
const address = demo.http.address()
if (typeof address !== 'object' || !address) throw new Error('The demo Mapillary has no port')
console.log(JSON.stringify({ ready: true, port: address.port }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    demo.close().then(() => process.exit(0))
  })
}

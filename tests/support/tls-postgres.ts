import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'

const SSL_REQUEST_BYTES = 8
// A key that anybody may know: it proves nothing but that connections are encrypted.
const [cert, key] = ['cert', 'key'].map((name) =>
  readFileSync(join(import.meta.dirname, `../fixtures/tls/localhost.${name}.pem`)),
)

/** TLS in front of a PostgreSQL that has none: `url` is the address of the same database through it. */
export async function startTlsPostgres(url: string): Promise<{ url: string; close: () => void }> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((incoming) => {
    sockets.add(incoming)
    incoming.on('error', () => undefined)
    incoming.once('readable', () => {
      incoming.read(SSL_REQUEST_BYTES)
      incoming.write('S')
      const outside = new TLSSocket(incoming, { isServer: true, cert, key })
      const inside = connect(Number(port), hostname)
      outside.pipe(inside).pipe(outside)
      outside.on('error', () => inside.destroy()).on('close', () => inside.destroy())
      inside.on('error', () => outside.destroy()).on('close', () => outside.destroy())
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = new URL(url)
  address.port = String((server.address() as AddressInfo).port)
  address.searchParams.set('sslmode', 'require')
  return {
    url: address.href,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

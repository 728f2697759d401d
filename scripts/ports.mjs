import { createServer } from 'node:net'

/** A TCP port of 127.0.0.1 that is free now. */
export async function freePort() {
  const server = createServer()
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

/** Whether the port can be listened on now. */
export async function isPortFree(port, host = '127.0.0.1') {
  const server = createServer()
  return new Promise((done) => {
    server.once('error', () => done(false))
    server.listen(port, host, () => server.close(() => done(true)))
  })
}

import { once } from 'node:events'
import { connect as connectTcp, isIP, Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import postgres from 'postgres'
import { createFatalErrorFilter } from './fatal-error-filter'

const QUIET_TURNS = 2
const MOST_TURNS = 100
const CONNECT_MS = 10_000
const START_TURNS = 5 // of the event loop, until postgres.js says hello on a new connection: it writes a turn after it was asked to
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]) // https://www.postgresql.org/docs/current/protocol-message-formats.html

type Server = {
  host: string
  port: number
  path: string | null // of a Unix socket
  ssl: unknown // as postgres.js reads it: false, true, an sslmode
  isDirect: boolean // TLS from the first byte on
}

/**
 * Options for postgres.js that let a process outlive the database, over TLS too. It then opens no sockets of its own (`lasting` says why),
 * and lost connections are tried again within a second instead of twenty.
 */
export function lastingConnection(url: string) {
  const server = serverOf(url)
  return {
    backoff: (failures: number) => Math.min(failures, 10) / 10,
    ssl: false,
    socket: () => open(server).then(lasting, broken),
  }
}

/** As postgres.js itself reads the address and PGSSL and the like; nothing is connected. `DATABASE_URL` names one server (lib/config/env.ts). */
function serverOf(url: string): Server {
  const { host, port, path, ssl, ...others } = postgres(url, { max: 1 }).options
  const isDirect = 'sslnegotiation' in others && others.sslnegotiation === 'direct'
  const socketPath = typeof path === 'string' ? path : null
  return { host: host[0] ?? 'localhost', port: port[0] ?? 5432, path: socketPath, ssl, isDirect }
}

async function open({ host, port, path, ssl, isDirect }: Server): Promise<Socket> {
  const allowHalfOpen = true // else Node replaces `write` when the other side ends
  const plain = connectTcp(path ? { path, allowHalfOpen } : { host, port, allowHalfOpen })
  const timer = setTimeout(() => plain.destroy(timedOut(path ?? `${host}:${port}`)), CONNECT_MS)
  try {
    await once(plain, 'connect')
    if (!ssl || path) return plain
    if (!isDirect && !(await offersTls(plain))) {
      if (ssl === 'prefer' || ssl === 'allow') return plain
      throw new Error(`The database at ${host}:${port} offers no TLS`)
    }
    const isUnchecked = ssl === 'require' || ssl === 'prefer' || ssl === 'allow'
    const secure = connectTls({
      socket: plain,
      rejectUnauthorized: !isUnchecked,
      ...(isIP(host) ? {} : { servername: host }),
      ...(isDirect ? { ALPNProtocols: ['postgresql'] } : {}),
    })
    await once(secure, 'secureConnect')
    return secure
  } catch (error) {
    plain.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function offersTls(socket: Socket): Promise<boolean> {
  socket.write(SSL_REQUEST)
  const [answer] = await once(socket, 'data')
  return answer[0] === 'S'.charCodeAt(0)
}

/**
 * Makes the loss of a connection an error for whoever still writes to it. postgres.js 3.4 forgets a socket when it closes: the next query
 * of a transaction that was open then, even its rollback, throws outside of any promise ("Cannot read properties of null (reading
 * 'write')") and ends the process. So what is written to a lost socket fails, and its close is told when nobody writes any more.
 *
 * What is asked in the very moment of the close it keeps for the connection's next life, and writes nothing there before it has a kilobyte
 * of such leftovers: so a socket on which it does not begin in time, or begins with anything but the hello, is given up at once. It also
 * keeps a fatal error of the server for the next life's first query, which it has nothing to do with: so that is told as the socket's own.
 */
function lasting(socket: Socket): Socket {
  const { write, emit } = socket
  const tell = (event: string | symbol, ...values: unknown[]) => Reflect.apply(emit, socket, [event, ...values])
  const fail = () => socket.listenerCount('error') > 0 && tell('error', connectionLost())
  const filter = createFatalErrorFilter()
  let hasStarted = false
  let quietTurns = 0
  let turns = 0

  const close = () => {
    quietTurns += 1
    turns += 1
    if (quietTurns > QUIET_TURNS || turns > MOST_TURNS) tell('close', false)
    else setImmediate(close)
  }
  afterTurns(START_TURNS, () => hasStarted || socket.destroy(connectionLost()))
  socket.write = (...values: unknown[]) => {
    if (!hasStarted && !isHello(values[0])) socket.destroy(connectionLost())
    hasStarted = true
    if (!socket.destroyed) return Reflect.apply(write, socket, values)
    quietTurns = 0
    process.nextTick(fail)
    return false
  }
  socket.emit = (event: string | symbol, ...values: unknown[]) => {
    const [chunk] = values
    if (event === 'data' && chunk instanceof Buffer) {
      const { passed, fatal } = filter(chunk)
      if (passed.length > 0) tell('data', passed)
      if (fatal) socket.destroy(fatal)
      return true
    }
    if (event === 'end') socket.destroy()
    if (event !== 'close' || socket.writableEnded) return tell(event, ...values)
    fail()
    setImmediate(close)
    return true
  }
  return socket
}

/** The first message of a connection begins with its length: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function isHello(chunk: unknown): boolean {
  return chunk instanceof Buffer && chunk.length >= 8 && chunk.readInt32BE(0) === chunk.length
}

/**
 * A socket that only fails: postgres.js would never again use a connection whose `socket` function failed. Not before the hello is written:
 * see `lasting` for what becomes of a write that comes too late.
 */
function broken(error: Error): Socket {
  const socket = new Socket()
  socket.write = () => true
  afterTurns(START_TURNS, () => socket.destroy(error))
  return socket
}

function afterTurns(turns: number, act: () => void): void {
  if (turns === 0) act()
  else setImmediate(afterTurns, turns - 1, act)
}

function connectionLost(): Error {
  return Object.assign(new Error('The connection to the database was lost'), { code: 'CONNECTION_CLOSED' })
}

function timedOut(address: string): Error {
  const message = `The database at ${address} did not accept a connection within ${CONNECT_MS / 1000} s`
  return Object.assign(new Error(message), { code: 'CONNECT_TIMEOUT' })
}

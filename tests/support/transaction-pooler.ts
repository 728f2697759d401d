import { randomBytes } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

// The messages are those of https://www.postgresql.org/docs/current/protocol-message-formats.html
type Message = { type: string; bytes: Buffer }
type ServerConnection = { socket: Socket; client: Client | null; isMuted: boolean } // muted: up to the next answer's end
type Client = { socket: Socket; server: ServerConnection | null; unsent: Message[]; unanswered: number }

export type PoolerOptions = { beforeCommit?: string; keepsKeys?: boolean }

/**
 * A pooler in transaction mode in front of a PostgreSQL, as PgBouncer is one: each transaction of a client goes to the server connection
 * that has been idle for longest. Each client logs in by itself, and its server connection then serves all of them.
 * `beforeCommit`: a statement that the pooler sends by itself before it passes a COMMIT on. `keepsKeys`: it passes the server's keys on, so
 * that nothing tells it from a server.
 */
export async function startTransactionPooler(url: string, options: PoolerOptions = {}) {
  const pooler = new TransactionPooler(new URL(url), options)
  const listener = createServer({ noDelay: true }, (socket) => pooler.accept(socket))
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
  const address = new URL(url)
  address.port = String((listener.address() as AddressInfo).port)
  const close = () => {
    pooler.close()
    listener.close()
  }
  return { url: address.href, close }
}

class TransactionPooler {
  readonly #database: URL
  readonly #beforeCommit: string | undefined
  readonly #keepsKeys: boolean
  readonly #sockets = new Set<Socket>()
  readonly #idle: ServerConnection[] = []
  readonly #waiting: Client[] = []

  constructor(database: URL, { beforeCommit, keepsKeys = false }: PoolerOptions) {
    this.#database = database
    this.#beforeCommit = beforeCommit
    this.#keepsKeys = keepsKeys
  }

  accept(socket: Socket): void {
    const server: ServerConnection = {
      socket: connect({ host: this.#database.hostname, port: Number(this.#database.port), noDelay: true }),
      client: null,
      isMuted: false,
    }
    const client: Client = { socket, server, unsent: [], unanswered: 0 }
    server.client = client
    for (const each of [socket, server.socket]) this.#sockets.add(each.on('error', () => undefined))
    socket.pipe(server.socket, { end: false })
    let isLoggedIn = false
    readMessages(server.socket, (message) => {
      if (!isLoggedIn && message.type === 'Z') {
        isLoggedIn = true
        socket.unpipe(server.socket)
        readMessages(socket.resume(), (sent) => this.#fromClient(client, sent))
      }
      this.#fromServer(server, message)
    })
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #fromClient(client: Client, message: Message): void {
    if (message.type === 'X') {
      client.socket.end()
      return
    }
    if (message.type === 'Q' || message.type === 'S') client.unanswered += 1
    client.unsent.push(message)
    if (client.server) this.#send(client, client.server)
    else if (!this.#waiting.includes(client)) this.#waiting.push(client)
    this.#assign()
  }

  #assign(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const [server, client] = [this.#idle.shift(), this.#waiting.shift()]
      if (!server || !client) return
      server.client = client
      client.server = server
      this.#send(client, server)
    }
  }

  #send(client: Client, server: ServerConnection): void {
    for (const { type, bytes } of client.unsent.splice(0)) {
      if (this.#beforeCommit && type === 'Q' && bytes.toString().includes('commit')) {
        server.isMuted = true
        server.socket.write(simpleQuery(this.#beforeCommit))
      }
      server.socket.write(bytes)
    }
  }

  #fromServer(server: ServerConnection, { type, bytes }: Message): void {
    const { client, isMuted } = server
    if (type === 'Z') server.isMuted = false
    if (isMuted || !client) return
    client.socket.write(type === 'K' && !this.#keepsKeys ? withAnotherKey(bytes) : bytes)
    if (type !== 'Z') return
    client.unanswered = Math.max(0, client.unanswered - 1)
    const isInTransaction = bytes.toString('latin1', 5) !== 'I'
    if (isInTransaction || client.unanswered > 0) return
    client.server = null
    server.client = null
    this.#idle.push(server)
    this.#assign()
  }
}

/** Calls back with each message of the socket, once it has arrived whole. */
function readMessages(socket: Socket, use: (message: Message) => void): void {
  let held: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= 5) {
      const end = 1 + held.readUInt32BE(1)
      if (end > held.length) return
      const bytes = held.subarray(0, end)
      held = held.subarray(end)
      use({ type: bytes.toString('latin1', 0, 1), bytes })
    }
  })
}

function simpleQuery(text: string): Buffer {
  const message = Buffer.from(`Q    ${text}\0`)
  message.writeUInt32BE(message.length - 1, 1)
  return message
}

/** Poolers give their clients keys of their own, since they choose the server connection that a cancellation is for. */
function withAnotherKey(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, 5), randomBytes(bytes.length - 5)])
}

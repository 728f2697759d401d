import { Socket } from 'node:net'

const CLOSE_AFTER_MS = 100

/**
 * A connection whose loss is an error for whoever still writes to it. postgres.js 3.4 forgets a socket when it closes: the next query of
 * a transaction that was open then, even its rollback, throws outside of any promise ("Cannot read properties of null (reading 'write')")
 * and ends the process. So the close is told a moment later, and what is written until then fails.
 */
class LastingSocket extends Socket {
  constructor(port: number, host: string) {
    super({ allowHalfOpen: true }) // else Node replaces `write` when the other side ends
    this.connect(port, host)
    const write = this.write // replaced by `connect` as well, so that a method of this class would not be called
    this.write = (...values: unknown[]) => (this.destroyed ? this.#refuse() : Reflect.apply(write, this, values))
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'end') this.destroy()
    if (event !== 'close' || this.writableEnded) return super.emit(event, ...values)
    this.#fail()
    setTimeout(() => super.emit('close', true), CLOSE_AFTER_MS)
    return true
  }

  #refuse(): false {
    process.nextTick(() => this.#fail())
    return false
  }

  #fail(): void {
    if (this.listenerCount('error') > 0) super.emit('error', connectionLost())
  }
}

function connectionLost(): Error {
  return Object.assign(new Error('The connection to the database was lost'), { code: 'CONNECTION_CLOSED' })
}

type Addresses = { host: [string]; port: [number] }

/**
 * Options for postgres.js that let a process outlive the database: see LastingSocket (for plain TCP to one server: TLS and several hosts
 * are handled within postgres.js), and lost connections are tried again within a second instead of twenty.
 */
export function lastingConnection(url: string) {
  const isPlain = URL.canParse(url) && !/,|[?&](ssl|sslmode|host)=/.test(url)
  return {
    backoff: (failures: number) => Math.min(failures, 10) / 10,
    ...(isPlain && { socket: ({ host: [host], port: [port] }: Addresses) => new LastingSocket(port, host) }),
  }
}

import postgres from 'postgres'
import { lastingConnection } from './lasting-connection'

type Transaction = postgres.TransactionSql
type Work = (tx: Transaction) => unknown

/** Opens a pool that outlives the database; nothing is sent before the first query. */
export function openPostgres(url: string, options: postgres.Options<Record<string, never>>): postgres.Sql {
  const pool = postgres(url, { ...options, ...lastingConnection(url) })
  const { begin } = pool
  pool.begin = (...values: unknown[]) => {
    const transaction = { isLost: false }
    const done = Reflect.apply(begin, pool, [...values.slice(0, -1), unlessLost(transaction, values.at(-1) as Work)])
    done.catch(() => {
      transaction.isLost = true
    })
    return done
  }
  return pool
}

/**
 * Keeps what a transaction does after the loss of its connection from postgres.js 3.4. Who began it has its error then, but its work may
 * go on: its next query would be sent over the connection's next life, outside of any transaction, or end the process while there is none;
 * so would the rollback when the work has ended. Such queries fail, and such work never ends.
 */
function unlessLost(transaction: { isLost: boolean }, work: Work): Work {
  const never = new Promise<never>(() => {})
  return async (tx) => {
    try {
      const result = await work(guard(transaction, tx))
      return transaction.isLost ? never : result
    } catch (error) {
      if (transaction.isLost) return never
      throw error
    }
  }
}

function guard(transaction: { isLost: boolean }, tx: Transaction): Transaction {
  const expectAlive = () => {
    if (transaction.isLost) throw Object.assign(new Error('The connection of this transaction was lost'), LOST)
  }
  return new Proxy(tx, {
    apply(target, _, values) {
      expectAlive()
      return Reflect.apply(target, undefined, values)
    },
    get(target, name) {
      expectAlive()
      if (name !== 'savepoint') return Reflect.get(target, name)
      return (...values: unknown[]) => {
        const work = unlessLost(transaction, values.at(-1) as Work)
        return Reflect.apply(target.savepoint, target, [...values.slice(0, -1), work])
      }
    },
  })
}

const LOST = { code: 'CONNECTION_CLOSED' }

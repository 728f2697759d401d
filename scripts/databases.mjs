// Databases of a server. Node built-ins only, until the first connection.

/**
 * Creates a database unless it exists. Returns its connection string.
 * @param {string} url connection string of any other database of the same server
 * @param {string} name
 * @param {{ template?: string }} [options]
 */
export async function createDatabase(url, name, { template } = {}) {
  await withConnection(url, async (sql) => {
    const [existing] = await sql`select 1 from pg_database where datname = ${name}`
    if (existing) return
    try {
      await (template ? sql`create database ${sql(name)} template ${sql(template)}` : sql`create database ${sql(name)}`)
    } catch (error) {
      if (error.code !== '42P04') throw error // somebody else just created it
    }
  })
  const created = new URL(url)
  created.pathname = `/${name}`
  return created.href
}

/**
 * Drops a database and whoever is still connected to it.
 * @param {string} url connection string of any other database of the same server
 * @param {string} name
 */
export async function dropDatabase(url, name) {
  await withConnection(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
}

export async function withConnection(url, use) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return await use(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

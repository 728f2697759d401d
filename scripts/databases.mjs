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
      // Copies of files take a quarter of what the default costs, which writes every page of the template to the log.
      await (template
        ? sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`
        : sql`create database ${sql(name)}`)
    } catch (error) {
      if (error.code !== '42P04') throw error // somebody else just created it
    }
  })
  const created = new URL(url)
  created.pathname = `/${name}`
  return created.href
}

const ROLE = 'map_the_paths'

/**
 * The product's database on the embedded PostgreSQL, and a role that owns it and nothing else. What a superuser owned in it, by an earlier
 * version, is handed over. Safe to repeat. Returns the connection string of that role.
 * @param {string} url connection string of a superuser
 * @param {string} password of the role; hexadecimal
 * @param {string} name
 */
export async function createOwnDatabase(url, password, name = ROLE) {
  // The statement below takes no parameters.
  if (!/^[0-9a-f]+$/.test(password)) throw new Error('DATABASE_PASSWORD in secrets.json is not hexadecimal')
  const superuserUrl = await createDatabase(url, name)
  await withConnection(url, async (sql) => {
    const [known] = await sql`select from pg_roles where rolname = ${ROLE}`
    await sql.unsafe(`${known ? 'alter' : 'create'} role ${ROLE} login nosuperuser password '${password}'`)
    await sql`alter database ${sql(name)} owner to ${sql(ROLE)}`
    for (const other of [name, 'postgres', 'template1']) await sql`revoke all on database ${sql(other)} from public`
  })
  await withConnection(superuserUrl, handOver)
  const own = new URL(superuserUrl)
  own.username = ROLE
  own.password = password
  return own.href
}

/** `reassign owned` refuses what the first superuser owns, so each object is named. */
async function handOver(sql) {
  await sql.unsafe(`
    do $$
    declare item record;
    begin
      for item in
        with ours as (
          select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
        )
        select format('alter schema %s owner to ${ROLE}', oid::regnamespace) as command from pg_namespace
        where oid in (select oid from ours) and nspname <> 'public' and nspowner <> '${ROLE}'::regrole
        union all
        select format('alter table %s owner to ${ROLE}', oid::regclass) from pg_class
        where relnamespace in (select oid from ours) and relkind in ('r', 'p', 'v', 'm', 'f') and relowner <> '${ROLE}'::regrole
        union all
        select format('alter sequence %s owner to ${ROLE}', oid::regclass) from pg_class
        where relnamespace in (select oid from ours) and relkind = 'S' and relowner <> '${ROLE}'::regrole
          and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('a', 'i'))
        union all
        select format('alter routine %s owner to ${ROLE}', oid::regprocedure) from pg_proc
        where pronamespace in (select oid from ours) and proowner <> '${ROLE}'::regrole
        union all
        select format('alter type %s owner to ${ROLE}', oid::regtype) from pg_type
        where typnamespace in (select oid from ours) and typtype in ('e', 'd') and typowner <> '${ROLE}'::regrole
      loop
        execute item.command;
      end loop;
    end $$`)
}

/**
 * Drops a database and whoever is still connected to it.
 * @param {string} url connection string of any other database of the same server
 * @param {string} name
 */
export async function dropDatabase(url, name) {
  await withConnection(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
}

/**
 * Connects, lets `use` work, and disconnects.
 * @template T
 * @param {string} url
 * @param {(sql: import('postgres').Sql) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withConnection(url, use) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return await use(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

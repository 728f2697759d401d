#!/usr/bin/env node
import { backup } from './commands/backup.mjs'
import { exportPhotos } from './commands/export.mjs'
import { importSequences } from './commands/import.mjs'
import { login } from './commands/login.mjs'
import { sequences } from './commands/sequences.mjs'
import { status } from './commands/status.mjs'
import { takeout } from './commands/takeout.mjs'
import { vault } from './commands/vault.mjs'
// A thin client of the API: npx mtp help. Node built-ins only, so that it runs without a build.
import { CommandError, EXIT } from './exit.mjs'

const USAGE = `mtp: Map the Paths from the command line

  mtp login [--site URL]            keep an API token (made in the settings); reads it from the terminal or a pipe
  mtp sequences                     your sequences
  mtp import KEY... [--watch]       import Mapillary sequences of yours
  mtp status [ID...] [--watch]      how far imports are; without ids, the newest
  mtp export (--sequence ID | --user NAME | --search QUERY) [--format geojson|gpx|csv] [--output FILE]
  mtp vault [SEQUENCE...] [--verify]  what is known of your originals; --verify: have them read again now
  mtp backup verify [SEQUENCE...]   read originals again and compare their SHA-256; without ids, all of yours
  mtp takeout (SEQUENCE... | --all) [--to FOLDER]
                                    your originals and their data as ZIP archives; goes on where it broke off, checks every file
  mtp takeout (SEQUENCE... | --all) --sync [--to FOLDER]
                                    the same as files in a folder; later runs bring only what is new. --repaired, here and above:
                                    with copies that have position and heading written into them
  mtp takeout --verify [--to FOLDER]
                                    check the archives or files in a folder again

  --json      print JSON for programs, one value a line
  --site URL  another site than the one you logged in to
MTP_SITE and MTP_TOKEN stand before what is kept.

Exit codes: 0 all is well, 1 wrong usage, 2 not logged in or not allowed, 3 refused or not found,
4 the site is not reachable or failed, 5 done, but something failed: an import, a damaged original.`

const COMMANDS = { login, sequences, import: importSequences, status, export: exportPhotos, vault, backup, takeout }

const [name = 'help', ...args] = process.argv.slice(2)
process.exitCode = await main()

async function main() {
  if (['help', '--help', '-h'].includes(name)) {
    console.log(USAGE)
    return EXIT.ok
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  try {
    if (!command) throw new CommandError(EXIT.usage, `There is no command ${name}. mtp help lists them.`)
    return await command(args)
  } catch (error) {
    if (!(error instanceof CommandError) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error
    console.error(args.includes('--json') ? JSON.stringify({ error: error.message }) : error.message)
    return error instanceof CommandError ? error.exitCode : EXIT.usage
  }
}

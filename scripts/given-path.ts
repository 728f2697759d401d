import { resolve } from 'node:path'

/** A path as it was typed: npm runs scripts in the project's folder and tells where the user is. */
export function givenPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

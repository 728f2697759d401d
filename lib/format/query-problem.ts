import type { z } from 'zod'
import { AppError } from '@/lib/errors'

/** What is wrong with a parameter of a page's address, as one says it to people. */
const SENTENCES: Record<string, string> = {
  area: 'The area is not drawn in a way that we understand.',
  backedUp: 'Whether it is in the backup has to be yes or no.',
  bbox: 'The part of the map has to be four numbers in degrees, south before north.',
  board: 'There is no such leaderboard.',
  cameraMake: 'The maker of the camera is not one that we can look for.',
  cameraModel: 'The model of the camera is not one that we can look for.',
  cursor: 'The page of this list is not there. Start at its beginning.',
  from: 'The first day has to be a date such as 2024-05-03.',
  heading: 'The direction has to be 0 to 360 degrees.',
  headingTolerance: 'The angle around the direction has to be 0 to 180 degrees.',
  limit: 'So many at once are not possible.',
  maxAltitude: 'The highest altitude has to be a number of metres, not below the lowest one.',
  minAltitude: 'The lowest altitude has to be a number of metres.',
  minArea: 'The size of the object has to be 0 to 100 %.',
  mine: 'Whether they are yours has to be yes or no.',
  minScore: 'The certainty of the object has to be 0 to 100 %.',
  minViewpoints: 'The number of viewpoint marks has to be 0 or more.',
  near: 'The place has to be a longitude and a latitude in degrees.',
  pano: 'Whether it is a 360° picture has to be yes or no.',
  period: 'The time has to be a year such as 2024 or a month such as 2024-05.',
  q: 'The words are not ones that we can look for.',
  radius: 'The distance has to be a number of metres, not too large a one.',
  season: 'The season has to be spring, summer, autumn or winter.',
  sequence: 'There is no such sequence.',
  sequenceTag: 'The tag of the sequence is not one that we can look for.',
  since: 'The span of time has to be days, months or years, such as 30d, 12m or 3y.',
  sort: 'This list cannot be put into that order.',
  source: 'Objects are found by Mapillary or by people here.',
  tag: 'The object is not one that we can look for, or there are too many of them.',
  to: 'The last day has to be a date such as 2024-05-03, not before the first one.',
  transport: 'That is no way to travel that we know.',
  user: 'The name of the photographer is not one that we can look for.',
}

/** An address that cannot be read, in plain words, a sentence a line. */
export function describeQueryProblem(error: z.ZodError | AppError): string {
  const names = error instanceof AppError ? [nameIn(error.message)] : error.issues.map(({ path }) => String(path[0]))
  const sentences = names.map((name) => {
    if (name === null) return error.message
    return SENTENCES[name] ?? `“${name}” in the address says nothing that we understand.`
  })
  return [...new Set(sentences)].join('\n')
}

/** The parameter that a message begins with: `cursor: expected …`. */
function nameIn(message: string): string | null {
  return /^(\w+): /.exec(message)?.[1] ?? null
}

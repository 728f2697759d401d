import type { PackedFile, SmallFile } from './pack-files'

/** A payload file as the bag's manifest names it. */
export type BagLine = { path: string; sha256: string }

export type Bag = {
  id: number
  origin: string // of this site
  madeAt: Date
  payloadBytes: number
  payloadFiles: number
  lines: AsyncIterable<BagLine> // of the payload
  tagLines: AsyncIterable<BagLine> // of other files that are listed already
  leftOut: string[] // files whose bytes are not what they should be
  notRepaired: string[] // originals of which no copy could be made
  isRepaired: boolean
}

/** The files that make a folder a BagIt bag (RFC 8493). `packed` tells the hashes of those that were written with them. */
export async function* bagFiles(bag: Bag, packed: readonly PackedFile[]): AsyncGenerator<SmallFile> {
  yield { path: 'bagit.txt', text: ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'] }
  yield { path: 'bag-info.txt', text: [bagInfo(bag)] }
  yield { path: 'README.txt', text: [readme(bag)] }
  yield { path: 'manifest-sha256.txt', text: manifest(bag.lines) }
  yield { path: 'tagmanifest-sha256.txt', text: tagManifest(bag.tagLines, packed) }
}

async function* tagManifest(listed: AsyncIterable<BagLine>, packed: readonly BagLine[]): AsyncGenerator<string> {
  yield* manifest(listed)
  yield* packed.map(lineOf)
}

async function* manifest(lines: AsyncIterable<BagLine>): AsyncGenerator<string> {
  for await (const line of lines) yield lineOf(line)
}

function lineOf({ path, sha256 }: BagLine): string {
  return `${sha256}  ${path}\n`
}

function bagInfo({ id, origin, madeAt, payloadBytes, payloadFiles }: Bag): string {
  return [
    `Source-Organization: Map the Paths (${origin})`,
    `External-Identifier: takeout ${id}`,
    `Bagging-Date: ${madeAt.toISOString().slice(0, 10)}`,
    `Payload-Oxum: ${payloadBytes}.${payloadFiles}`,
    'Bag-Software-Agent: Map the Paths',
    '',
  ].join('\n')
}

const REPAIRED_LINE = `  repaired/PHOTO_1.jpg, …           copies with position, heading and kind of picture written into them
`

function readme({ origin, madeAt, leftOut, notRepaired, isRepaired }: Bag): string {
  return `Your photos from Map the Paths (${origin}), ${madeAt.toISOString().slice(0, 10)}

To look at them: open index.html with a browser. It needs no internet.

In the folder data/ there is a folder with your name, and in it a folder for each sequence:

  PHOTO_1.jpg, PHOTO_2.jpg, …       your originals, byte for byte
  PHOTO_1.xmp, PHOTO_2.xmp, …       position, time, heading and tags, as photo programs read them
${isRepaired ? REPAIRED_LINE : ''}  sequence.gpx                      the way, for maps and GPS programs
  photos.geojson, photos.csv        the data of the photos, for maps and spreadsheets
  manifest.json                     all that we know about the sequence, with the detections
  stac/                             the same as a STAC collection; catalog.json beside this file lists all of them
  panoramax.csv                     for Panoramax: panoramax_cli upload .
  mapillary_image_description.json  for Mapillary: mapillary_tools upload . --desc_path mapillary_image_description.json
                                    (both commands are run in the folder of the sequence)

Is everything there, and unchanged? In this folder (a BagIt bag, RFC 8493):

  sha256sum --check --quiet manifest-sha256.txt

If you downloaded several parts, unpack all of them into one folder first.

The photos are CC BY-SA 4.0, as on Mapillary: whoever shows them names you and the licence.
${fileList('These originals are not in here, because the backup does not have their right bytes at the moment:', leftOut)}${fileList('Of these originals there is no repaired copy, because the file is damaged. The originals are here as they are:', notRepaired)}`
}

function fileList(words: string, files: string[]): string {
  return files.length === 0 ? '' : `\n${words}\n\n${files.map((file) => `  ${file}\n`).join('')}`
}

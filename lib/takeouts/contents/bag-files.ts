import type { PackedFile, SmallFile } from './pack-files'

/** A payload file as the bag's manifest names it. */
export type BagLine = { path: string; sha256: string }

export type Bag = {
  id: number
  origin: string // of this site
  madeAt: Date
  payloadBytes: number
  payloadFiles: number
  lines: AsyncIterable<BagLine>
  leftOut: string[] // files whose bytes are not what they should be
}

/** The files that make a folder a BagIt bag (RFC 8493). `packed` tells the hashes of those that were written already. */
export async function* bagFiles(bag: Bag, packed: readonly PackedFile[]): AsyncGenerator<SmallFile> {
  yield { path: 'bagit.txt', text: ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'] }
  yield { path: 'bag-info.txt', text: [bagInfo(bag)] }
  yield { path: 'README.txt', text: [readme(bag)] }
  yield { path: 'manifest-sha256.txt', text: manifest(bag.lines) }
  yield { path: 'tagmanifest-sha256.txt', text: packed.map(lineOf) }
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

function readme({ origin, madeAt, leftOut }: Bag): string {
  return `Your photos from Map the Paths (${origin}), ${madeAt.toISOString().slice(0, 10)}

In the folder data/ there is a folder with your name, and in it a folder for each sequence:

  PHOTO_1.jpg, PHOTO_2.jpg, …       your originals, byte for byte
  PHOTO_1.xmp, PHOTO_2.xmp, …       position, time, heading and tags, as photo programs read them
  sequence.gpx                      the way, for maps and GPS programs
  photos.geojson, photos.csv        the data of the photos, for maps and spreadsheets
  manifest.json                     all that we know about the sequence, with the detections
  panoramax.csv                     for Panoramax: panoramax_cli upload .
  mapillary_image_description.json  for Mapillary: mapillary_tools upload . --desc_path mapillary_image_description.json
                                    (both commands are run in the folder of the sequence)

Is everything there, and unchanged? In this folder (a BagIt bag, RFC 8493):

  sha256sum --check --quiet manifest-sha256.txt

If you downloaded several parts, unpack all of them into one folder first.

The photos are CC BY-SA 4.0, as on Mapillary: whoever shows them names you and the licence.
${leftOut.length === 0 ? '' : `\nThese originals are not in here, because the backup does not have their right bytes at the moment:\n\n${leftOut.map((file) => `  ${file}\n`).join('')}`}`
}
